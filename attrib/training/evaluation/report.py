"""What a model folder says of itself: metrics.json with figures and digests, and the model card made from it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attrib.data import Statement
from attrib.pipeline.build import Pipeline
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.gap_gum import read_gap
from attrib.training.corpora.polnear import LabelledText
from attrib.training.corpora.word_classes import read_tagged
from attrib.training.evaluation.calibration import Reliability, judge_speakers, label_correctness, reliability
from attrib.training.evaluation.coreference import score_gum
from attrib.training.evaluation.figures import Figure, extract_statements, figures, score_found, score_speakers
from attrib.training.evaluation.gap import bias, score_gap
from attrib.training.evaluation.metrics import Score
from attrib.training.evaluation.word_classes import score_word_classes


@dataclass(frozen=True, slots=True)
class Measurement:
    """The figures of one model on one set of texts; `digest` is of the texts and their labels.

    `reliability` says how far its confidence can be trusted there, where that was measured; `numbers` are figures that
    are no F1 of counts, by name.
    """

    corpus: str
    documents: int
    digest: str
    figures: tuple[Figure, ...]
    reliability: Reliability | None = None
    numbers: tuple[tuple[str, float], ...] = ()

    def to_json(self) -> dict[str, Any]:
        values: dict[str, Any] = {
            "documents": self.documents,
            "data_sha256": self.digest,
            "figures": {figure.name: figure.to_json() for figure in self.figures},
        }
        if self.numbers:
            values["numbers"] = {name: round(value, 3) for name, value in self.numbers}
        return values if self.reliability is None else values | {"reliability": self.reliability.to_json()}


def data_digest(texts: Sequence[LabelledText]) -> str:
    """First 16 hexadecimal digits of the SHA-256 over names, texts and labels, whatever their order."""
    rows = sorted(repr((text.name, text.text, text.annotations, text.labels)) for text in texts)
    return hashlib.sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def measure_spans(
    corpus: str, texts: Sequence[LabelledText], found: Sequence[Sequence[Statement]], *, linked: bool = True
) -> Measurement:
    """Exact and overlapping spans, linked statements and how reliable the confidence in these is.

    Spans alone without `linked`, where the labels tell no links. `found` holds the statements of each text.
    """
    scores = figures(score_found(texts, found))
    if not linked:
        spans = tuple(figure for figure in scores if figure.name != "linked")
        return Measurement(corpus, len(texts), data_digest(texts), spans)
    judged = [item for text in label_correctness(texts, found) for item in text]
    trusted = reliability(judged, sum(len(text.annotations[0]) for text in texts))
    return Measurement(corpus, len(texts), data_digest(texts), tuple(scores), trusted)


def measure_speakers(pipeline: Pipeline, corpus: str, texts: Sequence[LabelledText]) -> Measurement:
    """Detected and attributed statements, types and speakers; what no label tells is left out.

    The expected calibration error of the speakers' confidence comes along.
    """
    found = extract_statements(pipeline, texts)
    told = tuple(figure for figure in figures(score_speakers(texts, found)) if figure.score != Score())
    error = reliability(judge_speakers(texts, found), sum(len(text.labels) for text in texts)).error
    numbers = (("speaker confidence, expected calibration error", error),)
    return Measurement(corpus, len(texts), data_digest(texts), told, numbers=numbers)


def measure_gap(detector: Detector, corpus: str, path: Path) -> Measurement:
    """Whom the pronouns of GAP mean: of the two names given, by gender with their ratio, and of everybody named."""
    scores = score_gap(detector, read_gap(path))
    ratio = (("feminine over masculine", bias(scores)),)
    return Measurement(corpus, len(scores), file_digest([path]), tuple(figures(scores)), numbers=ratio)


def measure_gum(detector: Detector, corpus: str, folder: Path) -> Measurement:
    """Links from names and pronouns of people and organizations, and the CoNLL average of their clusters."""
    found = score_gum(detector, folder)
    scores = [
        {"name links": names, "pronoun links": pronouns}
        for names, pronouns in zip(found.names, found.pronouns, strict=True)
    ]
    average = (("CoNLL average F1", found.conll),)
    digest = file_digest(sorted(folder.glob("*.tsv")))
    return Measurement(corpus, len(scores), digest, tuple(figures(scores)), numbers=average)


def measure_word_classes(detector: Detector, corpus: str, silver: Path, split: Path) -> Measurement:
    """How often words are told the class that CoreNLP gives them: all, words without marks, and each class."""
    texts = read_tagged(silver, split)
    digest = file_digest([silver, *(split / "text" / f"{text.name}.txt" for text in texts)])
    return Measurement(corpus, len(texts), digest, tuple(figures(score_word_classes(detector, texts))))


def file_digest(paths: Sequence[Path]) -> str:
    """First 16 hexadecimal digits of the SHA-256 over some files, one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def write_metrics(folder: Path, pipeline: Pipeline, measurements: Sequence[Measurement]) -> None:
    """Write metrics.json beside the weights: what was measured, with the digest of the weights it was measured with."""
    values = {
        "weights_sha256": pipeline.run.weights_digest,
        "code_version": pipeline.run.code_version,
        "precision": pipeline.run.settings["precision"],
        "measured": {item.corpus: item.to_json() for item in measurements},
    }
    (folder / "metrics.json").write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
