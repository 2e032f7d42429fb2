"""Parts of encoders in plain PyTorch, for inference: layers whose weights are loaded, and attention by rows.

`transformers`, whose import takes seconds, is not needed for them.
"""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, NamedTuple, Self

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.errors import ModelError

SCORES = 1_500_000
"""Attention scores computed at a time."""


class EncoderOutput(NamedTuple):
    """States [B, L, D] of the last layer; on request also those below, the embeddings' first."""

    last_hidden_state: Tensor
    hidden_states: tuple[Tensor, ...] | None


@dataclass(frozen=True, slots=True)
class EncoderSizes:
    """The sizes that all encoders have, as in a config.json.

    Messages name by `owner` whose file that is, and by `remedy` the way out of a value that is no size.
    """

    owner: ClassVar[str]
    remedy: ClassVar[str] = "install the model again"

    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int
    layer_norm_eps: float

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if not isinstance(value, float if item.name == "layer_norm_eps" else int) or value <= 0:
                raise ModelError(f"{item.name} = {value!r} in {self.owner} config.json is no size; {self.remedy}")
        if self.hidden_size % self.num_attention_heads:
            raise ModelError(
                f"hidden_size = {self.hidden_size} in {self.owner} config.json is no multiple of its "
                f"{self.num_attention_heads} attention heads; install the model again"
            )

    @classmethod
    def read(cls, values: dict[str, Any]) -> Self:
        """The sizes among a configuration's values. Raises ModelError for a missing or invalid one."""
        try:
            return cls(**{item.name: values[item.name] for item in fields(cls)})
        except KeyError as error:
            raise ModelError(f"{cls.owner} config.json has no {error}; install the model again") from error


class Linear(nn.Module):
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


def table(rows: int, width: int) -> nn.Embedding:
    """An embedding [rows, width] without initial values."""
    return nn.Embedding(rows, width, _weight=torch.empty(rows, width))


class Residual(nn.Module):
    """A projection added to its input, normalised."""

    def __init__(self, inner: int, width: int, eps: float) -> None:
        super().__init__()
        self.dense = Linear(inner, width)
        self.LayerNorm = nn.LayerNorm(width, eps=eps)

    def forward(self, inner: Tensor, before: Tensor) -> Tensor:
        added: Tensor = self.LayerNorm(self.dense(inner) + before)
        return added


class Intermediate(nn.Module):
    """The wide layer between two narrow ones, with GELU."""

    def __init__(self, width: int, wide: int) -> None:
        super().__init__()
        self.dense = Linear(width, wide)

    def forward(self, states: Tensor) -> Tensor:
        return functional.gelu(self.dense(states))


def in_heads(states: Tensor, heads: int) -> Tensor:
    """States [B, L, D] as [B, H, L, D / H]."""
    rows, length, _ = states.shape
    return states.view(rows, length, heads, -1).transpose(1, 2)


def out_of_heads(states: Tensor) -> Tensor:
    """States [B, H, L, D / H] as [B, L, D]."""
    return states.transpose(1, 2).flatten(2)


def added_mask(there: Tensor, dtype: torch.dtype) -> Tensor:
    """The mask to add to attention's scores [B, 1, 1, L]: 0 where `there` [B, L] bool is True, else the minimum."""
    return (~there[:, None, None, :]).to(dtype) * torch.finfo(dtype).min


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, bias: Tensor | None = None) -> Tensor:
    """Attention [B, H, L, D / H]; a mask [B, 1, 1, L] and a bias [1, H, L, L] are added to the scores, None for zeros.

    On a CPU a few rows at a time, so that their scores stay in the processor's cache: in bfloat16 it takes 0.7 of the
    time of torch's own attention, for rows of 96 and of 320, and differs only by rounding.
    """
    if query.device.type != "cpu":
        added = bias if mask is None else mask if bias is None else mask + bias
        return functional.scaled_dot_product_attention(query, key, value, added)
    rows, heads, length, width = query.shape
    query, key, found = query * width**-0.5, key.transpose(2, 3), torch.empty_like(query)
    step = max(1, SCORES // (heads * length * length))
    for start in range(0, rows, step):
        some = slice(start, start + step)
        scores = query[some] @ key[some]
        if bias is not None:
            scores = scores.add_(bias)
        if mask is not None:
            scores = scores.add_(mask[some])
        found[some] = scores.softmax(-1) @ value[some]
    return found


def fill(model: nn.Module, tensors: dict[str, Tensor], dtype: torch.dtype) -> str:
    """Give a model the tensors of its own among a checkpoint's; returns what does not fit, "" where all do."""
    wanted = {name: tensors[name].to(dtype) for name in model.state_dict() if name in tensors}
    try:
        model.load_state_dict(wanted, assign=True)
    except RuntimeError as error:
        return str(error).splitlines()[-1].strip()
    return ""
