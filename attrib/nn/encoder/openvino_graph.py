"""A stack of layers as a graph of OpenVINO: the same arithmetic on the same weights, for rows of any length."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn

from attrib.nn.encoder.low_rank import LowRankLinear
from attrib.nn.encoder.pages import copied, room_of
from attrib.nn.encoder.quiet_openvino import op, ov
from attrib.nn.encoder.stack import Layer, LayerParts, Stack
from attrib.pages import Pages, make_pages

Node = Any  # OpenVINO's nodes have a type an operation


class GraphBuilder:
    """Builds the graph of a stack whose numbers, in and out and in between, have one format, bfloat16 or float32.

    The graph shares its weights with PyTorch: `held` is what must live as long as it. Matrices are moved into
    pages, where there is room for them.
    """

    def __init__(self, dtype: torch.dtype) -> None:
        self.held: list[Tensor] = []
        self._pages: Pages | None = None
        self._dtype = dtype
        self._type = ov.Type.bf16 if dtype == torch.bfloat16 else ov.Type.f32

    def build(self, stack: Stack, wanted: Sequence[int]) -> ov.Model:
        """The graph of a stack up to the last wanted layer, counted from 1; its outputs are the states after those.

        Inputs are the states [B, L, D] before the first layer, the mask [B, 1, 1, L] to add to the scores of attention
        and, where the layers have one, the bias [1, H, L, L] of these scores.
        """
        layers = [cast("Layer", layer).parts() for layer in stack.in_order()[: max(wanted)]]
        self._pages = make_pages(sum(self._room(layer) for layer in layers))
        states = self._input(-1, -1, layers[0].norm.weight.shape[0])
        added = self._input(-1, 1, 1, -1)
        inputs = [states, added]
        if stack.distance_table() is not None:
            inputs.append(self._input(1, layers[0].heads, -1, -1))
            added = op.add(added, inputs[-1])
        after = []
        for parts in layers:
            states = self._layer(states, added, parts)
            after.append(states)
        return ov.Model([op.result(after[number - 1]) for number in wanted], inputs, "layers")

    def _input(self, *shape: int) -> Node:
        return op.parameter(ov.PartialShape(list(shape)), self._type)

    def _layer(self, states: Node, added: Node, parts: LayerParts) -> Node:
        query, key, value = (
            self._in_heads(states, part, parts.heads) for part in (parts.query, parts.key, parts.value)
        )
        attended = op.transpose(op.scaled_dot_product_attention(query, key, value, added), _whole([0, 2, 1, 3]))
        attended = op.reshape(attended, _whole([0, 0, -1]), special_zero=True)
        states = self._normalised(op.add(self._affine(attended, parts.attended), states), parts.attended_norm)
        inner = op.gelu(self._affine(states, parts.wide), "erf")
        return self._normalised(op.add(self._affine(inner, parts.narrow), states), parts.norm)

    def _affine(self, states: Node, part: nn.Module) -> Node:
        plain = part.merged() if isinstance(part, LowRankLinear) else part
        weight = self._numbers(self._moved(plain.get_parameter("weight")))
        bias = self._numbers(plain.get_parameter("bias"))
        return op.add(op.matmul(states, weight, transpose_a=False, transpose_b=True), bias)

    def _room(self, layer: LayerParts) -> int:
        """Bytes of the matrices of a layer."""
        return sum(room_of(part.get_parameter("weight"), self._dtype) for part in layer.maps())

    def _moved(self, weight: Tensor) -> Tensor:
        """A matrix in the pages, where PyTorch too then has it if its number format is that of the graph."""
        if self._pages is None:
            return weight
        moved = copied(self._pages, weight.detach().to(self._dtype))
        if weight.dtype == self._dtype:
            weight.data = moved
        return moved

    def _in_heads(self, states: Node, part: nn.Module, heads: int) -> Node:
        """The states [B, L, D] after an affine map, as [B, H, L, D / H]."""
        apart = op.reshape(self._affine(states, part), _whole([0, 0, heads, -1]), special_zero=True)
        return op.transpose(apart, _whole([0, 2, 1, 3]))

    def _normalised(self, states: Node, norm: nn.LayerNorm) -> Node:
        even = op.mvn(states, _whole([-1]), normalize_variance=True, eps=norm.eps, eps_mode="inside_sqrt")
        return op.add(op.multiply(even, self._numbers(norm.weight)), self._numbers(norm.bias))

    def _numbers(self, values: Tensor) -> Node:
        self.held.append(values.detach().cpu().to(self._dtype).contiguous())
        return op.constant(shared(self.held[-1]), shared_memory=True)


def shared(values: Tensor) -> ov.Tensor:
    """The memory of a contiguous tensor, bfloat16 or float32, as a tensor of OpenVINO, which does not hold it."""
    if values.dtype != torch.bfloat16:
        return ov.Tensor(values.numpy(), shared_memory=True)
    return ov.Tensor(values.view(torch.int16).numpy(), ov.Shape(list(values.shape)), ov.Type.bf16)  # numpy has none


def _whole(values: Sequence[int]) -> Node:
    return op.constant(np.array(values, dtype=np.int64))
