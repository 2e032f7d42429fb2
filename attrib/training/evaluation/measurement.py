"""What a measurement of a model is, the digest of what it was measured on, and metrics.json that keeps it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from attrib.nn.catalogue import METRICS, weights_digest
from attrib.resources import code_version
from attrib.training.corpora.polnear import LabelledText
from attrib.training.evaluation.calibration import Reliability
from attrib.training.evaluation.figures import Figure


@dataclass(frozen=True, slots=True)
class Measurement:
    """The figures of one model on one set of texts; `digest` is of the texts and their labels.

    `figures` are scores of counts, each with an interval; `percentages` those that are means or shares (accuracy, mean
    F1 of classes), and `baselines` the same of other ways to do it, by their names. `numbers` are no percentages, such
    as calibration errors. `reliability` says how far the model's confidence can be trusted, where that was measured.
    """

    corpus: str
    documents: int
    digest: str
    figures: tuple[Figure, ...] = ()
    reliability: Reliability | None = None
    numbers: tuple[tuple[str, float], ...] = ()
    percentages: Mapping[str, float] = field(default_factory=dict)
    baselines: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        values: dict[str, Any] = {
            "documents": self.documents,
            "data_sha256": self.digest,
            "figures": {figure.name: figure.to_json() for figure in self.figures} | dict(self.percentages),
        }
        if self.baselines:
            values["baselines"] = {name: dict(figures) for name, figures in self.baselines.items()}
        if self.numbers:
            values["numbers"] = {name: round(value, 4) for name, value in self.numbers}
        return values if self.reliability is None else values | {"reliability": self.reliability.to_json()}


def rows_digest(rows: Iterable[object]) -> str:
    """First 16 hexadecimal digits of the SHA-256 over texts with their labels, whatever their order."""
    text = "\n".join(sorted(map(repr, rows)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def data_digest(texts: Sequence[LabelledText]) -> str:
    """The digest of labelled texts: their names, words and labels."""
    return rows_digest((text.name, text.text, text.annotations, text.labels) for text in texts)


def file_digest(paths: Sequence[Path]) -> str:
    """First 16 hexadecimal digits of the SHA-256 over some files, one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def write_metrics(folder: Path, measurements: Sequence[Measurement], precision: str = "") -> None:
    """Write metrics.json beside the weights: what was measured, the digest of these weights and the code's version.

    `precision` names the number format they were measured in, where there is one for all figures.
    """
    values: dict[str, Any] = {"weights_sha256": weights_digest(folder), "code_version": code_version()}
    if precision:
        values["precision"] = precision
    values["measured"] = {item.corpus: item.to_json() for item in measurements}
    (folder / METRICS).write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
