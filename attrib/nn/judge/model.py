"""The network of the judge: the lower layers of an attribution model, upper layers of its own, and a small head."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.upper import Encoder, UpperLayers, below, given_layers
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.inputs import JudgeBatch
from attrib.nn.pointer.sides import SIDES


class SideJudge(nn.Module):
    """Tells for each pair of a statement and a target the logits of no side, support and opposition.

    Word pieces and the layers below the first of its own are the attribution model's, shared and frozen: they change
    little when that is trained, while its upper layers forget what the pretrained ones knew of meaning. The head reads
    the mean states of the target's own pieces, of those that name it in the statement, and of the statement. Reading
    both texts together is Devlin et al.'s way with pairs (BERT, NAACL 2019).
    """

    def __init__(self, config: JudgeConfig, base: AttributionModel, *, filled: bool = True) -> None:
        """The weights of the upper layers are the attribution model's until others are taken.

        Where they are not `filled`, they have no values until they are loaded. Raises ModelError for an encoder whose
        layers cannot be read one by one, or that has too few.
        """
        super().__init__()
        self.config = config
        self.upper = UpperLayers(base.encoder, config.first, own=True, filled=filled)
        # A tuple keeps what is the attribution model's own out of parameters and state.
        self._shared: tuple[AttributionModel] = (base,)
        width = int(base.encoder.config.hidden_size)
        self.unnamed = nn.Parameter(torch.zeros(width))
        self.hidden = nn.Linear(3 * width, config.width)
        self.sides = nn.Linear(config.width, len(SIDES))
        self.dropout = nn.Dropout(config.dropout)

    def given_upper(self) -> dict[str, Tensor]:
        """The attribution model's layers in whose place its own stand, under their names."""
        return given_layers(self._shared[0].encoder, self.config.first)

    def forward(self, batch: JudgeBatch) -> Tensor:
        """Logits [B, 3]."""
        states = self.states(batch)
        target, named, statement = (
            (weights.unsqueeze(1) @ states).squeeze(1) for weights in (batch.targets, batch.mentions, batch.statements)
        )
        named = named + (1 - batch.mentions.sum(1, keepdim=True)) * self.unnamed
        hidden = self.hidden(self.dropout(torch.cat([target, named, statement], dim=1)))
        sides: Tensor = self.sides(self.dropout(functional.gelu(hidden)))
        return sides

    def states(self, batch: JudgeBatch) -> Tensor:
        """The states [B, L, D] after the last layer, in the head's number format.

        The attribution model's layers and those above may work in another: each has its own.
        """
        [base] = self._shared
        encoder: Encoder = base.encoder
        with torch.no_grad():
            embedded = encoder.embeddings(base.embedded(batch.ids, batch.features))
            states = below(encoder, self.config.first, embedded, batch.read)
        found: Tensor = self.upper(states.to(self.upper.dtype()), batch.read)
        return found.to(self.unnamed.dtype)

    def device(self) -> torch.device:
        return self.unnamed.device
