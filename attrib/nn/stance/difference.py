"""Fine-tuned weights as a small difference from the base's: four bits a number, in groups with one scale each.

Fine-tuning adds small numbers without outliers to a matrix, so four bits hold them almost as well as sixteen (compare
BitDelta, Liu et al. 2024, with one bit): a model of 10 million fine-tuned weights is a file of 6 MB.
"""

import torch
from torch import Tensor

GROUP = 64
"""The number of neighbouring weights that share a scale."""

_MOST = 7  # codes are -7 to 7, stored plus 8
_SHARES = (1.0, 0.9, 0.8, 0.7)  # candidates for the value of the largest code, as shares of a group's largest number


def pack(values: Tensor) -> tuple[Tensor, Tensor]:
    """Codes [ceil(N / 64), 32] uint8, two to a byte, and scales [ceil(N / 64)] float16 of a tensor of N numbers.

    The scale of a group is the one of four with the smallest sum of squared errors.
    """
    groups = _grouped(values)
    largest = groups.abs().amax(1, keepdim=True)
    best, min_error, codes = largest / _MOST, torch.full_like(largest, torch.inf), torch.zeros_like(groups)
    for share in _SHARES:
        scale = (largest * share / _MOST).half().float()
        coded = (groups / scale.clamp_min(1e-12)).round().clamp(-_MOST, _MOST)
        error = (coded * scale - groups).square().sum(1, keepdim=True)
        better = error < min_error
        best, min_error = torch.where(better, scale, best), torch.where(better, error, min_error)
        codes = torch.where(better, coded, codes)
    nibbles = (codes + _MOST + 1).to(torch.uint8)
    return nibbles[:, 0::2] | (nibbles[:, 1::2] << 4), best.half().squeeze(1)


def unpack(codes: Tensor, scales: Tensor, shape: torch.Size) -> Tensor:
    """The float32 tensor of that shape, from its codes and scales.

    Raises ValueError for codes and scales of another shape.
    """
    groups = -(-shape.numel() // GROUP)
    if tuple(codes.shape) != (groups, GROUP // 2) or tuple(scales.shape) != (groups,) or codes.dtype != torch.uint8:
        raise ValueError(f"codes {tuple(codes.shape)} and scales {tuple(scales.shape)} do not make {tuple(shape)}")
    nibbles = torch.stack([codes & 15, codes >> 4], dim=2).flatten(1)
    values = (nibbles.float() - (_MOST + 1)) * scales.float().unsqueeze(1)
    return values.flatten()[: shape.numel()].reshape(shape)


def _grouped(values: Tensor) -> Tensor:
    """The numbers in rows of GROUP, with zeros after the last."""
    flat = values.detach().float().flatten()
    return torch.nn.functional.pad(flat, (0, -len(flat) % GROUP)).reshape(-1, GROUP)
