"""`attrib db runs`: the runs of a database, and the differences between two of them."""

from collections.abc import Iterable
from itertools import islice

import click

from attrib.cli.common.listing import Listing
from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import with_columns
from attrib.cli.common.progress import say
from attrib.data import Difference
from attrib.services.runs import diff_runs, list_runs
from attrib.store.database.session import open_database
from attrib.writers.runs.differences import (
    DIFFERENCE_COLUMNS,
    count_lines,
    difference_object,
    difference_row,
    write_differences,
)
from attrib.writers.runs.listing import RUN_COLUMNS, run_row, write_runs

SHOWN = 50


@click.group("runs", invoke_without_command=True)
@format_option()
@database_option
@click.pass_context
def runs_command(ctx: click.Context, form: str, database: str) -> None:
    """List the runs of a database, or compare two of them.

    A run is one way of reading: the models, the settings, and the code with its word lists. A change in any of them is
    another run. Its results stand beside those of the runs before; search shows, of each article, the run that read it
    last. `shown` counts the articles for which that is this run.

    \b
    Examples:
      attrib db runs
      attrib db runs --format csv > runs.csv
      attrib db runs diff a8a3 03e1
    """
    if ctx.invoked_subcommand is not None:
        return
    with open_database(database, must_exist=True) as opened:
        runs = list_runs(opened)
    if not runs:
        say("No run yet; `attrib ingest` makes one.")
    if runs or form != "table":
        Listing(write_runs, run_row, RUN_COLUMNS).write(runs, form)


@runs_command.command("diff", cls=with_columns({"--format csv": DIFFERENCE_COLUMNS}))
@click.argument("old")
@click.argument("new")
@click.option(
    "--limit", type=click.IntRange(min=0), show_default=f"{SHOWN} in a table, else all", help="Most to list; 0 for all."
)
@format_option()
@database_option
def diff_command(old: str, new: str, limit: int | None, form: str, database: str) -> None:
    """Show how two runs differ over the articles that both have read.

    OLD and NEW are ids of runs, or their first digits. First come the counts: statements in one run only, and those
    with another speaker, bounds, stance, type, role or affiliation. Then come the statements, those that people have
    reviewed on top. A pair is the same statement if it shares at least half of the characters that both cover. Values
    are the machine's; what people say of the statement stands beside them. In CSV and JSON the counts go to standard
    error.

    \b
    Examples:
      attrib db runs diff a8a3 03e1
      attrib db runs diff a8a3 03e1 --format csv > changes.csv
    """
    listing = Listing(write_differences, difference_object, DIFFERENCE_COLUMNS, difference_row)
    with open_database(database, must_exist=True) as opened:
        diff = diff_runs(opened, old, new)
        for words in count_lines(diff.comparison):
            (click.echo if form == "table" else say)(words)
        most = SHOWN if limit is None and form == "table" else limit
        shown: Iterable[Difference] = islice(diff.differences, most or None)
        shown = list(shown) if form == "table" else shown
        if form != "table" or shown:
            listing.write(shown, form)
        if most and next(diff.differences, None) is not None:
            say(f"The first {most} statements shown; --limit 0 for all.")
