"""Measuring detection on labelled texts."""

from collections.abc import Iterator, Sequence

from attrib.data import Statement
from attrib.metrics import Attribution, Score, score_document, total
from attrib.pipeline.detect import Detector
from attrib.training.corpora import LabelledText

_CHARACTERS_A_CALL = 200_000


def groups(texts: Sequence[LabelledText]) -> Iterator[list[LabelledText]]:
    """Texts in groups that the detector can take at once."""
    group: list[LabelledText] = []
    size = 0
    for text in texts:
        group.append(text)
        size += len(text.text)
        if size >= _CHARACTERS_A_CALL:
            yield group
            group, size = [], 0
    if group:
        yield group


def as_attribution(statement: Statement) -> Attribution:
    return Attribution(statement.content, statement.cue, statement.source)


def score_detection(detector: Detector, texts: Sequence[LabelledText]) -> list[dict[str, Score]]:
    """Span and link scores of each text against its first annotator, in order."""
    scores = []
    for group in groups(texts):
        for text, found in zip(group, detector.detect([text.text for text in group]), strict=True):
            predicted = [as_attribution(statement) for statement in found.statements]
            scores.append(score_document(text.text, text.annotations[0], predicted))
    return scores


def detection_figures(detector: Detector, texts: Sequence[LabelledText]) -> dict[str, float]:
    """F1 in percent by name, over all texts."""
    return {name: round(score.f1, 2) for name, score in total(score_detection(detector, texts)).items()}
