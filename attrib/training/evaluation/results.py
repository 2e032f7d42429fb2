"""A table of results that grows: one row a figure of one model on one corpus, kept as CSV and compared over seeds."""

import csv
import io
import os
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from attrib.errors import SettingsError
from attrib.training.engine.provenance import Provenance
from attrib.training.evaluation.measurement import Measurement

# The columns, in the order of the file, each with what it holds. Percentages have two decimals.
RESULT_COLUMNS: dict[str, str] = {
    "date": "when it was measured, ISO 8601, UTC",
    "model": "name of the model's folder",
    "recipe": "digest of the training settings without name and seed: what runs over several seeds have in common",
    "config_digest": "digest of all training settings, as training.json has it",
    "seed": "the seed of the training",
    "weights": "first 12 hexadecimal digits of the weights' SHA-256",
    "corpus": "what it was measured on",
    "documents": "how many documents these are",
    "data_digest": "digest of their texts and labels",
    "figure": "what was measured: a role, a role with _overlap, linked, detected, ...",
    "labelled": "how many labels these documents have",
    "precision": "in percent",
    "recall": "in percent",
    "f1": "in percent",
    "f1_low": "lower end of the bootstrap 95 % interval of F1 over documents",
    "f1_high": "upper end of it",
    "epochs": "how often the training went over its corpus",
    "seconds": "how long the training took",
    "note": "what --note said",
}
_LOCK_SECONDS = 10.0

Row = dict[str, str]


def result_rows(origin: Provenance, measurement: Measurement, moment: datetime, note: str = "") -> list[Row]:
    """One row a figure. Cells are text; what is not known is empty."""
    common = {
        "date": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "model": origin.model,
        "recipe": origin.recipe,
        "config_digest": origin.config_digest,
        "seed": origin.seed,
        "weights": origin.weights,
        "corpus": measurement.corpus,
        "documents": measurement.documents,
        "data_digest": measurement.digest,
        "epochs": origin.epochs,
        "seconds": origin.seconds,
        "note": " ".join(note.split()),
    }
    rows = [common | {"figure": figure.name} | figure.to_json() for figure in measurement.figures]
    return [{name: _cell(row[name]) for name in RESULT_COLUMNS} for row in rows]


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def read_results(path: Path) -> list[Row]:
    """The rows of a table; none where there is no file. Raises SettingsError where it has other columns."""
    return _parse(path, _text(path))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the results {path} cannot be read ({error}); give --results another file") from error


def _parse(path: Path, text: str) -> list[Row]:
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        header = next(lines, list(RESULT_COLUMNS))
        for cells in lines if header == list(RESULT_COLUMNS) else ():
            rows.append(dict(zip(RESULT_COLUMNS, cells, strict=True)))
            float(rows[-1]["f1"])
    except (csv.Error, ValueError) as error:
        raise SettingsError(
            f"the results {path} are damaged in line {lines.line_num} ({error}); mend it or give another file"
        ) from error
    if header != list(RESULT_COLUMNS):
        raise SettingsError(
            f"the results {path} have the columns {','.join(header)}, expected {','.join(RESULT_COLUMNS)}; "
            "give --results another file"
        )
    return rows


def append_results(path: Path, rows: Iterable[Row]) -> None:
    """Add rows to a table, made where there is none; the file is replaced by a whole one or stays as it was.

    The copy beside it keeps others from writing at the same time: it is waited for, some seconds long. Raises
    SettingsError where it stays, and where the table has other columns.
    """
    path = path.resolve()
    part = path.with_name(f".{path.name}.part")
    descriptor = _only_copy(path, part)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            _write(stream, path, rows)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        # Only here: once it is replaced, a copy of that name is somebody else's.
        part.unlink(missing_ok=True)
        raise


def _write(stream: TextIO, path: Path, rows: Iterable[Row]) -> None:
    before = _text(path)
    _parse(path, before)
    stream.write(before + ("\n" if before and not before.endswith("\n") else ""))
    writer = csv.DictWriter(stream, list(RESULT_COLUMNS), lineterminator="\n")
    if not before:
        writer.writeheader()
    writer.writerows(rows)


def _only_copy(path: Path, part: Path) -> int:
    """A descriptor of the copy to write, made by nobody else."""
    until = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            return os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError as error:
            if time.monotonic() > until:
                raise SettingsError(
                    f"another run is writing to {path}; if there is none, delete {part} and try again"
                ) from error
            time.sleep(0.05)
        except OSError as error:
            raise SettingsError(
                f"cannot write {path} ({error.strerror}); give --results a file in a folder of yours"
            ) from error


@dataclass(frozen=True, slots=True)
class Comparison:
    """F1 of one figure over the seeds of one recipe: mean and standard deviation in percent, None with one seed."""

    recipe: str
    models: tuple[str, ...]
    corpus: str
    data_digest: str
    figure: str
    mean: float
    spread: float | None
    seeds: int


def compare(rows: Sequence[Row]) -> list[Comparison]:
    """The rows by recipe, corpus and figure, in the order in which these first come.

    A model without a recipe is one by itself. Of a seed measured several times, the last row counts.
    """
    groups: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in rows:
        recipe = row["recipe"] or f"weights {row['weights']}"
        key = recipe, row["corpus"], row["data_digest"], row["figure"]
        groups.setdefault(key, {})[row["seed"]] = row
    found = []
    for (recipe, corpus, digest, figure), by_seed in groups.items():
        values = [float(row["f1"]) for row in by_seed.values()]
        spread = statistics.stdev(values) if len(values) > 1 else None
        models = tuple(dict.fromkeys(row["model"] for row in by_seed.values()))
        mean = statistics.fmean(values)
        found.append(Comparison(recipe, models, corpus, digest, figure, mean, spread, len(values)))
    return found
