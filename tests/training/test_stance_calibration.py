"""Scores that mean something."""

import numpy as np
import pytest

from attrib.training.stance_calibration import class_reliability, fit_scaling, least_score, scaled, side_reliability

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
    assert scaled(logits, 1, shifts)[0] == pytest.approx([0.9, 0.08, 0.02], abs=0.03)


def test_the_least_score_is_the_lowest_that_is_precise() -> None:
    scores = np.linspace(0.99, 0.4, 60)
    likely = np.stack([1 - scores, scores, np.zeros(60)], axis=1)
    labels = np.array([1] * 40 + [0] * 20)
    assert least_score(likely, labels, 100) == pytest.approx(scores[39], abs=1e-3)
    assert least_score(likely, labels, 80) == pytest.approx(scores[49], abs=1e-3)
    assert least_score(likely, np.zeros(60, dtype=np.int64), 60) >= 0.05


def test_only_what_is_told_counts() -> None:
    likely = np.array([[0.2, 0.8, 0.0], [0.2, 0.0, 0.8], [0.9, 0.1, 0.0]])
    found = side_reliability(likely, np.array([1, 1, 0]), 0.5)
    assert sum(item.statements for item in found.bins) == 2
    assert found.bins[0].right == 0.5
