"""Fitting the weights that tell whether two statements make the same claim: a logistic regression by Newton's method.

Pairs that the labels name, as the same claim or as looking alike only, count once; other pairs of found statements,
nearly all of them different but not looked at one by one, count UNLABELLED.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from attrib.claims.features import FEATURES
from attrib.training.claims.pairs import Pairs

UNLABELLED = 0.1
_PENALTY = 10.0  # of the squared weights of features of unit variance
_STEPS = 40

Array = NDArray[np.float64]


def fit(pairs: Sequence[Pairs]) -> tuple[dict[str, float], float]:
    """The weight of each feature, for features as they are, and the bias."""
    rows, same = np.concatenate([each.features for each in pairs]), np.concatenate([each.same for each in pairs])
    named = np.concatenate([each.labelled | each.unlike for each in pairs])
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    solved = _newton((rows - middle) / spread, same.astype(float), np.where(named, 1.0, UNLABELLED))
    weights = solved[1:] / spread
    return dict(zip(FEATURES, weights.tolist(), strict=True)), float(solved[0] - weights @ middle)


def probabilities(weights: dict[str, float], bias: float, pairs: Pairs) -> Array:
    """The probability [N] of each pair of an event."""
    scores: Array = pairs.features @ np.array([weights[name] for name in FEATURES]) + bias
    return 1 / (1 + np.exp(-np.clip(scores, -30, 30)))


def _newton(rows: Array, same: Array, counts: Array) -> Array:
    """The bias and weights [1 + F] with the least penalised loss."""
    columns = np.column_stack([np.ones(len(rows)), rows])
    penalty = np.diag([1e-6, *[_PENALTY] * rows.shape[1]])
    solved = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        told = 1 / (1 + np.exp(-np.clip(columns @ solved, -30, 30)))
        slope = columns.T @ (counts * (told - same)) + penalty @ solved
        curve = (columns * (counts * told * (1 - told))[:, None]).T @ columns + penalty
        step = np.linalg.solve(curve, slope)
        solved = solved - step
        if np.abs(step).max() < 1e-9:
            break
    return solved
