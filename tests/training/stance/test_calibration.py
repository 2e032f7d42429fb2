"""Scores that mean something."""

import numpy as np
import pytest

from attrib.training.evaluation.calibration import class_reliability
from attrib.training.stance.calibration import fit_certainty, fit_scaling, min_probability, scaled

RANDOM = np.random.default_rng(3)


def test_what_is_too_sure_is_cooled_down() -> None:
    true = RANDOM.normal(size=(4000, 3)) * 1.5
    likely = np.exp(true) / np.exp(true).sum(1, keepdims=True)
    labels = np.array([RANDOM.choice(3, p=row) for row in likely])
    temperature, shifts = fit_scaling(3 * true, labels)
    assert temperature == pytest.approx(3, rel=0.15)
    before = class_reliability(scaled(3 * true, 1, [0, 0, 0]), labels).error
    assert class_reliability(scaled(3 * true, temperature, shifts), labels).error < 0.03 < before


def test_a_class_that_is_rare_is_shifted_down() -> None:
    logits = np.zeros((100, 3))
    labels = np.array([0] * 90 + [1] * 8 + [2] * 2)
    _, shifts = fit_scaling(logits, labels)
    assert shifts[0] > shifts[1] > shifts[2]
    assert fit_scaling(logits, labels, shifted=False)[1] == [0.0] * 3
    assert scaled(logits, 1, shifts)[0] == pytest.approx([0.9, 0.08, 0.02], abs=0.03)


def test_the_least_score_is_the_lowest_that_is_precise() -> None:
    scores = np.linspace(0.99, 0.4, 60)
    right = np.array([True] * 40 + [False] * 20)
    assert min_probability(scores, right, 100) == pytest.approx(scores[39], abs=1e-3)
    assert min_probability(scores, right, 80) == pytest.approx(scores[49], abs=1e-3)
    assert min_probability(scores, np.zeros(60, dtype=np.bool_), 60) >= 0.05


def test_certainty_says_how_often_side_and_target_are_right() -> None:
    sides, shares = RANDOM.normal(size=5000), RANDOM.uniform(0.01, 1, size=5000)
    true = 1 / (1 + np.exp(-(-0.5 + 0.8 * sides + 1.2 * np.log(shares))))
    constant, of_side, of_share = fit_certainty(sides, shares, RANDOM.uniform(size=5000) < true)
    assert (constant, of_side, of_share) == pytest.approx((-0.5, 0.8, 1.2), abs=0.2)
