"""Which mention descriptions mean: the head's choice, and the nearest of the same head noun."""

from collections.abc import Sequence

import pytest

from attrib.data import EntityKind, Mention, Span
from attrib.pipeline.detection.detector import Detection
from attrib.pipeline.readers import TextReaders
from attrib.training.corpora.gap_gum import AnaphoraText, EntityCluster
from attrib.training.evaluation.descriptions import CHOSEN, NEAREST, score_descriptions
from attrib.training.evaluation.metrics import Score

TEXT = "Ida Quill met an engineer and an architect. The engineer left. The mayor stayed. The architect slept."


def place(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


IDA = place("Ida Quill")
CLUSTERS = (
    EntityCluster("person", (IDA, place("The mayor"))),
    EntityCluster("person", (place("an engineer"), place("The engineer"))),
    EntityCluster("person", (place("an architect"),)),
    EntityCluster("person", (place("The architect"),)),  # the first mention of another
)


class FixedDetector:
    """A detector that finds one name and scores candidates by their text."""

    def __init__(self, told: dict[str, float] | None) -> None:
        self.told = told

    def detect(self, texts: Sequence[str]) -> list[Detection]:
        readers = TextReaders() if self.told is None else TextReaders(self)
        return [Detection((), (Mention(IDA, EntityKind.PERSON),), readers) for _ in texts]

    def scores(self, anaphor: Span, candidates: Sequence[Span], features: Sequence[Sequence[int]]) -> list[float]:
        assert len(features) == len(candidates)
        assert anaphor.of(TEXT).startswith("The ")
        told = self.told or {}
        return [told.get(candidate.of(TEXT), 0.0) for candidate in candidates]


@pytest.mark.parametrize(
    ("told", "chosen", "nearest"),
    [
        ({"Ida Quill": 3.0}, Score(1, 2, 1, 2), Score(1, 2, 1, 2)),
        ({"an engineer": 3.0}, Score(1, 2, 1, 2), Score(1, 2, 1, 2)),
        ({"an architect": 3.0}, Score(0, 2, 0, 2), Score(1, 2, 1, 2)),
        (None, Score(), Score()),
    ],
)
def test_descriptions_mentioned_before_are_scored(told: dict[str, float] | None, chosen: Score, nearest: Score) -> None:
    text = AnaphoraText("", TEXT, clusters=CLUSTERS)
    (found,) = score_descriptions(FixedDetector(told), [text])
    assert found == {CHOSEN: chosen, NEAREST: nearest}
