"""Stance scores that mean something: fitted to labels that the model has not learnt, and the least score to tell."""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from attrib.training.evaluation.calibration import Floats, Ints

_STEPS = 60
_PULL = 1e-3  # of the shifts towards none: a class that no label has would go without end
_LEAST_SHARE = 1e-6
_FEWEST = 20  # sides that a least score must leave, so that a few lucky ones do not choose it


def fit_scaling(logits: Floats, labels: Ints, *, shifted: bool = True) -> tuple[float, list[float]]:
    """Temperature and shifts by class that make the labels likeliest (Guo et al. 2017, vector scaling with one scale).

    logits [N, C], labels [N]. Without `shifted` there is the temperature alone: shifts make rare classes likelier to be
    missed, which a mean over classes punishes.
    """
    values, wanted = torch.tensor(logits), torch.tensor(labels)
    heat = torch.zeros((), dtype=torch.double, requires_grad=True)
    shifts = torch.zeros(logits.shape[1], dtype=torch.double, requires_grad=shifted)

    def error() -> Tensor:
        return functional.cross_entropy(values / heat.exp() + shifts, wanted) + _PULL * shifts.square().sum()

    minimise(error, [heat, shifts] if shifted else [heat])
    return round(float(heat.detach().exp()), 4), [round(float(value), 4) for value in shifts.detach()]


def minimise(error: Callable[[], Tensor], values: list[Tensor]) -> None:
    """Change the values in place until the error that they make is least."""
    optimizer = torch.optim.LBFGS(values, max_iter=_STEPS, line_search_fn="strong_wolfe")

    def step() -> Tensor:
        optimizer.zero_grad()
        found = error()
        torch.autograd.backward(found)
        return found

    optimizer.step(step)  # type: ignore[no-untyped-call]


def scaled(logits: Floats, temperature: float, shifts: Sequence[float]) -> Floats:
    """Probabilities [N, C]."""
    values = logits / temperature + np.asarray(shifts)
    values = np.exp(values - values.max(1, keepdims=True))
    return np.asarray(values / values.sum(1, keepdims=True))


def fit_certainty(sides: Floats, shares: Floats, right: NDArray[np.bool_]) -> list[float]:
    """Constant and factors [3] by which log-odds of a side [N] and its target's share [N] say how often both are right.

    Logistic regression (Platt 1999) over the log-odds and the logarithm of the share; see StanceConfig.certain.
    """
    given = np.stack([np.ones_like(sides), sides, np.log(np.maximum(shares, _LEAST_SHARE))], axis=1)
    values, wanted = torch.tensor(given), torch.tensor(right.astype(np.float64))
    factors = torch.zeros(3, dtype=torch.double, requires_grad=True)

    def error() -> Tensor:
        return functional.binary_cross_entropy_with_logits(values @ factors, wanted) + _PULL * factors.square().sum()

    minimise(error, [factors])
    return [round(float(value), 4) for value in factors.detach()]


def min_probability(likely: Floats, right: NDArray[np.bool_], precision: float) -> float:
    """The least probability [N] from which sides are right in `precision` percent of the cases.

    The lowest score that does, of those with at least some sides above; the best there is where none does.
    """
    order = np.argsort(-likely, kind="stable")
    shares = 100 * np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(shares[_FEWEST - 1 :] >= precision) + _FEWEST - 1
    at = int(enough[-1]) if len(enough) else int(np.argmax(shares))
    return round(min(max(float(likely[order[at]]), 0.05), 0.95), 4)
