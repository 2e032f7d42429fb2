"""BERT's encoder in plain PyTorch, for inference; `transformers`, which loads all other kinds, takes seconds to import.

Parameters and calls have the names of `transformers`, so that a checkpoint's tensors load unchanged and a model works
with either. Devlin et al., "BERT", NAACL 2019.
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

_KIND = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "position_embedding_type": "absolute",
    "is_decoder": False,
    "add_cross_attention": False,
}


@dataclass(frozen=True, slots=True)
class BertConfig(EncoderSizes):
    """The sizes of the network, as in its config.json."""

    owner: ClassVar[str] = "a BERT's"

    type_vocab_size: int

    @classmethod
    def of(cls, values: dict[str, Any]) -> "BertConfig | None":
        """The sizes in a configuration's values; None for another kind of network.

        Raises ModelError for invalid sizes.
        """
        if any(values.get(key, _KIND[key]) != _KIND[key] for key in _KIND) or "model_type" not in values:
            return None
        return cls.read(values)


class _Embeddings(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.word_embeddings = table(config.vocab_size, config.hidden_size)
        self.position_embeddings = table(config.max_position_embeddings, config.hidden_size)
        self.token_type_embeddings = table(config.type_vocab_size, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    def forward(self, inputs_embeds: Tensor, token_type_ids: Tensor | None = None) -> Tensor:
        """Embedded word pieces [B, L, D] with positions and segments [B, L]; without segments, the first one."""
        weights = self.token_type_embeddings.weight
        segments = weights[0] if token_type_ids is None else self.token_type_embeddings(token_type_ids)
        added = inputs_embeds + segments + self.position_embeddings.weight[: inputs_embeds.shape[1]]
        normalised: Tensor = self.LayerNorm(added)
        return normalised


class _Projections(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (Linear(width, width) for _ in range(3))


class _Attention(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.heads = config.num_attention_heads
        self.self = _Projections(config.hidden_size)
        self.output = Residual(config.hidden_size, config.hidden_size, config.layer_norm_eps)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """States [B, L, D] and the mask [B, 1, 1, L] to add to the scores, None for zeros; new states [B, L, D]."""
        query, key, value = (
            in_heads(part(states), self.heads) for part in (self.self.query, self.self.key, self.self.value)
        )
        after: Tensor = self.output(out_of_heads(attend(query, key, value, mask)), states)
        return after


class _Layer(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.attention = _Attention(config)
        self.intermediate = Intermediate(config.hidden_size, config.intermediate_size)
        self.output = Residual(config.intermediate_size, config.hidden_size, config.layer_norm_eps)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        states = self.attention(states, mask)
        after: Tensor = self.output(self.intermediate(states), states)
        return after

    def parts(self) -> LayerParts:
        own, output = self.attention.self, self.attention.output
        projections = own.query, own.key, own.value, output.dense, output.LayerNorm
        ends = self.intermediate.dense, self.output.dense, self.output.LayerNorm
        return LayerParts(*projections, *ends, self.attention.heads)


class _Layers(Stack):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.layer = nn.ModuleList(_Layer(config) for _ in range(config.num_hidden_layers))

    def in_order(self) -> nn.ModuleList:
        return self.layer


class Bert(nn.Module):
    """The encoder: embeddings and layers without the pooler. Its weights must be loaded; none are initialised."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.config = config
        self.embeddings = _Embeddings(config)
        self.encoder = _Layers(config)

    def get_input_embeddings(self) -> nn.Embedding:
        return self.embeddings.word_embeddings

    def forward(
        self,
        inputs_embeds: Tensor,
        attention_mask: Tensor,
        token_type_ids: Tensor | None = None,
        output_hidden_states: bool = False,
    ) -> EncoderOutput:
        """States from embedded word pieces [B, L, D], mask and segments [B, L]; a 0 in the mask is no word piece."""
        states: Tensor = self.embeddings(inputs_embeds, token_type_ids)
        return run(self.encoder, states, attention_mask != 0, output_hidden_states)


def load_bert(config: BertConfig, tensors: dict[str, Tensor], dtype: torch.dtype) -> Bert:
    """The encoder with a checkpoint's tensors. Raises ModelError for a missing tensor or another shape."""
    model = Bert(config)
    problem = fill(model, tensors, dtype)
    if problem:
        raise ModelError(f"an encoder's weights do not fit its config.json ({problem}); install it again")
    return model.eval()
