"""Low-rank adapters: an encoder's frozen weights with small trained additions, kept apart or merged into them.

Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", ICLR 2022. Beside the additions to each affine map its
bias is trained, and so are the normalisations: with rank 16 that is a fortieth of a layer's numbers.
"""

import math
from collections.abc import Iterator, Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.errors import ModelError
from attrib.nn.encoder.layers import Linear

SCALE = 2.0
"""The factor of an addition, whatever its rank; it only sets how fast additions learn beside biases."""


class LowRankLinear(nn.Module):
    """An affine map whose weight [O, I] is frozen, plus SCALE times the product of `up` [O, R] and `down` [R, I].

    The product begins at zero: until it is trained, the map is what it was. `dropout` is of the input of `down`.
    """

    def __init__(self, plain: Linear, rank: int, dropout: float) -> None:
        super().__init__()
        outer, inner = plain.weight.shape
        self.weight, self.bias = plain.weight.requires_grad_(False), plain.bias.requires_grad_(True)
        self.down = nn.Parameter(torch.randn(rank, inner, device=self.weight.device) / math.sqrt(inner))
        self.up = nn.Parameter(torch.zeros(outer, rank, device=self.weight.device))
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor) -> Tensor:
        added = functional.linear(functional.linear(self.dropout(states), self.down), SCALE * self.up)
        return functional.linear(states, self.weight, self.bias) + added

    @torch.no_grad()
    def merged(self) -> Linear:
        """The same map as one weight, for inference; the frozen weight stays as it is."""
        outer, inner = self.weight.shape
        plain = Linear(inner, outer)
        plain.weight = nn.Parameter(self.weight + SCALE * self.up @ self.down, requires_grad=False)
        plain.bias = nn.Parameter(self.bias.detach().clone(), requires_grad=False)
        return plain


def adapt(layers: nn.Module, rank: int, dropout: float = 0.0) -> None:
    """Put adapters on every affine map in some layers of an encoder, in place, and freeze what is not trained.

    Trained are the adapters, the biases of the maps and the normalisations. Raises ValueError for a rank below 1 and
    for layers that have no affine map, or have adapters already.
    """
    if rank < 1:
        raise ValueError(f"rank {rank} must be at least 1")
    if any(isinstance(module, LowRankLinear) for module in layers.modules()):
        raise ValueError("the layers have adapters already; merge them first")
    layers.requires_grad_(False)
    plain = [(name, module) for name, module in layers.named_modules() if isinstance(module, Linear)]
    if not plain:
        raise ValueError("the layers have no affine map to adapt")
    for name, linear in plain:
        _put(layers, name, LowRankLinear(linear, rank, dropout))
    for module in layers.modules():
        if isinstance(module, nn.LayerNorm):
            module.requires_grad_(True)


def merge(layers: nn.Module) -> None:
    """Put one weight in place of each adapted map, in place: as fast as before, and no more to be trained."""
    for name, module in list(layers.named_modules()):
        if isinstance(module, LowRankLinear):
            _put(layers, name, module.merged())
    layers.requires_grad_(False)


def added_tensors(layers: nn.Module) -> dict[str, Tensor]:
    """The trained tensors of adapted layers by name, without the frozen weights."""
    return {name: parameter.detach().cpu() for name, parameter in _trained(layers)}


@torch.no_grad()
def restore_added(layers: nn.Module, tensors: Mapping[str, Tensor]) -> None:
    """Give adapted layers their trained tensors back.

    Raises ModelError where one is missing, one too many, or of another shape.
    """
    trained = dict(_trained(layers))
    odd = sorted(set(trained) ^ set(tensors))
    if odd:
        raise ModelError(
            f"the weights do not fit the encoder ({odd[0]} is missing or unknown); install the model again"
        )
    for name, parameter in trained.items():
        found = tensors[name]
        if found.shape != parameter.shape:
            raise ModelError(
                f"the weights do not fit the encoder ({name} is {tuple(found.shape)}, not {tuple(parameter.shape)}); "
                "install them again"
            )
        parameter.copy_(found)


def _trained(layers: nn.Module) -> Iterator[tuple[str, nn.Parameter]]:
    """What an adapter trains, by name, whether or not it is being trained now."""
    for name, module in layers.named_modules():
        kept = ("bias", "down", "up") if isinstance(module, LowRankLinear) else ("weight", "bias")
        if isinstance(module, LowRankLinear | nn.LayerNorm):
            for part in kept:
                yield f"{name}.{part}".lstrip("."), module.get_parameter(part)


def _put(layers: nn.Module, name: str, module: nn.Module) -> None:
    owner, _, last = name.rpartition(".")
    setattr(layers.get_submodule(owner), last, module)
