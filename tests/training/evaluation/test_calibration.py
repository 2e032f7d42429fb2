"""Calibration: the fit finds what made the data, the measures are their definitions."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from attrib.data import Statement, StatementType
from attrib.nn.attribution.checkpoint import LoadedModel
from attrib.nn.attribution.confidence import calibrated, log_odds
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.polnear import read_polnear
from attrib.training.evaluation.calibration import Judged, cross_fitted, fit, label_correctness, reliability
from attrib.training.evaluation.figures import detect_statements
from tests.tiny import make_encoder, make_model
from tests.training.evaluation.test_figures import GOLD, TEXT, labelled


def drawn(scale: float, shift: float, count: int = 6000) -> list[Judged]:
    """Statements that are right as often as their confidence says once it is scaled and shifted."""
    random = np.random.default_rng(0)
    confidences = random.uniform(0.3, 0.995, count).tolist()
    return [Judged(value, bool(random.random() < calibrated(value, scale, shift))) for value in confidences]


@pytest.mark.parametrize(("scale", "shift"), [(1.0, 0.0), (0.7, -1.5), (2.0, 0.5)])
def test_the_fit_finds_scale_and_shift(scale: float, shift: float) -> None:
    found = fit(drawn(scale, shift))
    assert found == pytest.approx((scale, shift), abs=0.2)


@pytest.mark.parametrize("right", [True, False])
def test_nothing_is_fitted_where_all_are_alike(right: bool) -> None:
    assert fit([Judged(0.9, right)] * 5) == (1.0, 0.0)
    assert fit([]) == (1.0, 0.0)


def test_a_confidence_that_misleads_is_not_turned_round() -> None:
    assert fit([Judged(0.9, False), Judged(0.8, False), Judged(0.2, True), Judged(0.1, True)]) == (1.0, 0.0)


def test_calibrated_log_odds() -> None:
    assert calibrated(0.5, 2.0, 0.0) == 0.5
    assert log_odds(calibrated(0.9, 0.5, -1.0)) == pytest.approx(0.5 * log_odds(0.9) - 1)
    assert calibrated(1.0, 1.0, 0.0) == 1.0
    assert 0 < calibrated(0.0, 3.0, -2.0) < calibrated(1.0, 3.0, -2.0) < 1


def test_reliability_by_hand() -> None:
    judged = [Judged(0.95, True), Judged(0.91, False), Judged(0.32, False), Judged(1.0, True)]
    found = reliability(judged, labelled=8)
    assert [(item.low, item.high, item.statements) for item in found.bins] == [(0.3, 0.4, 1), (0.9, 1.0, 3)]
    assert found.bins[1].confidence == pytest.approx(0.9533, abs=1e-4)
    assert found.bins[1].right == pytest.approx(2 / 3, abs=1e-4)
    assert found.error == pytest.approx((0.32 + 3 * (0.95333 - 2 / 3)) / 4, abs=1e-3)
    by_confidence = {item.confidence: (item.precision, item.recall) for item in found.thresholds}
    assert by_confidence[0.0] == (50.0, 25.0)
    assert by_confidence[0.9] == (66.7, 25.0)
    assert found.to_json()["bins"][0]["statements"] == 1


def test_reliability_of_nothing() -> None:
    found = reliability([], 0)
    assert found.error == 0
    assert found.bins == ()


def test_a_text_does_not_fit_its_own_confidence() -> None:
    texts = [[item] for item in drawn(0.5, -1.0, 1000)]
    honest = cross_fitted(texts)
    assert len(honest) == 1000
    assert reliability(honest, 1).error < 0.06 < reliability([item for text in texts for item in text], 1).error


def test_statements_are_judged_by_the_first_annotator() -> None:
    text, right = labelled(), Statement(StatementType.INDIRECT, GOLD.content, GOLD.cue, GOLD.source, 0.8)
    without_source = replace(right, source=(), confidence=0.6)
    without_cue = replace(right, cue=())
    found = label_correctness([text, labelled(TEXT, ())], [[without_source, without_cue, right], []])
    assert found == [[Judged(0.6, False), Judged(0.8, True)], []]


def test_a_detector_scales_confidence_and_leaves_the_least_out(
    base: Path, corpora: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for bound in ("LEAST_OF_A_PHRASE", "LEAST_OF_A_CLAUSE"):
        monkeypatch.setattr(f"attrib.pipeline.detection.silence.{bound}", 0.0)
    model = make_model(base).eval()
    detector = Detector(LoadedModel("tiny", model, make_encoder(), ""), torch.float32, 512)
    texts = read_polnear(corpora / "polnear" / "dev")

    def confidences() -> list[float]:
        return [item.confidence for found in detect_statements(detector, texts) for item in found if item.cue]

    plain = confidences()
    assert plain
    model.config = replace(model.config, confidence_scale=0.5, confidence_shift=-1.0)
    changed = confidences()
    assert changed == pytest.approx([calibrated(value, 0.5, -1.0) for value in plain], abs=1e-3)
    least = sorted(changed)[len(changed) // 2]
    model.config = replace(model.config, least_confidence=least)
    assert sorted(confidences()) == sorted(value for value in changed if value >= least)
