"""Runs as a table, CSV and JSON lines."""

from collections.abc import Sequence

from rich.console import Console

from attrib.data import RunSummary
from attrib.writers.tables import Column, day, line, print_table, short_ids

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
_WIDE = 90  # minimum terminal columns for the code


def write_runs(runs: Sequence[RunSummary], console: Console) -> None:
    """Print one row a run; without the code on a narrow terminal."""
    columns = [
        Column("run", [line(shown) for shown in short_ids([run.id for run in runs])], style="dim"),
        Column("model", [line(run.model) for run in runs], style="bold"),
        Column("first", [line(day(run.first_at)) for run in runs]),
        Column("last", [line(day(run.last_at)) for run in runs]),
        Column("documents", [line(str(run.documents)) for run in runs], justify="right"),
        Column("shown", [line(str(run.current_documents)) for run in runs], justify="right"),
        Column("statements", [line(str(run.statements)) for run in runs], justify="right"),
    ]
    if console.width >= _WIDE:
        columns.insert(2, Column("attrib", [line(run.code_version) for run in runs]))
    print_table(columns, console)


def run_row(run: RunSummary) -> dict[str, object]:
    """A run as an object, in the order of RUN_COLUMNS."""
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
