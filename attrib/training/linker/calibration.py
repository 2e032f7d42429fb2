"""Calibrates the linker: the share of right answers of a probability and reason, on statements not learned from."""

from collections.abc import Sequence

import torch
from torch import Tensor

from attrib.nn.heads.linker import REASONS

_STEPS, _RATE = 300, 0.05
_PRIOR = 0.02  # how far a reason's own shift is held back to that of all


def fit_calibration(probabilities: Sequence[float], reasons: Sequence[int], right: Sequence[bool]) -> Tensor:
    """The scale and shift of each reason, [R, 2], for the log odds of its answers (Platt 1999).

    All reasons share one scale; each has a shift of its own, near the common one where few answers show it. Without
    answers nothing is changed.
    """
    if not probabilities:
        return torch.tensor([[1.0, 0.0]]).repeat(len(REASONS), 1)
    odds = torch.tensor(probabilities).clamp(1e-4, 1 - 1e-4).logit()
    wanted, own = torch.tensor(right, dtype=torch.float32), torch.tensor(reasons)
    scale, shift = torch.ones(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    shifts = torch.zeros(len(REASONS), requires_grad=True)
    optimizer = torch.optim.Adam([scale, shift, shifts], lr=_RATE)
    for _ in range(_STEPS):
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(scale * odds + shift + shifts[own], wanted)
        torch.autograd.backward(loss + _PRIOR * shifts.square().mean())
        optimizer.step()
    with torch.no_grad():
        return torch.stack([scale.expand(len(REASONS)), shift + shifts], dim=1)


def fit_shift(probabilities: Sequence[float], right: Sequence[bool]) -> float:
    """What the log odds of calibrated probabilities lack: the shift of largest likelihood, 0 without answers."""
    if not probabilities:
        return 0.0
    odds = torch.tensor(probabilities).clamp(1e-4, 1 - 1e-4).logit()
    wanted, shift = torch.tensor(right, dtype=torch.float32), torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.Adam([shift], lr=_RATE)
    for _ in range(_STEPS):
        optimizer.zero_grad()
        torch.autograd.backward(torch.nn.functional.binary_cross_entropy_with_logits(odds + shift, wanted))
        optimizer.step()
    return round(float(shift.detach()), 4)
