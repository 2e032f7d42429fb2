"""BERT's encoder in plain PyTorch, for inference; `transformers`, which loads all other kinds, takes seconds to import.

Parameters and calls have the names of `transformers`, so that a checkpoint's tensors load unchanged and a model works
with either. Devlin et al., "BERT", NAACL 2019.
"""

from dataclasses import dataclass, fields
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.errors import ModelError

_KIND = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "position_embedding_type": "absolute",
    "is_decoder": False,
    "add_cross_attention": False,
}


_SCORES = 1_500_000  # attention scores computed at a time


@dataclass(frozen=True, slots=True)
class BertConfig:
    """The sizes of the network, as in its config.json."""

    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if not isinstance(value, float if item.name == "layer_norm_eps" else int) or value <= 0:
                raise ModelError(f"{item.name} = {value!r} in a BERT's config.json is no size; install the model again")
        if self.hidden_size % self.num_attention_heads:
            raise ModelError(
                f"hidden_size = {self.hidden_size} in a BERT's config.json is no multiple of its "
                f"{self.num_attention_heads} attention heads; install the model again"
            )

    @classmethod
    def of(cls, values: dict[str, Any]) -> "BertConfig | None":
        """The sizes in a configuration's values; None for another kind of network.

        Raises ModelError for invalid sizes.
        """
        if any(values.get(key, _KIND[key]) != _KIND[key] for key in _KIND) or "model_type" not in values:
            return None
        try:
            return cls(**{item.name: values[item.name] for item in fields(cls)})
        except KeyError as error:
            raise ModelError(f"a BERT's config.json has no {error}; install the model again") from error


class BertOutput(NamedTuple):
    """States [B, L, D] of the last layer; on request also those below, the embeddings' first."""

    last_hidden_state: Tensor
    hidden_states: tuple[Tensor, ...] | None


class _Linear(nn.Module):
    """An affine map without initial values, whose weights are loaded.

    `nn.Linear` first draws random weights, which takes longer than loading; the "meta" device, which avoids that, takes
    a second to import.
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

    def forward(self, inputs_embeds: Tensor, token_type_ids: Tensor | None = None) -> Tensor:
        """Embedded word pieces [B, L, D] with positions and segments [B, L]; without segments, the first one."""
        weights = self.token_type_embeddings.weight
        segments = weights[0] if token_type_ids is None else self.token_type_embeddings(token_type_ids)
        added = inputs_embeds + segments + self.position_embeddings.weight[: inputs_embeds.shape[1]]
        normalised: Tensor = self.LayerNorm(added)
        return normalised


def _table(rows: int, width: int) -> nn.Embedding:
    return nn.Embedding(rows, width, _weight=torch.empty(rows, width))


class _Projections(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (_Linear(width, width) for _ in range(3))


class _Output(nn.Module):
    """A projection added to its input, normalised."""

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

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """States [B, L, D] and the mask [B, 1, 1, L] to add to the scores, None for zeros; new states [B, L, D]."""
        rows, length, width = states.shape
        query, key, value = (
            part(states).view(rows, length, self.heads, -1).transpose(1, 2)
            for part in (self.self.query, self.self.key, self.self.value)
        )
        attend = _attend_by_rows if states.device.type == "cpu" else functional.scaled_dot_product_attention
        attended = attend(query, key, value, mask)
        after: Tensor = self.output(attended.transpose(1, 2).reshape(rows, length, width), states)
        return after


def added_mask(there: Tensor, dtype: torch.dtype) -> Tensor:
    """The mask to add to attention's scores [B, 1, 1, L]: 0 where `there` [B, L] bool is True, else the minimum."""
    return (~there[:, None, None, :]).to(dtype) * torch.finfo(dtype).min


def _attend_by_rows(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    """Attention [B, H, L, D / H], a few rows at a time, so that their scores stay in the processor's cache.

    In bfloat16 it takes 0.7 of the time of torch's own attention, for rows of 96 and of 320, and differs only by
    rounding.
    """
    rows, heads, length, width = query.shape
    query, key, found = query * width**-0.5, key.transpose(2, 3), torch.empty_like(query)
    step = max(1, _SCORES // (heads * length * length))
    for start in range(0, rows, step):
        some = slice(start, start + step)
        scores = query[some] @ key[some]
        if mask is not None:
            scores = scores + mask[some]
        found[some] = scores.softmax(-1) @ value[some]
    return found


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

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        states = self.attention(states, mask)
        after: Tensor = self.output(self.intermediate(states), states)
        return after


class _Layers(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.layer = nn.ModuleList(_Layer(config) for _ in range(config.num_hidden_layers))


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
    ) -> BertOutput:
        """States from embedded word pieces [B, L, D], mask and segments [B, L]; a 0 in the mask is no word piece."""
        states: Tensor = self.embeddings(inputs_embeds, token_type_ids)
        there = attention_mask != 0
        mask = None if bool(there.all()) else added_mask(there, states.dtype)
        below = [states]
        for layer in self.encoder.layer:
            states = layer(states, mask)
            below.append(states)
        return BertOutput(states, tuple(below) if output_hidden_states else None)


def load_bert(config: BertConfig, tensors: dict[str, Tensor], dtype: torch.dtype) -> Bert:
    """The encoder with a checkpoint's tensors. Raises ModelError for a missing tensor or another shape."""
    model = Bert(config)
    wanted = {name: tensors[name].to(dtype) for name in model.state_dict() if name in tensors}
    try:
        model.load_state_dict(wanted, assign=True)
    except RuntimeError as error:
        first = str(error).splitlines()[-1].strip()
        raise ModelError(f"an encoder's weights do not fit its config.json ({first}); install it again") from error
    return model.eval()
