"""MPNet's encoder in plain PyTorch, for inference; see `attrib.nn.encoder.bert`, whose rules on names hold here too.

It is BERT's but for three things: no segments, positions that begin at the third row of their table, and a bias for the
distance between two word pieces, one for all layers. Song et al., "MPNet", NeurIPS 2020.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import torch
from torch import Tensor, nn

from attrib.errors import ModelError
from attrib.nn.encoder.layers import (
    EncoderOutput,
    EncoderSizes,
    Intermediate,
    Linear,
    Residual,
    attend,
    fill,
    in_heads,
    out_of_heads,
    table,
)
from attrib.nn.encoder.stack import LayerParts, Stack, run

FIRST_POSITION = 2
"""The row of the first position in its table; those before it are for padding."""

_BUCKETS = 32  # what `transformers` counts with, whatever relative_attention_num_buckets says


@dataclass(frozen=True, slots=True)
class MpnetConfig(EncoderSizes):
    """The sizes of the network, as in its config.json."""

    owner: ClassVar[str] = "an MPNet's"
    remedy: ClassVar[str] = "install it again"

    relative_attention_num_buckets: int

    @classmethod
    def of(cls, values: dict[str, Any]) -> "MpnetConfig | None":
        """The sizes in a configuration's values; None for another kind of network.

        Raises ModelError for invalid sizes.
        """
        if values.get("model_type") != "mpnet" or values.get("hidden_act", "gelu") != "gelu":
            return None
        if values.get("relative_attention_num_buckets") != _BUCKETS:
            return None
        return cls.read(values)


class _Embeddings(nn.Module):
    def __init__(self, config: MpnetConfig) -> None:
        super().__init__()
        self.word_embeddings = table(config.vocab_size, config.hidden_size)
        self.position_embeddings = table(config.max_position_embeddings, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    def forward(self, inputs_embeds: Tensor) -> Tensor:
        """Embedded word pieces [B, L, D] with positions."""
        places = self.position_embeddings.weight[FIRST_POSITION : FIRST_POSITION + inputs_embeds.shape[1]]
        normalised: Tensor = self.LayerNorm(inputs_embeds + places)
        return normalised


class _Projections(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (Linear(width, width) for _ in range(4))


class _Attention(nn.Module):
    def __init__(self, config: MpnetConfig) -> None:
        super().__init__()
        self.heads = config.num_attention_heads
        self.attn = _Projections(config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    def forward(self, states: Tensor, mask: Tensor | None, bias: Tensor | None) -> Tensor:
        """States [B, L, D], the mask [B, 1, 1, L] and the bias [1, H, L, L] of the scores, each or None; new states."""
        query, key, value = (in_heads(part(states), self.heads) for part in (self.attn.q, self.attn.k, self.attn.v))
        attended = self.attn.o(out_of_heads(attend(query, key, value, mask, bias)))
        after: Tensor = self.LayerNorm(attended + states)
        return after


class _Layer(nn.Module):
    def __init__(self, config: MpnetConfig) -> None:
        super().__init__()
        self.attention = _Attention(config)
        self.intermediate = Intermediate(config.hidden_size, config.intermediate_size)
        self.output = Residual(config.intermediate_size, config.hidden_size, config.layer_norm_eps)

    def forward(self, states: Tensor, mask: Tensor | None, bias: Tensor | None) -> Tensor:
        states = self.attention(states, mask, bias)
        after: Tensor = self.output(self.intermediate(states), states)
        return after

    def parts(self) -> LayerParts:
        own = self.attention.attn
        projections = own.q, own.k, own.v, own.o, self.attention.LayerNorm
        ends = self.intermediate.dense, self.output.dense, self.output.LayerNorm
        return LayerParts(*projections, *ends, self.attention.heads)


class MpnetLayers(Stack):
    """The layers, and the bias of their scores by distance."""

    def __init__(self, config: MpnetConfig) -> None:
        super().__init__()
        self.layer = nn.ModuleList(_Layer(config) for _ in range(config.num_hidden_layers))
        self.relative_attention_bias = table(config.relative_attention_num_buckets, config.num_attention_heads)

    def in_order(self) -> nn.ModuleList:
        return self.layer

    def distance_table(self) -> Tensor:
        return self.relative_attention_bias.weight


class Mpnet(nn.Module):
    """The encoder: embeddings and layers without the pooler. Its weights must be loaded; none are initialised."""

    def __init__(self, config: MpnetConfig) -> None:
        super().__init__()
        self.config = config
        self.embeddings = _Embeddings(config)
        self.encoder = MpnetLayers(config)

    def get_input_embeddings(self) -> nn.Embedding:
        return self.embeddings.word_embeddings

    def forward(
        self, inputs_embeds: Tensor, attention_mask: Tensor, output_hidden_states: bool = False
    ) -> EncoderOutput:
        """States from embedded word pieces [B, L, D] and a mask [B, L]; a 0 in the mask is no word piece."""
        states: Tensor = self.embeddings(inputs_embeds)
        return run(self.encoder, states, attention_mask != 0, output_hidden_states)


def load_mpnet(config: MpnetConfig, tensors: dict[str, Tensor], dtype: torch.dtype) -> Mpnet:
    """The encoder with a checkpoint's tensors. Raises ModelError for a missing tensor or another shape."""
    model = Mpnet(config)
    problem = fill(model, tensors, dtype)
    if problem:
        raise ModelError(f"an encoder's weights do not fit its config.json ({problem}); install it again")
    return model.eval()
