"""The measurements of attribution, speakers and the small heads, each on the corpora that have labels for it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from attrib.data import Statement
from attrib.pipeline.build import Pipeline
from attrib.pipeline.detection.detector import Detector
from attrib.pipeline.occasion.occasions import find_occasion
from attrib.pipeline.speakers.annotated import annotate
from attrib.training.corpora.gap_gum import read_gap, read_gum
from attrib.training.corpora.names import held_out, read_names
from attrib.training.corpora.polnear import LabelledText
from attrib.training.corpora.word_classes import read_tagged
from attrib.training.evaluation.calibration import cross_fitted, judge_speakers, label_correctness, reliability
from attrib.training.evaluation.coreference import score_gum
from attrib.training.evaluation.descriptions import score_descriptions
from attrib.training.evaluation.figures import extract_statements, figures, score_found, score_speakers
from attrib.training.evaluation.gap import bias, score_gap
from attrib.training.evaluation.measurement import Measurement, data_digest, file_digest
from attrib.training.evaluation.metrics import Score
from attrib.training.evaluation.names import score_names
from attrib.training.evaluation.occasions import read_day, score_occasions
from attrib.training.evaluation.word_classes import score_word_classes

CROSS_FITTED = "confidence of statements, expected calibration error when fitted to other texts"


def measure_spans(
    corpus: str, texts: Sequence[LabelledText], found: Sequence[Sequence[Statement]], *, linked: bool = True
) -> Measurement:
    """Exact and overlapping spans, linked statements and how reliable the confidence in these is.

    Spans alone without `linked`, where the labels tell no links. `found` holds the statements of each text. A training
    fits the confidence to the dev split, so the calibration error there flatters it: the number beside it comes from
    confidences of each fifth of the texts that are fitted to the other four.
    """
    scores = figures(score_found(texts, found))
    if not linked:
        spans = tuple(figure for figure in scores if figure.name != "linked")
        return Measurement(corpus, len(texts), data_digest(texts), spans)
    judged = label_correctness(texts, found)
    labelled = sum(len(text.annotations[0]) for text in texts)
    trusted = reliability([item for text in judged for item in text], labelled)
    honest = ((CROSS_FITTED, reliability(cross_fitted(judged), labelled).error),)
    return Measurement(corpus, len(texts), data_digest(texts), tuple(scores), trusted, honest)


def measure_speakers(pipeline: Pipeline, corpus: str, texts: Sequence[LabelledText]) -> Measurement:
    """Detected and attributed statements, types and speakers; what no label tells is left out.

    The expected calibration error of the speakers' confidence comes along.
    """
    found = extract_statements(pipeline, texts)
    told = tuple(figure for figure in figures(score_speakers(texts, found)) if figure.score != Score())
    error = reliability(judge_speakers(texts, found), sum(len(text.labels) for text in texts)).error
    numbers = (("speaker confidence, expected calibration error", error),)
    return Measurement(corpus, len(texts), data_digest(texts), told, numbers=numbers)


def measure_occasions(pipeline: Pipeline, corpus: str, texts: Sequence[LabelledText]) -> Measurement:
    """When, to whom and where the labelled statements were made, of the texts for which that is labelled."""
    told = [text for text in texts if text.occasions]
    found = pipeline.detector.detect([text.text for text in told])
    scores = []
    for text, detection in zip(told, found, strict=True):
        doc = annotate(text.text, detection.mentions, detection.readers)
        find = partial(find_occasion, doc, published=read_day(text.published), exact_to=None)
        scores.append(score_occasions(text, find))
    return Measurement(f"{corpus}, occasions", len(told), data_digest(told), tuple(figures(scores)))


def measure_gap(detector: Detector, corpus: str, path: Path) -> Measurement:
    """Whom the pronouns of GAP mean: of the two names given, by gender with their ratio, and of everybody named."""
    scores = score_gap(detector, read_gap(path))
    ratio = (("feminine over masculine", bias(scores)),)
    return Measurement(corpus, len(scores), file_digest([path]), tuple(figures(scores)), numbers=ratio)


def measure_gum(detector: Detector, corpus: str, folder: Path) -> Measurement:
    """Links from names and pronouns of people and organizations, the CoNLL average of their clusters, and which
    mention definite descriptions of them mean.
    """
    found, described = score_gum(detector, folder), score_descriptions(detector, read_gum(folder))
    scores = [
        {"name links": names, "pronoun links": pronouns, **more}
        for names, pronouns, more in zip(found.names, found.pronouns, described, strict=True)
    ]
    average = (("CoNLL average F1", found.conll),)
    digest = file_digest(sorted(folder.glob("*.tsv")))
    return Measurement(corpus, len(scores), digest, tuple(figures(scores)), numbers=average)


def measure_names(detector: Detector, corpus: str, path: Path) -> Measurement:
    """Names of persons, organizations and locations in the articles of outlets that no training reads."""
    texts = [text for text in read_names(path) if held_out(text.name)]
    return Measurement(corpus, len(texts), file_digest([path]), tuple(figures(score_names(detector, texts))))


def measure_word_classes(detector: Detector, corpus: str, silver: Path, split: Path) -> Measurement:
    """How often words are told the class that CoreNLP gives them: all, words without marks, and each class."""
    texts = read_tagged(silver, split)
    digest = file_digest([silver, *(split / "text" / f"{text.name}.txt" for text in texts)])
    return Measurement(corpus, len(texts), digest, tuple(figures(score_word_classes(detector, texts))))
