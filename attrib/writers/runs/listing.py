"""Runs as a table, CSV and JSON lines."""

import csv
import json
from collections.abc import Sequence

from rich.console import Console

from attrib.data import RunSummary
from attrib.writers.statements.csv import TextStream, guard
from attrib.writers.tables import day, line, new_table, short_ids

RUN_COLUMNS = {
    "id": "The run: a digest of its model, code and settings.",
    "model": "The attribution model.",
    "code_version": "The version of attrib and a digest of the rules and word lists that decide.",
    "first_at": "When it stored its first article.",
    "last_at": "When it stored its last one.",
    "documents": "Articles it has read.",
    "current_documents": "Of these, the ones that search shows as this run read them.",
    "statements": "Statements it found.",
    "weights_digest": "SHA-256 of the model's weights.",
    "settings": "What else decides: precision, and the digest of every other model, as JSON.",
}


def write_runs(runs: Sequence[RunSummary], console: Console) -> None:
    """Print one row a run."""
    table = new_table()
    table.add_column("run", no_wrap=True, style="dim")
    table.add_column("model", ratio=1, overflow="fold", style="bold")
    table.add_column("attrib", overflow="fold")
    table.add_column("first", no_wrap=True)
    table.add_column("last", no_wrap=True)
    for name in ("documents", "shown", "statements"):
        table.add_column(name, justify="right", no_wrap=True)
    for shown, run in zip(short_ids([run.id for run in runs]), runs, strict=True):
        counts = (run.documents, run.current_documents, run.statements)
        days = (day(run.first_at), day(run.last_at))
        table.add_row(shown, line(run.model), line(run.code_version), *days, *map(str, counts))
    console.print(table)


def write_runs_csv(runs: Sequence[RunSummary], stream: TextStream) -> None:
    """Write a header and one row a run."""
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(RUN_COLUMNS)
    for run in runs:
        values = _run(run) | {"settings": json.dumps(run.settings, sort_keys=True)}
        writer.writerow([guard("" if values[column] is None else str(values[column])) for column in RUN_COLUMNS])


def write_runs_jsonl(runs: Sequence[RunSummary], stream: TextStream) -> None:
    """Write one object a run."""
    for run in runs:
        stream.write(json.dumps(_run(run), ensure_ascii=False) + "\n")


def _run(run: RunSummary) -> dict[str, object]:
    return {
        "id": run.id,
        "model": run.model,
        "code_version": run.code_version,
        "first_at": run.first_at.isoformat(),
        "last_at": None if run.last_at is None else run.last_at.isoformat(),
        "documents": run.documents,
        "current_documents": run.current_documents,
        "statements": run.statements,
        "weights_digest": run.weights_digest,
        "settings": run.settings,
    }
