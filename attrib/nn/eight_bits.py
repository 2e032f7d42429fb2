"""Weights in eight bits: each row of a large matrix as whole numbers from -127 to 127 and a scale of its own.

The rows of a linear layer are its outputs, those of a table its entries, so that one loud row does not coarsen the
others (per-channel symmetric quantization; Krishnamoorthi, "Quantizing deep convolutional networks", 2018). It is a
form of storage alone: a model computes with the numbers restored to single precision.
"""

from collections.abc import Mapping

import torch
from torch import Tensor

from attrib.errors import ModelError

CODES, SCALES = ".codes", ".scales"
_LEAST = 65_536  # numbers of a matrix that is worth it
_MOST = 127


def with_eight_bits(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors to store: of each large matrix [R, C] codes [R, C] int8 and scales [R] float16, the rest float16."""
    stored: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        value = tensor.detach().float().cpu()
        if value.dim() == 2 and value.numel() >= _LEAST:
            stored[name + CODES], stored[name + SCALES] = _coded(value)
        else:
            stored[name] = value.half().contiguous()
    return stored


def _coded(value: Tensor) -> tuple[Tensor, Tensor]:
    """Codes and scales; the codes are made for the scales as they are stored, so that coding again gives the same."""
    scales = (value.abs().amax(1) / _MOST).half()
    divisors = scales.float().clamp(min=torch.finfo(torch.float32).tiny)
    codes = (value / divisors.unsqueeze(1)).round().clamp(-_MOST, _MOST).to(torch.int8)
    return codes.contiguous(), scales


def restored(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors in float32, those that are stored in eight bits put together again.

    Raises ModelError for codes without scales that fit.
    """
    whole: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        if name.endswith(CODES):
            own = name.removesuffix(CODES)
            whole[own] = _decoded(own, tensor, tensors.get(own + SCALES))
        elif not name.endswith(SCALES) or name.removesuffix(SCALES) + CODES not in tensors:
            whole[name] = tensor.float()
    return whole


def _decoded(name: str, codes: Tensor, scales: Tensor | None) -> Tensor:
    if scales is None or codes.dim() != 2 or scales.shape != codes.shape[:1]:
        raise ModelError(f"the weights {name!r} in eight bits have no scale for each row; install the model again")
    return codes.float() * scales.float().unsqueeze(1)
