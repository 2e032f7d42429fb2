"""The attribution network: one encoder pass feeds role tags, entity tags and links.

Shapes: B windows in a batch, L word pieces in a window with both special ones, D hidden width.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from attrib.errors import ModelError
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.crf import LinearChainCRF
from attrib.nn.attribution.labels import ENTITY_TAGS, ROLE_TAGS
from attrib.nn.attribution.links import LinkHead
from attrib.nn.encoder.bert import Bert
from attrib.nn.encoder.dropout import FastDropout, replace_dropout
from attrib.nn.encoder.features import SIZES
from attrib.nn.encoder.load import usable_positions
from attrib.nn.encoder.mpnet import Mpnet
from attrib.nn.encoder.tokens import Batch

if TYPE_CHECKING:
    from attrib.nn.encoder.load import Encoder

LIGHT = ("encoder.", "surface.")
"""How the names of tensors begin that may work in another number format than float32."""


class InnerRoles(nn.Module):
    """The second row of role tags: statements that another statement reports, whose spans lie within its own."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.roles = nn.Linear(width, len(ROLE_TAGS))
        self.crf = LinearChainCRF(ROLE_TAGS)

    def forward(self, hidden: Tensor) -> Tensor:
        """Emissions [..., 7] from hidden states [..., D]."""
        emissions: Tensor = self.roles(hidden.to(self.crf.starts.dtype))
        return emissions


class AttributionModel(nn.Module):
    """Encoder and heads; surface features are embedded and added to the word pieces before the encoder."""

    def __init__(self, config: ModelConfig, encoder: "Encoder") -> None:
        super().__init__()
        self.config = config
        self.encoder = encoder
        replace_dropout(self.encoder, config.hidden_dropout)
        if hasattr(self.encoder, "pooler"):
            del self.encoder.pooler
            self.encoder.register_module("pooler", None)
        width = int(self.encoder.config.hidden_size)
        positions = usable_positions(self.encoder)
        if positions is not None and config.window + 2 > positions:
            raise ModelError(
                f"a window of {config.window} and its 2 ends do not fit the {positions} positions of {config.base!r}; "
                f"set window to {positions - 2} or less"
            )
        embedded = self.encoder.get_input_embeddings().get_parameter("weight").shape[1]
        self.surface = nn.ModuleList(nn.Embedding(size, embedded) for size in SIZES.values())
        for table in self.surface:
            nn.init.normal_(table.get_parameter("weight"), std=0.01)
        self.dropout = FastDropout(config.hidden_dropout)
        self.roles = nn.Linear(width, len(ROLE_TAGS))
        self.entities = nn.Linear(width, len(ENTITY_TAGS))
        self.crf = LinearChainCRF(ROLE_TAGS)
        self.links = LinkHead(width, config.link_width, nested=config.role_rows > 1)
        self.inner = InnerRoles(width) if config.role_rows > 1 else None

    def work_in(self, dtype: torch.dtype) -> None:
        """Let the encoder and what is added to its input work in a number format; the heads stay in float32."""
        for part in (self.encoder, self.surface):
            nn.Module.to(part, dtype=dtype)

    def encode(self, batch: Batch, layers: Sequence[int] = ()) -> tuple[Tensor, list[Tensor]]:
        """Hidden states [B, L, D] of the last layer with dropout, and those of some layers, counted from 1."""
        embedded = self.embedded(batch.ids, batch.features)
        if isinstance(self.encoder, Bert | Mpnet):
            stack = self.encoder.encoder
            *others, last = stack.after(self.encoder.embeddings(embedded), batch.mask, *layers, stack.depth)
        else:
            output = self.encoder(
                inputs_embeds=embedded, attention_mask=batch.mask.long(), output_hidden_states=bool(layers)
            )
            last, others = output.last_hidden_state, [output.hidden_states[layer] for layer in layers]
        dropped: Tensor = self.dropout(last)
        return dropped, others

    def embedded(self, ids: Tensor, features: Tensor) -> Tensor:
        """Word pieces [B, L] with their surface features [B, L, 4] as the encoder reads them, [B, L, D]."""
        found: Tensor = self.encoder.get_input_embeddings()(ids)
        for index, table in enumerate(self.surface):
            found = found + table(features[:, :, index])
        return found

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Hidden states [B, L, D], role emissions [B, L, 7] and entity logits [B, L, 9]."""
        hidden, roles, entities, _ = self.with_layers(batch, ())
        return hidden, roles, entities

    def with_layers(self, batch: Batch, layers: Sequence[int]) -> tuple[Tensor, Tensor, Tensor, list[Tensor]]:
        """The result of `forward`, and the hidden states [B, L, D] of some layers, counted from 1."""
        hidden, others = self.encode(batch, layers)
        states = hidden.to(self.crf.starts.dtype)
        return hidden, self.roles(states), self.entities(states), others

    def device(self) -> torch.device:
        return self.crf.starts.device
