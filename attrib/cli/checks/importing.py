"""`attrib checks import` and `update`: fact checks into the database, matched with the statements."""

from collections.abc import Mapping

import click

from attrib.cli.common.fetching import fetching_options
from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import text_output, with_columns
from attrib.cli.common.progress import say, warn, with_bar
from attrib.cli.common.reading import tell, tell_left
from attrib.cli.common.settings import SettingOption
from attrib.data import Problem
from attrib.errors import ModelError
from attrib.readers.checks.reading import read_checks
from attrib.readers.fetching.settings import FetchSettings
from attrib.readers.source import DATE_ORDERS
from attrib.services.check_updates import match_new
from attrib.services.checks import import_checks
from attrib.services.problems import Problems
from attrib.store.database.session import Database, open_database
from attrib.writers.checks import imported

IMPORT_COLUMNS = {
    "new": "checks that were not here",
    "changed": "checks whose rating, title or date has changed",
    "unchanged": "checks that were here as they are",
    "left_deleted": "checks that people have deleted, and that stay so",
    "problems": "records that could not be used",
}
"""The columns of an import in CSV, which are the fields in JSON."""


@click.command("import", cls=with_columns({"--format csv": IMPORT_COLUMNS}))
@click.argument("paths", metavar="PATH|URL...", nargs=-1, required=True)
@click.option(
    "--date-order", cls=SettingOption, type=click.Choice(DATE_ORDERS), help="Order of dates such as 03/04/2005."
)
@click.option("--strict", is_flag=True, help="Import nothing if a record cannot be used.")
@fetching_options
@format_option("text", "csv", "json", "jsonl")
@database_option
@click.pass_context
def import_command(
    ctx: click.Context,
    paths: tuple[str, ...],
    date_order: str | None,
    strict: bool,
    fetching: FetchSettings,
    form: str,
    database: str,
) -> None:
    """Import fact checks of files, folders and web addresses, and match them with the statements.

    Read are ClaimReviews in web pages and JSON-LD files, answers of Google's Fact Check Tools API as JSON, and CSV with
    a row a check: claim, claimant, claim_date, rating, publisher, review_date, url, title, language, or other usual
    names (docs/checks.md has them). Files may end in .gz.

    A check is known by its address and the words of its claim, so importing again changes nothing; where a publisher
    has changed a rating, a title or a date, the check is updated and the change is said. A record that cannot be used
    is reported with its place; the rest is imported and the exit status is 1. With --strict nothing is imported then.

    \b
    Examples:
      attrib checks import checks.csv
      attrib checks import https://example.org/fact-check/wall.html
      attrib checks import saved-pages/ answer.json
    """
    problems = Problems()

    def tell_first(problem: Problem) -> None:
        if problems.met(problem):
            tell(problem)

    with open_database(database) as opened:
        read = read_checks(paths, date_order=date_order, fetching=fetching)
        done = import_checks(opened, read, strict=strict, tell=tell_first)
        tell_left(problems)
        for item in done.changed:
            for name, before, after in item.fields:
                say(f"{item.id[:8]}  {name} was {before!r}, is {after!r}: {item.claim}")
        if form == "text":
            click.echo(imported(done))
        else:
            counts = (done.new, len(done.changed), done.unchanged, done.left_deleted, problems.count)
            _write_counts(dict(zip(IMPORT_COLUMNS, counts, strict=True)), form)
        _match(opened)
    if problems.count:
        ctx.exit(1)


def _write_counts(counts: Mapping[str, int], form: str) -> None:
    """Write the counts as one row, in JSON as one object."""
    from attrib.writers.rows import write_rows

    write_rows([counts], IMPORT_COLUMNS, "csv" if form == "csv" else "jsonl", text_output())


def _match(opened: Database) -> int:
    """Match what has not been matched; the number of steps. A model that cannot be opened is a warning."""
    try:
        return sum(1 for _ in with_bar(match_new(opened), "steps"))
    except ModelError as error:
        warn(f"fact checks are not matched until `attrib checks update` has run: {error}")
        return 0


@click.command("update")
@database_option
def update_command(database: str) -> None:
    """Match the fact checks and statements that have not been matched yet.

    attrib ingest and attrib checks import do it; this command does it after an interruption, after reviews, and after
    attrib db embed. You can stop it at any time: finished work is kept, and the same command continues.

    \b
    Examples:
      attrib checks update
    """
    with open_database(database, must_exist=True) as opened:
        done = sum(1 for _ in with_bar(match_new(opened), "steps"))
    say("Matched." if done else "Every statement has been matched.")
