"""Weights in eight bits: each run of 64 numbers in a row of a large matrix as whole numbers and a scale of its own.

A loud number then coarsens its neighbours alone (group-wise symmetric quantization; Yao et al., "ZeroQuant", NeurIPS
2022). Over MPNet, whose layers have some loud columns, states come out eight times as near to what they were as with
one scale a row. It is a form of storage alone: a model computes with the numbers restored to single precision.
"""

from collections.abc import Callable, Iterator, Mapping

import torch
from torch import Tensor

from attrib.errors import ModelError

CODES, SCALES = ".codes", ".scales"
_LEAST = 65_536  # numbers of a matrix that is worth it
_GROUP = 64  # columns with a scale; in a row of another length, all
_MOST = 127

Decoded = Callable[[str, Tensor, Tensor | None], Tensor]
"""A matrix in float32, of its name, its codes, and its scales or None where there are none."""


def with_eight_bits(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors to store: of a large matrix [R, C] codes [R, C] int8 and scales [R, C / 64], all else float16."""
    stored: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        value = tensor.detach().float().cpu()
        if value.dim() == 2 and value.numel() >= _LEAST:
            stored[name + CODES], stored[name + SCALES] = in_steps(value, _GROUP, _MOST)
        else:
            stored[name] = value.half().contiguous()
    return stored


def in_steps(value: Tensor, group: int, most: int) -> tuple[Tensor, Tensor]:
    """Codes [R, C] int8 from -most to most, and the scales [R, C / group] float16, of a matrix [R, C].

    The codes are made for the scales as they are stored, and these are those that coding again would find, so that it
    gives the same. A row of another length than a multiple of the group has one scale.
    """
    rows, columns = value.shape
    groups = value.contiguous().view(rows, -1, group if columns % group == 0 else columns)
    loudest = groups.abs().amax(2)
    scales = (loudest / most).half()
    # A tiny scale that was rounded up has no code of `most`; below 2^-14 float16 has too few digits to find it again.
    scales = (_steps(loudest, scales, most) * scales.float() / most).half()
    codes = _steps(groups, scales.unsqueeze(2), most).to(torch.int8)
    return codes.flatten(1).contiguous(), scales.contiguous()


def _steps(value: Tensor, scales: Tensor, most: int) -> Tensor:
    """Numbers in whole steps of their scales, from -most to most, in float32."""
    divisors = scales.float().clamp(min=torch.finfo(torch.float32).tiny)
    return (value / divisors).round().clamp(-most, most)


def out_of_steps(codes: Tensor, scales: Tensor) -> Tensor:
    """The matrix [R, C] float32 that codes [R, C] and scales [R, G] stand for; G divides C."""
    matrix = codes.to(torch.float32, copy=True)
    matrix.view(len(codes), scales.shape[1], -1).mul_(scales.float().unsqueeze(2))  # memory is what takes time here
    return matrix


def restored(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors in float32, those that are stored in eight bits put together again.

    Raises ModelError for codes without scales that fit.
    """
    return dict(Restored(tensors))


class Restored(Mapping[str, Tensor]):
    """The tensors of a folder in float32, each put together whenever it is asked for.

    A large model that works in half precision is so never whole in memory in single precision, which costs more time
    than reading it.
    """

    def __init__(
        self, stored: Mapping[str, Tensor], codes: str = CODES, scales: str = SCALES, decoded: Decoded | None = None
    ) -> None:
        """A name that ends in `codes` has scales under another end beside it; by default both are of eight bits."""
        self._stored, self._codes, self._scales = stored, codes, scales
        self._decoded = decoded or _decoded
        ends = {name.removesuffix(codes) + scales for name in stored if name.endswith(codes)}
        self._names = {name.removesuffix(codes): name for name in stored if name not in ends}

    def __getitem__(self, name: str) -> Tensor:
        """Raises KeyError for a name that is not there, ModelError for codes without scales that fit."""
        stored = self._names[name]
        if stored == name:
            return self._stored[name].float()
        return self._decoded(name, self._stored[stored], self._stored.get(name + self._scales))

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _decoded(name: str, codes: Tensor, scales: Tensor | None) -> Tensor:
    fits = scales is not None and codes.dim() == scales.dim() == 2 and len(codes) == len(scales)
    if scales is None or not fits or not scales.shape[1] or codes.shape[1] % scales.shape[1]:
        raise ModelError(f"the weights {name!r} in eight bits have no scale for each part; install the model again")
    return out_of_steps(codes, scales)
