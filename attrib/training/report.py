"""What a model folder says of itself: metrics.json with figures and digests, and the model card made from it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attrib.metrics import Attribution
from attrib.pipeline.build import Pipeline
from attrib.training.corpora import LabelledText
from attrib.training.evaluate import Figure, figures, predict, score_predictions, score_speakers


@dataclass(frozen=True, slots=True)
class Measurement:
    """The figures of one model on one set of texts; `digest` is of the texts and their labels."""

    corpus: str
    documents: int
    digest: str
    figures: tuple[Figure, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            "data_sha256": self.digest,
            "figures": {figure.name: figure.to_json() for figure in self.figures},
        }


def data_digest(texts: Sequence[LabelledText]) -> str:
    """First 16 hexadecimal digits of the SHA-256 over names, texts and labels, whatever their order."""
    rows = sorted(repr((text.name, text.text, text.annotations, text.labels)) for text in texts)
    return hashlib.sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def measure_spans(pipeline: Pipeline, corpus: str, texts: Sequence[LabelledText]) -> Measurement:
    """Exact and overlapping spans and linked statements."""
    return measure_predictions(corpus, texts, predict(pipeline.detector, texts))


def measure_predictions(
    corpus: str, texts: Sequence[LabelledText], predicted: Sequence[Sequence[Attribution]], *, linked: bool = True
) -> Measurement:
    """The same of attributions predicted before; without `linked` where the labels tell no links."""
    found = figures(score_predictions(texts, predicted))
    kept = tuple(figure for figure in found if linked or figure.name != "linked")
    return Measurement(corpus, len(texts), data_digest(texts), kept)


def measure_speakers(pipeline: Pipeline, corpus: str, texts: Sequence[LabelledText]) -> Measurement:
    """Detected and attributed statements, types and speakers."""
    found = figures(score_speakers(pipeline, texts))
    return Measurement(corpus, len(texts), data_digest(texts), tuple(found))


def write_metrics(folder: Path, pipeline: Pipeline, measurements: Sequence[Measurement]) -> None:
    """Write metrics.json beside the weights: what was measured, with the digest of the weights it was measured with."""
    values = {
        "weights_sha256": pipeline.run.weights_digest,
        "code_version": pipeline.run.code_version,
        "precision": pipeline.run.settings["precision"],
        "measured": {item.corpus: item.to_json() for item in measurements},
    }
    (folder / "metrics.json").write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
