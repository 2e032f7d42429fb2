"""GAP's task and the free choice, with a head that prefers one name."""

from collections.abc import Sequence

import pytest

from attrib.data import EntityKind, Mention, Span
from attrib.pipeline.detection.detector import Detection
from attrib.pipeline.readers import TextReaders
from attrib.training.corpora.gap_gum import Anaphor, AnaphoraText
from attrib.training.evaluation.gap import FEMININE, FREE, MASCULINE, TWO, bias, score_gap
from attrib.training.evaluation.metrics import Score

TEXT = "Last night Ida Quill met Ann Lee and Susan Hale. She left early."


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


IDA, ANN, SUSAN = (span(name) for name in ("Ida Quill", "Ann Lee", "Susan Hale"))
GIVEN = AnaphoraText(
    "one",
    TEXT,
    (Anaphor(span("She"), (ANN,), (IDA,)),),
    (Mention(IDA, EntityKind.PERSON), Mention(ANN, EntityKind.PERSON)),
)


class Prefers:
    """A detector whose head scores each name as told."""

    def __init__(self, scores: dict[Span, float]) -> None:
        self.told = scores

    def detect(self, texts: Sequence[str]) -> list[Detection]:
        names = tuple(Mention(place, EntityKind.PERSON) for place in (IDA, ANN, SUSAN))
        return [Detection((), names, TextReaders(self)) for _ in texts]

    def scores(self, anaphor: Span, candidates: Sequence[Span], features: Sequence[Sequence[int]]) -> list[float]:
        assert anaphor.of(TEXT) == "She"
        assert len(features) == len(candidates)
        return [self.told[candidate] for candidate in candidates]


@pytest.mark.parametrize(
    ("scores", "task", "free"),
    [
        ({IDA: 0.0, ANN: 9.0, SUSAN: 0.0}, Score(1, 1, 1, 1), Score(1, 1, 1, 1)),
        ({IDA: 9.0, ANN: 0.0, SUSAN: 0.0}, Score(0, 1, 0, 1), Score(0, 1, 0, 1)),
        ({IDA: 0.0, ANN: 5.0, SUSAN: 6.0}, Score(1, 1, 1, 1), Score(0, 0, 0, 1)),  # of two she is Ann, of all Susan
        ({IDA: 0.0, ANN: 0.0, SUSAN: 20.0}, Score(0, 0, 0, 1), Score(0, 0, 0, 1)),
    ],
)
def test_a_passage_is_scored_on_both_tasks(scores: dict[Span, float], task: Score, free: Score) -> None:
    (found,) = score_gap(Prefers(scores), [GIVEN])  # type: ignore[arg-type]
    assert found == {TWO: task, FEMININE: task, MASCULINE: Score(), FREE: free}


def test_the_ratio_is_feminine_over_masculine() -> None:
    half, whole = Score(1, 2, 1, 2), Score(2, 2, 2, 2)
    assert bias([{MASCULINE: whole, FEMININE: half}]) == pytest.approx(0.5)
    assert bias([{MASCULINE: Score(), FEMININE: half}]) == 0
