"""The network of the pair judge: a frozen encoder, adapters on its upper layers, and a small head."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.errors import ModelError
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.low_rank import adapt
from attrib.nn.encoder.mpnet import FIRST_POSITION, Mpnet, distance_buckets
from attrib.nn.judge.config import SIDES, JudgeConfig
from attrib.nn.judge.inputs import SHARED, JudgeBatch


class PairJudge(nn.Module):
    """Tells for each target of a batch the logits of no side, support and opposition.

    Trained are the adapters on the encoder's layers from `first` on, with their biases and normalisations, and the
    head: it reads the mean state of the target's own pieces beside that of the pieces that name it in the statement.
    """

    def __init__(self, config: JudgeConfig, base: AttributionModel) -> None:
        """Adapts the base's encoder in place. Raises ModelError for an encoder that is no MPNet of enough layers."""
        super().__init__()
        encoder = base.encoder
        if not isinstance(encoder, Mpnet) or len(encoder.encoder.layer) <= config.first:
            raise ModelError(
                f"the judge adapts layers from {config.first} on of an MPNet, which the encoder of its attribution "
                "model is not; install the models again"
            )
        self.config = config
        self.encoder = encoder.requires_grad_(False)
        self.surface = base.surface.requires_grad_(False)
        self.upper = encoder.encoder.layer[config.first :]
        adapt(self.upper, config.rank)
        width = encoder.config.hidden_size
        self.unnamed = nn.Parameter(torch.zeros(width))
        self.hidden = nn.Linear(2 * width, config.width)
        self.sides = nn.Linear(config.width, len(SIDES))
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, batch: JudgeBatch) -> Tensor:
        """Logits [Q, 3]."""
        states = self.states(batch)[batch.rows]
        own = (batch.pools.unsqueeze(1) @ states).squeeze(1)
        named = (batch.mentions.unsqueeze(1) @ states).squeeze(1)
        named = named + (1 - batch.mentions.sum(1, keepdim=True)) * self.unnamed
        hidden = self.hidden(self.dropout(torch.cat([own, named], dim=1)))
        sides: Tensor = self.sides(self.dropout(functional.gelu(hidden)))
        return sides

    def states(self, batch: JudgeBatch) -> Tensor:
        """The states [B, L, D] of all pieces after the last layer."""
        layers, below = self.encoder.encoder, self.config.first
        with torch.no_grad():
            states = self._embedded(batch)
            added = self._added(batch).to(states.dtype)
            for layer in layers.layer[:below]:
                states = layer(states, added, None)
        for layer in self.upper:
            states = layer(states, added, None)
        return states

    def _embedded(self, batch: JudgeBatch) -> Tensor:
        tables = self.encoder.embeddings
        embedded: Tensor = tables.word_embeddings(batch.ids) + tables.position_embeddings(
            batch.positions + FIRST_POSITION
        )
        for at, table in enumerate(self.surface):
            embedded = embedded + table(batch.features[:, :, at])
        normalised: Tensor = tables.LayerNorm(embedded)
        return normalised

    def _added(self, batch: JudgeBatch) -> Tensor:
        """What is added to attention's scores [B, H, L, L]: by distance, and the minimum where nothing may be read."""
        weight = self.encoder.encoder.relative_attention_bias.weight
        distances = batch.positions[:, None, :] - batch.positions[:, :, None]
        by_distance = weight.T[:, distance_buckets(distances, len(weight))].transpose(0, 1).contiguous()
        reads = (batch.groups[:, None, :] == SHARED) | (batch.groups[:, None, :] == batch.groups[:, :, None])
        return by_distance.masked_fill(~reads[:, None], torch.finfo(weight.dtype).min)

    def device(self) -> torch.device:
        return self.unnamed.device
