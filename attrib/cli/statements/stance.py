"""`attrib stance`: what a speaker supports and opposes."""

from datetime import datetime

import click

from attrib.cli.common.asking import with_choice
from attrib.cli.common.dates import first_moment, moment_after
from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import table_console, text_output
from attrib.cli.common.progress import say
from attrib.data import StatementQuery
from attrib.store.database.session import open_database
from attrib.store.search.positions import positions


@click.command("stance")
@click.argument("name", metavar="NAME|ID")
@click.option("--target", metavar="NAME", help="Only towards this target; by any of its names.")
@click.option("--since", metavar="DATE", callback=first_moment, help="Published in or after this day, month or year.")
@click.option("--until", metavar="DATE", callback=moment_after, help="Published in or before this day, month or year.")
@click.option("--outlet", metavar="NAME", multiple=True, help="Who published it; may be given several times.")
@click.option(
    "--min-stance-score", type=click.FloatRange(0, 1), default=0.0, help="Leave out stances with a lower score."
)
@format_option("table", "csv", "jsonl")
@database_option
def command(
    name: str, target: str | None, since: datetime | None, until: datetime | None, outlet: tuple[str, ...],
    min_stance_score: float, form: str, database: str,
) -> None:  # fmt: skip
    """Sum up what a speaker supports and opposes.

    One row a target: the numbers of statements for it, against it and neither, their mean score, and the first and last
    date of publication. A target that is also a speaker has one row for all of its names.

    Where a statement for a target and one against it are neighbours in time, both are shown side by side, the newest
    first: a possible change of mind, or a misread stance. Read both in context (attrib show) before you call it a
    change of mind.

    \b
    Examples:
      attrib stance "Zabihullah Mujahid"
      attrib stance Mujahid --target Pakistan --since 2025
      attrib stance "Tony Blair" --format csv > blair.csv
    """
    narrowed = StatementQuery(since=since, until=until, outlet=outlet)
    with open_database(database, must_exist=True) as opened:
        found = with_choice(
            name,
            lambda chosen: positions(opened, chosen, target=target, min_score=min_stance_score, query=narrowed),
        )
    if form == "table":
        from attrib.writers.stances import write_stances

        if found.targets:
            write_stances(found, table_console())
        else:
            say(f"No stance of {found.actor.name} fits; see what they said: attrib search --actor {found.actor.id}")
        return
    from attrib.writers.stances import write_stances_csv, write_stances_jsonl

    (write_stances_csv if form == "csv" else write_stances_jsonl)(found, text_output())
