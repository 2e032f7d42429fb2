"""`attrib count`: how many statements by whom, where, when, for and against what."""

import click

from attrib.cli.common.asking import with_actor_chosen
from attrib.cli.common.filters import narrowing_options
from attrib.cli.common.left_out import all_option, nothing_fits, tell_left_out
from attrib.cli.common.listing import limit_option
from attrib.cli.common.options import database_option, format_option, wrong_usage
from attrib.cli.common.output import table_console, text_output, with_columns
from attrib.cli.common.progress import say, tell
from attrib.data import StatementQuery
from attrib.data.counts import Counts, Facet
from attrib.services.counts import count_statements
from attrib.store.database.session import open_database
from attrib.writers.counts import COUNT_COLUMNS, count_columns, count_rows, write_counts
from attrib.writers.rows import write_rows


@click.command("count", cls=with_columns({"the CSV file": COUNT_COLUMNS}))
@narrowing_options
@all_option
@click.option(
    "--by",
    type=click.Choice([facet.value for facet in Facet]),
    multiple=True,
    required=True,
    help="What to count by; given twice, each pair of values is counted.",
)
@click.option("--neutral", is_flag=True, help="Count neutral stances too.")
@limit_option
@format_option("table", "csv", "json", "jsonl")
@database_option
def command(query: StatementQuery, by: tuple[str, ...], neutral: bool, limit: int, form: str, database: str) -> None:
    """Count statements by speaker, affiliation, role, outlet, type, assertion, stance, target, month or document.

    TEXT and the filters are those of attrib search, and so is what is left out. One row a value, the greatest number
    first (months in the order of time), with the number of outlets (what an article copied from another one counts for
    that one's) and the first and last date of publication. --limit is of these values.

    By stance or target, stances are counted: those that --stance, --target and --min-stance-score ask for, if any is
    given. A statement with several stances counts in several rows, in each of them once, so that the rows may add up to
    more than the statements; standard error says how many do. Neutral stances are counted with --neutral.

    \b
    Examples:
      attrib count --by speaker
      attrib count --by month --actor Mujahid
      attrib count "border tax*" --by outlet --since 2025
      attrib count --by speaker --by stance --target "harbour tax"
      attrib count --by month --by outlet --format csv --limit 0 > months.csv
    """
    with open_database(database, must_exist=True) as opened:
        query = with_actor_chosen(opened, query)
        with wrong_usage():
            counts, notices = count_statements(opened, query, by, neutral=neutral, limit=limit or None)
        if not counts.rows and form == "table":
            say(nothing_fits(query))
        else:
            _print(counts, form)
        tell(notices)
        if limit and counts.values > limit:
            say(f"{limit} of {counts.values} values shown; --limit 0 for all.")
        tell_left_out(opened, query, counts.statements)


def _print(counts: Counts, form: str) -> None:
    if form == "table":
        hidden = write_counts(counts, table_console())
        if hidden:
            say(f"{hidden} more values of {counts.by[1]} have no column; --format csv has them all.")
        return
    write_rows(count_rows(counts), count_columns(counts.by), form, text_output())
