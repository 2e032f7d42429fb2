"""A stack of layers as a graph of OpenVINO: the same arithmetic on the same weights, for rows of any length."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from torch import Tensor, nn

from attrib.nn.encoder.low_rank import LowRankLinear
from attrib.nn.encoder.quiet_openvino import op, ov
from attrib.nn.encoder.stack import Layer, LayerParts, Stack

Node = Any  # OpenVINO's nodes have a type an operation


def build_graph(stack: Stack, wanted: Sequence[int]) -> ov.Model:
    """The graph of a stack up to the last wanted layer, counted from 1; its outputs are the states after those.

    Inputs are the states [B, L, D] before the first layer, the mask [B, 1, 1, L] to add to the scores of attention and,
    where the layers have one, the bias [1, H, L, L] of these scores, all in float32.
    """
    layers = [cast("Layer", layer).parts() for layer in stack.in_order()[: max(wanted)]]
    states = op.parameter(ov.PartialShape([-1, -1, layers[0].norm.weight.shape[0]]), ov.Type.f32)
    added = op.parameter(ov.PartialShape([-1, 1, 1, -1]), ov.Type.f32)
    inputs = [states, added]
    if stack.distance_table() is not None:
        inputs.append(op.parameter(ov.PartialShape([1, layers[0].heads, -1, -1]), ov.Type.f32))
        added = op.add(added, inputs[-1])
    after = []
    for parts in layers:
        states = _layer(states, added, parts)
        after.append(states)
    return ov.Model([op.result(after[number - 1]) for number in wanted], inputs, "layers")


def _layer(states: Node, added: Node, parts: LayerParts) -> Node:
    query, key, value = (_in_heads(states, part, parts.heads) for part in (parts.query, parts.key, parts.value))
    attended = op.transpose(op.scaled_dot_product_attention(query, key, value, added), _whole([0, 2, 1, 3]))
    attended = op.reshape(attended, _whole([0, 0, -1]), special_zero=True)
    states = _normalised(op.add(_affine(attended, parts.attended), states), parts.attended_norm)
    inner = op.gelu(_affine(states, parts.wide), "erf")
    return _normalised(op.add(_affine(inner, parts.narrow), states), parts.norm)


def _affine(states: Node, part: nn.Module) -> Node:
    plain = part.merged() if isinstance(part, LowRankLinear) else part
    product = op.matmul(states, _numbers(plain.get_parameter("weight")), transpose_a=False, transpose_b=True)
    return op.add(product, _numbers(plain.get_parameter("bias")))


def _in_heads(states: Node, part: nn.Module, heads: int) -> Node:
    """The states [B, L, D] after an affine map, as [B, H, L, D / H]."""
    apart = op.reshape(_affine(states, part), _whole([0, 0, heads, -1]), special_zero=True)
    return op.transpose(apart, _whole([0, 2, 1, 3]))


def _normalised(states: Node, norm: nn.LayerNorm) -> Node:
    even = op.mvn(states, _whole([-1]), normalize_variance=True, eps=norm.eps, eps_mode="inside_sqrt")
    return op.add(op.multiply(even, _numbers(norm.weight)), _numbers(norm.bias))


def _numbers(values: Tensor) -> Node:
    return op.constant(values.detach().float().cpu().numpy())


def _whole(values: Sequence[int]) -> Node:
    return op.constant(np.array(values, dtype=np.int64))
