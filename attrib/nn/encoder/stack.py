"""Layers of an encoder that run one after the other: in PyTorch, or by an engine that is made of them."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

import torch
from torch import Tensor, nn

from attrib.nn.encoder.distances import distance_bias
from attrib.nn.encoder.layers import EncoderOutput, added_mask

Engine = Callable[[Tensor, Tensor], list[Tensor]]
"""From states [B, L, D] and `there` [B, L] bool, False for padding, to the states after each of some layers."""


class LayerParts(NamedTuple):
    """The parts of one layer, whatever its checkpoint calls them: six affine maps, two normalisations, its heads."""

    query: nn.Module
    key: nn.Module
    value: nn.Module
    attended: nn.Module
    attended_norm: nn.LayerNorm
    wide: nn.Module
    narrow: nn.Module
    norm: nn.LayerNorm
    heads: int

    def maps(self) -> tuple[nn.Module, ...]:
        """The affine maps."""
        return self.query, self.key, self.value, self.attended, self.wide, self.narrow


class Layer(Protocol):
    """A layer that tells its parts."""

    def parts(self) -> LayerParts: ...


class EngineMaker(Protocol):
    """Makes what runs a stack and gives the states after some layers of it, counted from 1."""

    def __call__(self, stack: "Stack", wanted: tuple[int, ...], /) -> Engine: ...


class Stack(nn.Module):
    """Layers that each go on from the states of the one before.

    `maker` makes the engines that run them where no gradients are wanted, one for each choice of layers whose states
    are asked for, with the weights that the layers have when it is first asked for; without it PyTorch runs them.
    """

    maker: EngineMaker | None = None

    def __init__(self) -> None:
        super().__init__()
        self._engines: dict[tuple[int, ...], Engine] = {}

    def in_order(self) -> nn.ModuleList:
        """The layers, the lowest first."""
        raise NotImplementedError

    @property
    def depth(self) -> int:
        """How many layers there are."""
        return len(self.in_order())

    def distance_table(self) -> Tensor | None:
        """The row [R, H] of each bucket of distances, for the scores of all layers; None where they have no bias."""
        return None

    def after(self, states: Tensor, there: Tensor, *wanted: int) -> list[Tensor]:
        """The states [B, L, D] after each wanted layer, counted from 1; no layer above the last of them runs.

        `states` [B, L, D] are those before the first layer, `there` [B, L] is False for padding.
        """
        if self.maker is None or torch.is_grad_enabled():
            return self._by_torch(states, there, wanted)
        if wanted not in self._engines:
            self._engines[wanted] = self.maker(self, wanted)
        return self._engines[wanted](states, there)

    def _by_torch(self, states: Tensor, there: Tensor, wanted: tuple[int, ...]) -> list[Tensor]:
        mask = None if bool(there.all()) else added_mask(there, states.dtype)
        table = self.distance_table()
        bias = () if table is None else (distance_bias(table, states.shape[1]),)
        found = []
        for layer in self.in_order()[: max(wanted)]:
            states = layer(states, mask, *bias)
            found.append(states)
        return [found[layer - 1] for layer in wanted]


def run(stack: Stack, states: Tensor, there: Tensor, each: bool) -> EncoderOutput:
    """The states after the last layer, and with `each` also those before the first and after every layer."""
    if not each:
        [last] = stack.after(states, there, stack.depth)
        return EncoderOutput(last, None)
    found = stack.after(states, there, *range(1, stack.depth + 1))
    return EncoderOutput(found[-1], (states, *found))
