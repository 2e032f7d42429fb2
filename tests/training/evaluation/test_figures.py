"""Figures over a corpus: the right sums, and intervals that hold them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from attrib.data import ActorKind, Run, Span, Statement, StatementType
from attrib.pipeline import build
from attrib.pipeline.build import Pipeline
from attrib.pipeline.detection.detector import Detection, Detector, Told
from attrib.training.corpora.labels import Attribution, SpeakerLabel
from attrib.training.corpora.polnear import LabelledText
from attrib.training.evaluation.figures import (
    detect_statements,
    extract_statements,
    f1_figures,
    figures,
    score_found,
    score_speakers,
)
from attrib.training.evaluation.metrics import Score

TEXT = "Ann Lee said all is well. More words."
GOLD = Attribution((Span(13, 24),), (Span(8, 12),), (Span(0, 7),))


class FixedDetector(Detector):
    """Finds GOLD in every text but those that say nothing; keeps the sizes of its calls."""

    def __init__(self) -> None:
        self.calls: list[int] = []
        self.asked: list[bool] = []

    def detect(self, texts: Sequence[str], nested: bool = True, told: Told = lambda _: None) -> list[Detection]:
        _ = told
        self.calls.append(len(texts))
        self.asked.append(nested)
        statement = Statement(StatementType.INDIRECT, GOLD.content, GOLD.cue, GOLD.source)
        return [Detection((statement,) if text == TEXT else (), ()) for text in texts]


def labelled(text: str = TEXT, *more: tuple[Attribution, ...]) -> LabelledText:
    label = SpeakerLabel(GOLD.content, StatementType.INDIRECT, "Ann Lee", ActorKind.PERSON)
    return LabelledText("t", text, ((GOLD,), *more), labels=(label,))


def test_detection_is_scored_text_by_text_against_the_first_annotator() -> None:
    silent = labelled(TEXT.replace("said", "sang"))
    texts = [labelled(TEXT, ()), silent]
    found = detect_statements(FixedDetector(), texts)
    assert [scores["linked"] for scores in score_found(texts, found)] == [Score(1, 1, 1, 1), Score(0, 0, 0, 1)]
    assert f1_figures(texts, found)["content"] == 66.67


@pytest.mark.parametrize("nested", [True, False])
def test_nested_statements_are_looked_for_where_they_are_labelled(nested: bool) -> None:
    detector = FixedDetector()
    detect_statements(detector, [labelled(), replace(labelled(), nested=nested)])
    assert detector.asked == [nested]


def test_texts_go_to_the_detector_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_GROUP_CHARACTERS", 2 * len(TEXT))
    detector = FixedDetector()
    assert len(detect_statements(detector, [labelled()] * 5)) == 5
    assert detector.calls == [2, 2, 1]


def test_speakers_are_scored_through_the_whole_pipeline() -> None:
    texts = [labelled()]
    [scores] = score_speakers(texts, extract_statements(Pipeline(Run("m", "d", "1"), FixedDetector), texts))
    assert scores["attributed"] == Score(1, 1, 1, 1)


def test_figures_hold_the_sum_inside_their_interval() -> None:
    random = np.random.default_rng(0)
    scores = []
    for _ in range(60):
        right = int(random.integers(0, 10))
        scores.append({"content": Score(right, right + 2, right, right + 3)})
    [figure] = figures(scores)
    assert figure.name == "content"
    assert figure.score.labelled == sum(score["content"].labelled for score in scores)
    assert 0 < figure.low < figure.score.f1 < figure.high < 100
    assert figure.high - figure.low < 20
    assert figures(scores) == [figure]
    assert set(figure.to_json()) == {"precision", "recall", "f1", "f1_low", "f1_high", "labelled"}


def test_documents_all_alike_have_no_spread() -> None:
    [figure] = figures([{"cue": Score(3, 4, 3, 6)}] * 5)
    assert figure.low == pytest.approx(figure.score.f1)
    assert figure.high == pytest.approx(figure.score.f1)


def test_a_score_of_nothing_is_zero() -> None:
    [figure] = figures([{"cue": Score()}])
    assert (figure.score.f1, figure.low, figure.high) == (0, 0, 0)


def test_no_documents_have_no_figures() -> None:
    assert figures([]) == []
