"""Measuring a model on labelled texts: detection of spans, and whole statements with their speakers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from attrib.data import Document, Statement
from attrib.pipeline.build import Pipeline, text_groups
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.labels import Attribution
from attrib.training.corpora.polnear import LabelledText
from attrib.training.evaluation.metrics import Score, score_document, total
from attrib.training.evaluation.statements import score_statements

_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """A score over a corpus, with the bootstrap 95 % interval of its F1 over documents, all in percent."""

    name: str
    score: Score
    low: float
    high: float

    def to_json(self) -> dict[str, float | int]:
        return {
            "precision": round(self.score.precision, 2),
            "recall": round(self.score.recall, 2),
            "f1": round(self.score.f1, 2),
            "f1_low": round(self.low, 2),
            "f1_high": round(self.high, 2),
            "labelled": self.score.labelled,
        }


def as_attribution(statement: Statement) -> Attribution:
    return Attribution(statement.content, statement.cue, statement.source)


def detect_statements(detector: Detector, texts: Sequence[LabelledText]) -> list[tuple[Statement, ...]]:
    """The statements detected in each text, in order; speakers are not yet resolved.

    Where no text has nested statements labelled, none is looked for: each would count as an error.
    """
    nested = any(text.nested for text in texts)
    groups = (detector.detect([text.text for text in group], nested) for group in text_groups(texts))
    return [found.statements for group in groups for found in group]


def score_found(texts: Sequence[LabelledText], found: Sequence[Sequence[Statement]]) -> list[dict[str, Score]]:
    """Span and link scores of the statements found in each text against its first annotator, in order."""
    return [
        score_document(text.text, text.annotations[0], [as_attribution(item) for item in statements])
        for text, statements in zip(texts, found, strict=True)
    ]


def extract_statements(pipeline: Pipeline, texts: Sequence[LabelledText]) -> list[tuple[Statement, ...]]:
    """The statements of each text with their speakers, in order."""
    extractions = pipeline.extract(Document(text.text, location=text.name) for text in texts)
    return [extraction.statements for extraction in extractions]


def score_speakers(texts: Sequence[LabelledText], found: Sequence[Sequence[Statement]]) -> list[dict[str, Score]]:
    """Statement and speaker scores of the statements extracted from each labelled article, in order."""
    return [score_statements(text.labels, statements) for text, statements in zip(texts, found, strict=True)]


def figures(scores: Sequence[dict[str, Score]], seed: int = 0) -> list[Figure]:
    """The corpus figures of per-document scores; intervals by percentile bootstrap over documents."""
    random = np.random.default_rng(seed)
    drawn = random.integers(len(scores), size=(_RESAMPLES, len(scores)))
    return [_figure(name, whole, [item[name] for item in scores], drawn) for name, whole in total(scores).items()]


def _figure(name: str, whole: Score, scores: Sequence[Score], drawn: NDArray[np.int64]) -> Figure:
    counts = np.array([[item.right, item.predicted, item.recalled, item.labelled] for item in scores])
    right, predicted, recalled, labelled = counts[drawn].sum(1).T
    precision, recall = right / np.maximum(predicted, 1), recalled / np.maximum(labelled, 1)
    f1 = 200 * precision * recall / np.maximum(precision + recall, 1e-12)
    low, high = np.percentile(f1, (2.5, 97.5))
    return Figure(name, whole, float(low), float(high))


def f1_figures(texts: Sequence[LabelledText], found: Sequence[Sequence[Statement]]) -> dict[str, float]:
    """F1 in percent by name, over all texts, of the statements found in each."""
    return {name: round(score.f1, 2) for name, score in total(score_found(texts, found)).items()}
