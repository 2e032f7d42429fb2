"""`attrib export`: statements as a file for an editor, a spreadsheet or another program."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import click

from attrib.cli.asking import with_actor_chosen
from attrib.cli.options import database_option, filter_options, format_option, output_options
from attrib.cli.output import complete_file, text_output, with_columns
from attrib.cli.progress import say, with_bar
from attrib.data import StatementQuery, StatementRecord
from attrib.store.query import search
from attrib.store.session import open_database
from attrib.writers.csv import COLUMNS, write_csv
from attrib.writers.jsonl import write_jsonl


@click.command("export", cls=with_columns(COLUMNS))
@filter_options
@click.option("--limit", type=click.IntRange(min=0), default=0, show_default=True, help="Most to write; 0 for all.")
@format_option("csv", "jsonl")
@output_options
@click.option("--raw", is_flag=True, help="CSV: leave cells as they are that a spreadsheet would run as formulas.")
@database_option
def command(
    query: StatementQuery, limit: int, form: str, output: Path | None, force: bool, raw: bool, database: str
) -> None:
    """Write statements as CSV or JSON lines, with the same filters as search.

    CSV is RFC 4180 in UTF-8: one row a statement, quotes verbatim, sorted the same way every time. A cell that a
    spreadsheet would run as a formula gets an apostrophe in front; --raw leaves every cell as it is.

    A file is written beside --output and takes its name when it is complete. An existing one is kept, unless --force
    is given: somebody may have worked in it.

    \b
    Examples:
      attrib export --output said.csv
      attrib export --actor Mujahid --since 2025 --output mujahid.csv --force
      attrib export --type direct --format jsonl > direct.jsonl
    """
    if raw and form != "csv":
        raise click.UsageError("--raw is about CSV; JSON lines are never guarded")
    with open_database(database, must_exist=True) as opened:
        asked = replace(with_actor_chosen(opened, query), limit=limit or None)
        records = with_bar(search(opened, asked), "statements")
        if output is None or str(output) == "-":
            written = _write(records, text_output(), form, raw)
            place = "standard output"
        else:
            with complete_file(output, overwrite=force) as stream:
                written = _write(records, stream, form, raw)
            place = str(output)
    say(f"{written} {'statement' if written == 1 else 'statements'} written to {place}.")


def _write(records: Iterable[StatementRecord], stream: TextIO, form: str, raw: bool) -> int:
    return write_csv(records, stream, raw=raw) if form == "csv" else write_jsonl(records, stream)
