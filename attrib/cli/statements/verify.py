"""`attrib verify`: whether what is stored is as it was published."""

from collections import Counter
from collections.abc import Iterable, Iterator

import click

from attrib.cli.common.fetching import fetching_options
from attrib.cli.common.filters import narrowing_options_but
from attrib.cli.common.ids import given_ids
from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import table_console, text_output, with_columns
from attrib.cli.common.progress import say, with_bar
from attrib.data import StatementQuery
from attrib.data.verification import MISMATCHES, Check, Outcome, Verified
from attrib.readers.fetching.settings import FetchSettings
from attrib.services.verify import verify
from attrib.store.database.session import open_database
from attrib.writers.rows import write_rows
from attrib.writers.verification import VERIFIED_COLUMNS, remarkable, summary, verified_object, write_verified

Counts = Counter[tuple[Check, Outcome]]


@click.command("verify", cls=with_columns({"the CSV file": VERIFIED_COLUMNS}))
@click.argument("names", metavar="[ID]...", nargs=-1)
@narrowing_options_but()
@click.option("--online", is_flag=True, help="Fetch each article's page, and look for its quotes as it is today.")
@fetching_options
@format_option("table", "csv", "json", "jsonl")
@database_option
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    query: StatementQuery,
    online: bool,
    fetching: FetchSettings,
    form: str,
    database: str,
) -> None:
    """Check that what is stored is as it was published.

    ID is a document or statement, as for attrib docs show; - reads ids from standard input. Without ids the filters of
    search choose articles, without filters all are checked.

    Of each article: the stored text has the SHA-256 that names it. The spans of every statement, of older runs too, are
    those that its id was made of, and hold the words stored for search. The file, where it is at hand, has the bytes
    that the text was read of.

    --online fetches each article's address, reads the page as ingest does, and looks for each quote with the words
    before and after it: found; moved (the same words elsewhere in the page); changed (words like them); or gone.

    The table lists what is not as it was; standard error counts the rest. CSV and JSON list every check. The exit
    status is 1 if anything differs, is changed or gone, or if a page could not be reached.

    \b
    Examples:
      attrib verify
      attrib verify 3fa2c901
      attrib verify --outlet BBC --since 2025 --online
      attrib verify --format csv > checks.csv
    """
    counts: Counts = Counter()
    chosen = given_ids(names, "standard input holds no id") if names else []
    with open_database(database, must_exist=True) as opened:
        checks = with_bar(_counted(verify(opened, query, chosen, online=online, fetching=fetching), counts), "checks")
        if form == "table":
            listed = list(filter(remarkable, checks))
            if listed:
                write_verified(listed, table_console())
        else:
            write_rows(map(verified_object, checks), VERIFIED_COLUMNS, form, text_output())
    for words in summary(counts) or ["No article fits; leave a filter out."]:
        say(words)
    if MISMATCHES.union({Outcome.NOT_REACHED}).intersection(outcome for _, outcome in counts):
        ctx.exit(1)


def _counted(checks: Iterable[Verified], counts: Counts) -> Iterator[Verified]:
    """The checks, counted by part and outcome as they are taken."""
    for item in checks:
        counts[item.check, item.outcome] += 1
        yield item
