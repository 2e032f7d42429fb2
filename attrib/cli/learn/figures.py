"""The figures of a measurement: printed, added to a table of results, and compared."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from attrib.cli.common.output import table_console, text_output
from attrib.cli.common.progress import say
from attrib.errors import SettingsError
from attrib.writers.rows import write_rows

if TYPE_CHECKING:
    from attrib.training.evaluation.calibration import Reliability
    from attrib.training.evaluation.measurement import Measurement
    from attrib.training.evaluation.results import Comparison


FIGURE_COLUMNS = {
    "corpus": "what was measured on",
    "documents": "how many texts it has",
    "data_sha256": "the first digits of the SHA-256 of the texts and their labels",
    "figure": "what was measured",
    "measure": "precision, recall, f1 and the like; value where there is one number",
    "value": "the number",
}
"""The columns of a measurement in CSV, which are the fields in JSON lines."""


def print_measurements(measured: Sequence["Measurement"], form: str, stances: Sequence["Measurement"] = ()) -> None:
    """Print the figures as tables, rows, or one JSON object by corpus, with stance figures under "stance"."""
    if form == "json":
        values: dict[str, object] = {item.corpus: item.to_json() for item in measured}
        if stances:
            values["stance"] = {item.corpus: item.to_json() for item in stances}
        click.echo(json.dumps(values, indent=2))
        return
    if form != "table":
        write_rows(figure_rows((*measured, *stances)), FIGURE_COLUMNS, form, text_output())
        return
    for item in (*measured, *stances):
        _print_measurement(item)


def figure_rows(measured: Sequence["Measurement"]) -> Iterator[dict[str, Any]]:
    """A row of FIGURE_COLUMNS for each measure of each figure."""
    for item in measured:
        told = item.to_json()
        beside = {name: {"value": value} for name, value in told.get("numbers", {}).items()}
        for baseline, values in told.get("baselines", {}).items():
            beside |= {f"{name} of {baseline}": {"value": value} for name, value in values.items()}
        for name, values in (told["figures"] | beside).items():
            for measure, value in (values if isinstance(values, dict) else {"value": values}).items():
                cells = (item.corpus, item.documents, item.digest, name, measure, value)
                yield dict(zip(FIGURE_COLUMNS, cells, strict=True))


def _print_measurement(measurement: "Measurement") -> None:
    title = f"{measurement.corpus}, {measurement.documents} documents"
    if measurement.figures:
        _print_scores(title, measurement)
    if measurement.percentages:
        _print_percentages(title, measurement)
    for name, value in measurement.numbers:
        table_console().print(f"{name}: {value:.3g}\n")
    if measurement.reliability is not None:
        _print_reliability(measurement.corpus, measurement.reliability)


def _print_scores(title: str, measurement: "Measurement") -> None:
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    table.add_column("")
    for name in ("precision", "recall", "F1", "95 % interval", "labelled"):
        table.add_column(name, justify="right")
    for figure in measurement.figures:
        score = figure.score
        numbers = (f"{value:.1f}" for value in (score.precision, score.recall, score.f1))
        table.add_row(figure.name, *numbers, f"{figure.low:.1f} - {figure.high:.1f}", str(score.labelled))
    table_console().print(table)


def _print_percentages(title: str, measurement: "Measurement") -> None:
    """Print the model's figures beside those of the baselines, nothing where one has no such figure."""
    from rich.table import Table

    columns = {"model": measurement.percentages, **measurement.baselines}
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for name in columns:
        table.add_column(name, justify="right")
    for name in measurement.percentages:
        table.add_row(name, *(f"{figures[name]:.1f}" if name in figures else "" for figures in columns.values()))
    table_console().print(table)


def _print_reliability(corpus: str, found: "Reliability") -> None:
    from rich.table import Table

    title = f"{corpus}: confidence of statements, expected calibration error {found.error:.3f}"
    table = Table(title=title, title_justify="left")
    for name in ("confidence", "statements", "mean confidence", "right"):
        table.add_column(name, justify="right")
    for item in found.bins:
        numbers = f"{item.confidence:.2f}", f"{item.right:.2f}"
        table.add_row(f"{item.low:.1f} - {item.high:.1f}", str(item.statements), *numbers)
    table_console().print(table)
    table = Table(title=f"{corpus}: what --min-confidence leaves", title_justify="left")
    for name in ("from", "precision", "recall"):
        table.add_column(name, justify="right")
    for threshold in found.thresholds:
        table.add_row(f"{threshold.confidence:.1f}", f"{threshold.precision:.1f}", f"{threshold.recall:.1f}")
    table_console().print(table)


def check_results(path: Path) -> None:
    """Raise SettingsError now, not after hours of work, for a table of results that cannot be extended."""
    from attrib.training.evaluation.results import read_results

    read_results(path)
    if not path.resolve().parent.is_dir():
        raise SettingsError(f"the folder of the results {path} is not there; make it, or give --results another file")


def record_results(path: Path, model: str, measured: Sequence["Measurement"], note: str) -> None:
    """Add the figures of a model, given by name or folder, to the table of results."""
    from attrib.nn.catalogue import Kind, find_model
    from attrib.training.attribution.recipe import AttributionTraining
    from attrib.training.engine.provenance import read_provenance
    from attrib.training.evaluation.results import append_results, result_rows

    origin, now = read_provenance(find_model(model, Kind.ATTRIBUTION), AttributionTraining), datetime.now(UTC)
    append_results(path, [row for item in measured for row in result_rows(origin, item, now, note)])
    say(f"added {sum(len(item.figures) for item in measured)} figures to {path}")


def print_comparisons(path: Path, form: str) -> None:
    """Print mean and spread of F1 over the seeds of each recipe, as tables by corpus or as a JSON list."""
    from attrib.training.evaluation.results import Comparison, compare, read_results

    if not path.is_file():
        raise SettingsError(f"no results {path}; give as --results a table that a measurement has written")
    found = compare(read_results(path))
    if form == "json":
        click.echo(json.dumps([asdict(item) for item in found], indent=2))
        return
    if form != "table":
        write_rows([asdict(item) for item in found], [each.name for each in fields(Comparison)], form, text_output())
        return
    corpora = dict.fromkeys((item.corpus, item.data_digest) for item in found)
    for corpus in corpora:
        _print_comparison([item for item in found if (item.corpus, item.data_digest) == corpus])


def _print_comparison(found: Sequence["Comparison"]) -> None:
    from rich.table import Table

    table = Table(title=f"{found[0].corpus}, data digest {found[0].data_digest}: F1", title_justify="left")
    for name in ("figure", "recipe", "models"):
        table.add_column(name)
    for name in ("mean", "spread", "seeds"):
        table.add_column(name, justify="right")
    for figure in dict.fromkeys(item.figure for item in found):
        for item in (item for item in found if item.figure == figure):
            spread = "" if item.spread is None else f"{item.spread:.2f}"
            models = ", ".join(item.models)
            table.add_row(figure, item.recipe, models, f"{item.mean:.2f}", spread, str(item.seeds))
    table_console().print(table)
