"""The network of the judge: the lower layers of an attribution model, upper layers of its own, and a small head."""

from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.errors import ModelError
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.layers import added_mask
from attrib.nn.encoder.mpnet import Mpnet, MpnetLayers
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.inputs import JudgeBatch
from attrib.nn.pointer.sides import SIDES

_SIZES = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size")


class SideJudge(nn.Module):
    """Tells for each pair of a statement and a target the logits of no side, support and opposition.

    Word pieces and the layers below the first of its own are the attribution model's, shared and frozen: they change
    little when that is trained, while its upper layers forget what the pretrained ones knew of meaning. The head reads
    the mean states of the target's own pieces, of those that name it in the statement, and of the statement. Reading
    both texts together is Devlin et al.'s way with pairs (BERT, NAACL 2019).
    """

    def __init__(self, config: JudgeConfig, base: AttributionModel) -> None:
        """The weights of the upper layers must be loaded or taken (see `take_upper`); none are initialised.

        Raises ModelError for an encoder that is no MPNet of enough layers.
        """
        super().__init__()
        encoder = base.encoder
        if not isinstance(encoder, Mpnet) or len(encoder.encoder.layer) <= config.first:
            raise ModelError(
                f"the judge goes on from layer {config.first} of an MPNet, which the encoder of its attribution model "
                "does not have; install the models again"
            )
        self.config = config
        self.upper = MpnetLayers(replace(encoder.config, num_hidden_layers=len(encoder.encoder.layer) - config.first))
        # A tuple keeps what is the attribution model's own out of parameters and state.
        self._shared: tuple[AttributionModel, Mpnet] = (base, encoder)
        width = encoder.config.hidden_size
        self.unnamed = nn.Parameter(torch.zeros(width))
        self.hidden = nn.Linear(3 * width, config.width)
        self.sides = nn.Linear(config.width, len(SIDES))
        self.dropout = nn.Dropout(config.dropout)

    def take_upper(self, pretrained: nn.Module) -> None:
        """Take the upper layers of a pretrained encoder, to be trained.

        Raises ModelError for another kind or other sizes than those of the attribution model's.
        """
        first, own = self.config.first, self._shared[1].config
        if not isinstance(pretrained, Mpnet) or any(
            getattr(pretrained.config, size) != getattr(own, size) for size in _SIZES
        ):
            raise ModelError("the base has not the sizes of the attribution model's encoder; name the one it came from")
        for layer, given in zip(self.upper.layer, list(pretrained.encoder.layer)[first:], strict=True):
            layer.load_state_dict(given.state_dict())
        self.upper.relative_attention_bias.load_state_dict(pretrained.encoder.relative_attention_bias.state_dict())
        self.upper.requires_grad_(True)

    def given_upper(self) -> dict[str, Tensor]:
        """The attribution model's layers in whose place its own stand, under their names."""
        own = list(self._shared[1].encoder.layer)[self.config.first :]
        return {
            f"upper.layer.{at}.{name}": tensor
            for at, layer in enumerate(own)
            for name, tensor in layer.state_dict().items()
        }

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
        """The states [B, L, D] after the last layer."""
        base, encoder = self._shared
        length = batch.ids.shape[1]
        with torch.no_grad():
            states: Tensor = encoder.embeddings(base.embedded(batch.ids, batch.features))
            mask = None if bool(batch.read.all()) else added_mask(batch.read, states.dtype)
            bias = encoder.encoder.bias(length)
            for layer in list(encoder.encoder.layer)[: self.config.first]:
                states = layer(states, mask, bias)
        bias = self.upper.bias(length)
        for layer in self.upper.layer:
            states = layer(states, mask, bias)
        return states

    def device(self) -> torch.device:
        return self.unnamed.device
