"""Fine-tuned weights kept as a small difference from the base's: four bits a number, in groups with a scale each.

What fine-tuning adds to a matrix is small and has no outliers, so four bits hold it almost as well as sixteen (compare
BitDelta, Liu et al. 2024, which takes one): a model of 10 million weights of its own is a file of 6 MB.
"""

import torch
from torch import Tensor

GROUP = 64
"""Neighbouring numbers that share a scale."""

_MOST = 7  # codes run from -7 to 7, kept with 8 added
_SHARES = (1.0, 0.9, 0.8, 0.7)  # of a group's largest number that its largest code may stand for


def pack(values: Tensor) -> tuple[Tensor, Tensor]:
    """Codes [ceil(N / 64), 32] uint8, two to a byte, and scales [ceil(N / 64)] float16 of a tensor of N numbers.

    Each group takes the scale, out of four, that changes its numbers least in the sum of squares.
    """
    groups = _grouped(values)
    largest = groups.abs().amax(1, keepdim=True)
    best, least, codes = largest / _MOST, torch.full_like(largest, torch.inf), torch.zeros_like(groups)
    for share in _SHARES:
        scale = (largest * share / _MOST).half().float()
        coded = (groups / scale.clamp_min(1e-12)).round().clamp(-_MOST, _MOST)
        error = (coded * scale - groups).square().sum(1, keepdim=True)
        better = error < least
        best, least = torch.where(better, scale, best), torch.where(better, error, least)
        codes = torch.where(better, coded, codes)
    nibbles = (codes + _MOST + 1).to(torch.uint8)
    return nibbles[:, 0::2] | (nibbles[:, 1::2] << 4), best.half().squeeze(1)


def unpack(codes: Tensor, scales: Tensor, shape: torch.Size) -> Tensor:
    """The float32 tensor of that shape that was packed, as closely as the codes have it.

    Raises ValueError where codes and scales are not of a tensor of that shape.
    """
    groups = -(-shape.numel() // GROUP)
    if tuple(codes.shape) != (groups, GROUP // 2) or tuple(scales.shape) != (groups,) or codes.dtype != torch.uint8:
        raise ValueError(f"codes {tuple(codes.shape)} and scales {tuple(scales.shape)} do not make {tuple(shape)}")
    nibbles = torch.stack([codes & 15, codes >> 4], dim=2).flatten(1)
    values = (nibbles.float() - (_MOST + 1)) * scales.float().unsqueeze(1)
    return values.flatten()[: shape.numel()].reshape(shape)


def _grouped(values: Tensor) -> Tensor:
    """The numbers in rows of GROUP, zeros behind the last."""
    flat = values.detach().float().flatten()
    return torch.nn.functional.pad(flat, (0, -len(flat) % GROUP)).reshape(-1, GROUP)
