"""The measurements of a stance model, on corpora beside two baselines and on whole articles."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from attrib.data import Document, StanceLabel, Statement
from attrib.pipeline.build import Pipeline
from attrib.pipeline.stance.judge import StanceJudge
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_articles import StanceArticle
from attrib.training.evaluation.baselines import BagOfWords, always_neutral
from attrib.training.evaluation.calibration import Judged, class_reliability, reliability
from attrib.training.evaluation.measurement import Measurement, rows_digest
from attrib.training.evaluation.metrics import total
from attrib.training.evaluation.stance import class_figures, read_texts
from attrib.training.evaluation.stance_scoring import score_stances

ERROR = "expected calibration error"


def measure_corpus(
    judge: StanceJudge, corpus: str, texts: Sequence[LabelledStance], train: Sequence[LabelledStance]
) -> Measurement:
    """A development split of one task, beside always neutral and a bag of words that learns from the training split."""
    task = texts[0].task
    labels = np.array([label for text in texts for label in text.labels])
    likely = np.concatenate(read_texts(judge.reader, texts))
    words = BagOfWords(train).scores(texts)
    baselines = {
        "always neutral": class_figures(task, always_neutral(labels, task), labels),
        "bag of words": class_figures(task, words, labels),
    }
    digest = rows_digest([(text.text, text.labels, text.targets, text.holders, text.topic) for text in texts])
    if not (labels == 0).any():  # where nothing is neutral, the model is asked for a side
        likely = likely * (np.arange(likely.shape[1]) > 0)
        likely = likely / likely.sum(1, keepdims=True)
    error = class_reliability(likely, labels).error
    figures = class_figures(task, likely, labels)
    return Measurement(corpus, len(texts), digest, numbers=((ERROR, error),), percentages=figures, baselines=baselines)


def measure_articles(pipeline: Pipeline, corpus: str, articles: Sequence[StanceArticle]) -> Measurement:
    """Whole extractions of labelled articles: F1, precision and recall of stances and of their sides alone.

    Who always says neutral finds none; a bag of words, which knows no targets, cannot be held against the labels.
    """
    documents = [Document(article.text, article.name) for article in articles]
    found = [extraction.statements for extraction in pipeline.extract(documents)]
    figures: dict[str, float] = {}
    for name, score in total(score_stances(*pair) for pair in zip(articles, found, strict=True)).items():
        values = {"F1": score.f1, "precision": score.precision, "recall": score.recall}
        figures |= {f"{name} {key}": round(value, 2) for key, value in values.items()}
    digest = rows_digest([(article.text, article.statements, article.stances) for article in articles])
    nothing = {"always neutral": dict.fromkeys(figures, 0.0)}
    error = ((ERROR, _told_error(articles, found)),)
    return Measurement(corpus, len(articles), digest, numbers=error, percentages=figures, baselines=nothing)


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
