"""BERT's encoder in plain PyTorch, for a published checkpoint that must be ready before `transformers` is imported.

The parameters have the names that `transformers` gives them, so a checkpoint's tensors load as they are. Devlin et al.,
"BERT", NAACL 2019; inference only.
"""

from dataclasses import dataclass, fields
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.errors import ModelError


@dataclass(frozen=True, slots=True)
class BertConfig:
    """The sizes of the network, as its config.json has them."""

    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float

    @classmethod
    def of(cls, values: dict[str, Any]) -> "BertConfig":
        """The sizes among a configuration's values. Raises ModelError for another kind of network."""
        kind = (values.get("model_type"), values.get("hidden_act"), values.get("position_embedding_type", "absolute"))
        if kind != ("bert", "gelu", "absolute"):
            raise ModelError(f"the sentence encoder is of the kind {kind}, expected a BERT with GELU; install it again")
        try:
            return cls(**{item.name: values[item.name] for item in fields(cls)})
        except KeyError as error:
            raise ModelError(f"the sentence encoder's config.json has no {error}; install it again") from error


class _Linear(nn.Module):
    """An affine map whose weights are to be loaded: those of `nn.Linear` are drawn at random first, which takes longer
    than loading, and the "meta" device that avoids it takes a second to import.
    """

    def __init__(self, inner: int, outer: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outer, inner))
        self.bias = nn.Parameter(torch.empty(outer))

    def forward(self, states: Tensor) -> Tensor:
        return functional.linear(states, self.weight, self.bias)


class _Embeddings(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.word_embeddings = _table(config.vocab_size, config.hidden_size)
        self.position_embeddings = _table(config.max_position_embeddings, config.hidden_size)
        self.token_type_embeddings = _table(config.type_vocab_size, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    def forward(self, ids: Tensor) -> Tensor:
        added = self.position_embeddings.weight[: ids.shape[1]] + self.token_type_embeddings.weight[0]
        normalised: Tensor = self.LayerNorm(self.word_embeddings(ids) + added)
        return normalised


def _table(rows: int, width: int) -> nn.Embedding:
    return nn.Embedding(rows, width, _weight=torch.empty(rows, width))


class _Projections(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (_Linear(width, width) for _ in range(3))


class _Output(nn.Module):
    """A projection added to what came in, normalised."""

    def __init__(self, inner: int, config: BertConfig) -> None:
        super().__init__()
        self.dense = _Linear(inner, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    def forward(self, inner: Tensor, before: Tensor) -> Tensor:
        added: Tensor = self.LayerNorm(self.dense(inner) + before)
        return added


class _Attention(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.heads = config.num_attention_heads
        self.self = _Projections(config.hidden_size)
        self.output = _Output(config.hidden_size, config)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States [B, L, D], mask [B, 1, 1, L] true where a token may be attended to; new states [B, L, D]."""
        rows, length, width = states.shape
        query, key, value = (
            part(states).view(rows, length, self.heads, -1).transpose(1, 2)
            for part in (self.self.query, self.self.key, self.self.value)
        )
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        after: Tensor = self.output(attended.transpose(1, 2).reshape(rows, length, width), states)
        return after


class _Intermediate(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.dense = _Linear(config.hidden_size, config.intermediate_size)

    def forward(self, states: Tensor) -> Tensor:
        return functional.gelu(self.dense(states))


class _Layer(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.attention = _Attention(config)
        self.intermediate = _Intermediate(config)
        self.output = _Output(config.intermediate_size, config)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        states = self.attention(states, mask)
        after: Tensor = self.output(self.intermediate(states), states)
        return after


class _Layers(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.layer = nn.ModuleList(_Layer(config) for _ in range(config.num_hidden_layers))

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        for layer in self.layer:
            states = layer(states, mask)
        return states


class Bert(nn.Module):
    """The encoder: embeddings and layers, without the pooler."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.embeddings = _Embeddings(config)
        self.encoder = _Layers(config)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The last hidden states [B, L, D] of word pieces [B, L], mask [B, L] true where there is one."""
        states: Tensor = self.encoder(self.embeddings(ids), mask[:, None, None, :])
        return states


def load_bert(config: BertConfig, tensors: dict[str, Tensor], dtype: torch.dtype) -> Bert:
    """The encoder with a checkpoint's tensors. Raises ModelError where one is missing or has another shape."""
    model = Bert(config)
    wanted = {name: tensors[name].to(dtype) for name in model.state_dict() if name in tensors}
    try:
        model.load_state_dict(wanted, assign=True)
    except RuntimeError as error:
        first = str(error).splitlines()[-1].strip()
        raise ModelError(f"the sentence encoder's weights do not fit ({first}); install it again") from error
    return model.eval()
