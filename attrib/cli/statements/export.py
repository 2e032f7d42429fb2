"""`attrib export`: statements as a file for an editor, a spreadsheet or another program."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TextIO, TypeVar

import click

from attrib.cli.common.altered import tell_altered
from attrib.cli.common.asking import with_actor_chosen
from attrib.cli.common.filters import filter_options
from attrib.cli.common.left_out import all_option, tell_left_out
from attrib.cli.common.options import database_option, output_options, wrong_usage
from attrib.cli.common.output import text_output, with_columns
from attrib.cli.common.progress import say, tell_notices, with_bar
from attrib.cli.statements.claim_review import of_ids, review_options, write_drafts
from attrib.data import StatementQuery, StatementRecord
from attrib.data.drafts import OwnReview
from attrib.data.queries import option_name
from attrib.data.tabular import TabularStatement
from attrib.errors import SettingsError
from attrib.memory import few_collections
from attrib.services.export import FORMS, form_of, tabular_writer, writer
from attrib.services.search import find, find_tabular, with_sides
from attrib.store.database.session import open_database
from attrib.writers.files import complete_file
from attrib.writers.statements.csv import COLUMNS
from attrib.writers.statements.long import LONG_COLUMNS

Item = TypeVar("Item", StatementRecord, TabularStatement)


@click.command("export", cls=with_columns({"the CSV file": COLUMNS, "the CSV file with --long": LONG_COLUMNS}))
@filter_options
@all_option
@click.option("--limit", type=click.IntRange(min=0), default=0, show_default=True, help="Most to write; 0 for all.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="Form of the output.",
    show_default="the one that the name of --output ends in, else csv",
)
@click.option("--long", "in_long_form", is_flag=True, help="One row a statement and target, for pivot tables.")
@click.option("--neutral", is_flag=True, help="With --long: a row for neutral stances too.")
@output_options
@review_options
@click.option("--raw", is_flag=True, help="CSV: no guards on cells that a spreadsheet would run as formulas.")
@database_option
def command(
    query: StatementQuery, limit: int, form: str | None, in_long_form: bool, neutral: bool, output: Path | None,
    force: bool, raw: bool, own: OwnReview, database: str,
) -> None:  # fmt: skip
    """Write statements as CSV, a workbook, JSON lines, Parquet, a network or ClaimReviews; filters as for search.

    CSV is RFC 4180 in UTF-8: one row a statement, quotes verbatim, always in the same order. A cell that a spreadsheet
    would run as a formula gets a leading apostrophe; --raw leaves every cell unchanged.

    --format xlsx writes the same columns as a workbook: texts as strings, which Excel neither runs nor turns into
    numbers, and dates as dates where the day is known. A text that is too long for a cell (32,767 characters) is
    refused, not cut. --format parquet writes them for data frames and query engines, typed, with stances as a list; it
    needs pip install 'attrib[parquet]'.

    --long writes one row a statement and target instead, with dates in ISO 8601 and one type a column, for pivot tables
    and Datawrapper; a statement without stances has one row with empty stance columns. Its columns are listed below
    too. --format claimreview writes drafts of ClaimReviews (JSON-LD) of the statements that fit, or of those whose ids
    stand as TEXT. The rating is yours: --rating, or that of a fact check that somebody has confirmed for the statement,
    with its publisher, date and address. Standard error says what a draft lacks.

    --format graphml writes the network of speakers and targets: one signed, dated edge a stance.

    Left out, and counted on standard error, is what has a confidence below 0.3 or no known speaker; --all writes it.
    Neutral stances stand in --long --neutral alone.

    The file is written beside --output and gets its name when it is complete. An existing file is kept, unless --force
    is given: somebody may have worked in it.

    \b
    Examples:
      attrib export --output said.csv
      attrib export --actor Mujahid --since 2025 --output mujahid.csv --force
      attrib export --since 2025 --output said.xlsx
      attrib export --limit 0 --output said.parquet
      attrib export --type direct --format jsonl > direct.jsonl
      attrib export --long --since 2025 --output stances.csv
      attrib export --format claimreview 3f2a9c1b --rating False --output draft.jsonld
      attrib export --format graphml --min-stance-score 0.4 --output network.graphml
    """
    if neutral and not in_long_form:
        raise click.UsageError("--neutral goes with --long; the other forms hold support and opposition alone")
    file = None if str(output) == "-" else output
    form = form or ("csv" if file is None else _form_of(file))
    if form in ("xlsx", "parquet") and file is None and sys.stdout.isatty():
        raise click.UsageError(f"--format {form} cannot be shown on a terminal; give --output FILE.{form}")
    with wrong_usage():
        write = writer(form, long=in_long_form, raw=raw, spelling=option_name)
    if form == "claimreview":
        query, write = of_ids(query), partial(write_drafts, own=own)
    elif own:
        raise click.UsageError("--rating, --publisher, --review-url and --review-date go with --format claimreview")
    with open_database(database, must_exist=True) as opened:
        query = with_actor_chosen(opened, query)
        asked = replace(query, limit=limit or None)
        tabular = tabular_writer(form, asked, long=in_long_form, raw=raw)
        documents: set[str] = set()
        if tabular is None:
            found = tell_notices(find(opened, asked))
            kept = found if neutral or query.stance == "neutral" else map(with_sides, found)
            written = _write(_noted(kept, documents), write, file, force=force)
        else:
            rows = tell_notices(find_tabular(opened, asked))
            written = _write(_noted(rows, documents), tabular, file, force=force)
        tell_left_out(opened, query)
        tell_altered(opened, documents)
    place = "standard output" if file is None else str(file)
    say(f"{written} {'statement' if written == 1 else 'statements'} written to {place}.")


def _write(
    items: Iterable[Item], write: Callable[[Iterable[Item], TextIO], int], output: Path | None, *, force: bool
) -> int:
    """Write statements to a file or standard output, counted by a bar; how many they are."""
    counted = with_bar(items, "statements")
    with few_collections():
        if output is None:
            return write(counted, text_output())
        with complete_file(output, overwrite=force) as stream:
            return write(counted, stream)


def _noted(items: Iterable[Item], documents: set[str]) -> Iterator[Item]:
    """The statements, whose documents are noted as they pass."""
    for item in items:
        documents.add(item.document_sha256)
        yield item


def _form_of(output: Path) -> str:
    """The form that a file's name ends in; CSV where it ends in .txt or nothing.

    Fails as wrong usage for another end.
    """
    if output.suffix.lower() in ("", ".txt"):
        return "csv"
    try:
        return form_of(output)
    except SettingsError as error:
        ends = ", ".join(f".{form}" for form in FORMS)
        raise click.UsageError(
            f"{output} does not say its form; let its name end in {ends}, or give --format"
        ) from error
