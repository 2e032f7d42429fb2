"""The figures of a stance model beside two baselines: printed, kept in metrics.json and put into its card."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from attrib.data import Document, StanceLabel, Statement
from attrib.nn.catalogue import METRICS, weights_digest
from attrib.pipeline.build import Pipeline
from attrib.pipeline.stance.judge import StanceJudge
from attrib.resources import code_version
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_articles import StanceArticle
from attrib.training.evaluation.baselines import BagOfWords, always_neutral
from attrib.training.evaluation.calibration import Judged, class_reliability, reliability
from attrib.training.evaluation.card import put_figures
from attrib.training.evaluation.metrics import total
from attrib.training.evaluation.stance import class_figures, read_texts
from attrib.training.evaluation.stance_scoring import score_stances


@dataclass(frozen=True, slots=True)
class StanceMeasurement:
    """Figures in percent on one set of texts, by name: the model's, and the baselines' where there are any.

    `error` is the expected calibration error of the model's probabilities, between 0 and 1.
    """

    corpus: str
    texts: int
    digest: str
    model: dict[str, float]
    baselines: dict[str, dict[str, float]]
    error: float

    def to_json(self) -> dict[str, Any]:
        return {
            "texts": self.texts,
            "data_sha256": self.digest,
            "figures": self.model,
            "baselines": self.baselines,
            "calibration_error": self.error,
        }


def measure_corpus(
    judge: StanceJudge, corpus: str, texts: Sequence[LabelledStance], train: Sequence[LabelledStance]
) -> StanceMeasurement:
    """A development split of one task, beside always neutral and a bag of words that learns from the training split."""
    task = texts[0].task
    labels = np.array([label for text in texts for label in text.labels])
    likely = np.concatenate(read_texts(judge.reader, texts))
    words = BagOfWords(train).scores(texts)
    baselines = {
        "always neutral": class_figures(task, always_neutral(labels, task), labels),
        "bag of words": class_figures(task, words, labels),
    }
    digest = _digest([(text.text, text.labels, text.targets, text.holders, text.topic) for text in texts])
    if not (labels == 0).any():  # where nothing is neutral, the model is asked for a side
        likely = likely * (np.arange(likely.shape[1]) > 0)
        likely = likely / likely.sum(1, keepdims=True)
    error = class_reliability(likely, labels).error
    return StanceMeasurement(corpus, len(texts), digest, class_figures(task, likely, labels), baselines, error)


def measure_articles(pipeline: Pipeline, corpus: str, articles: Sequence[StanceArticle]) -> StanceMeasurement:
    """Whole extractions of labelled articles: F1, precision and recall of stances and of their sides alone.

    Who always says neutral finds none; a bag of words, which knows no targets, cannot be held against the labels.
    """
    documents = [Document(article.text, article.name) for article in articles]
    found = [extraction.statements for extraction in pipeline.extract(documents)]
    figures: dict[str, float] = {}
    for name, score in total(score_stances(*pair) for pair in zip(articles, found, strict=True)).items():
        values = {"F1": score.f1, "precision": score.precision, "recall": score.recall}
        figures |= {f"{name} {key}": round(value, 2) for key, value in values.items()}
    digest = _digest([(article.text, article.statements, article.stances) for article in articles])
    nothing = {"always neutral": dict.fromkeys(figures, 0.0)}
    return StanceMeasurement(corpus, len(articles), digest, figures, nothing, _told_error(articles, found))


def _told_error(articles: Sequence[StanceArticle], found: Sequence[Sequence[Statement]]) -> float:
    """The expected calibration error of the supports and opposes that are told."""
    judged: list[Judged] = []
    for article, statements in zip(articles, found, strict=True):
        for statement in statements:
            for stance in statement.stances:
                if stance.label is not StanceLabel.NEUTRAL:
                    one = replace(statement, stances=(stance,))
                    judged.append(Judged(stance.score, score_stances(article, [one])["stance"].right > 0))
    return reliability(judged, len(judged)).error


def write_stance(folder: Path, measurements: Sequence[StanceMeasurement]) -> None:
    """Write metrics.json beside the weights, and the tables between the marks of the card.

    Raises ModelError where the card has no place for figures.
    """
    put_figures(folder, "\n\n".join(stance_table(item) for item in measurements))
    values = {
        "weights_sha256": weights_digest(folder),
        "code_version": code_version(),
        "measured": {item.corpus: item.to_json() for item in measurements},
    }
    (folder / METRICS).write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def stance_table(measurement: StanceMeasurement) -> str:
    """A Markdown table of the figures with those of the baselines beside them."""
    names = list(measurement.baselines)
    what = f"On {measurement.corpus}, {measurement.texts} texts (data digest {measurement.digest})"
    lines = [
        f"{what}, expected calibration error {measurement.error:.3f}:",
        "",
        f"| | model | {' | '.join(names)} |",
        f"| --- | ---: |{' ---: |' * len(names)}",
    ]
    for name, value in measurement.model.items():
        others = " | ".join(f"{measurement.baselines[key][name]:.1f}" for key in names)
        lines.append(f"| {name} | {value:.1f} | {others} |")
    return "\n".join(lines)


def _digest(rows: Sequence[object]) -> str:
    """First 16 hexadecimal digits of the SHA-256 over texts and labels, whatever their order."""
    text = "\n".join(sorted(map(repr, rows)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
