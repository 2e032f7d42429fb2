"""`attrib stance`: what a speaker supports and opposes."""

from dataclasses import replace

import click

from attrib.cli.common.asking import with_choice
from attrib.cli.common.filters import narrowing_options_but
from attrib.cli.common.left_out import all_option, tell_left_out
from attrib.cli.common.listing import limit_option
from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import table_console, text_output, with_columns
from attrib.cli.common.progress import say, tell
from attrib.data import StatementQuery
from attrib.services.sides import stances_of
from attrib.services.uncompared import uncompared_notices
from attrib.store.database.session import open_database
from attrib.store.search.absent import absent_names
from attrib.writers import stance_rows as rows
from attrib.writers.rows import write_rows


@click.command("stance", cls=with_columns({"the CSV file": rows.STANCE_COLUMNS}))
@click.argument("name", metavar="NAME|ID")
@narrowing_options_but("actor", "any_actor", "exclude_actor")
@all_option
@click.option("--neutral", is_flag=True, help="Count stances without a side too.")
@limit_option
@format_option("table", "csv", "json", "jsonl")
@database_option
def command(name: str, query: StatementQuery, neutral: bool, limit: int, form: str, database: str) -> None:
    """Sum up what a speaker supports and opposes.

    One row a target: the numbers of statements for it and against it (with --neutral neither), their mean score, and
    the first and last date of publication. A target that is also a speaker has one row for all of its names. Targets
    that name the same thing are one: "the new harbour tax", "tax on harbours", and "the levy" in an article on one
    harbour tax, or in one that is near in meaning to those; their spellings stand below.

    Where a statement for a target and one against it are neighbours in time, both are shown side by side, the newest
    first, with cue and assertion: a possible change of mind, or a misread stance. Read both in context (attrib show)
    before you call it a change of mind.

    The filters are those of attrib search, and so is what is left out.

    \b
    Examples:
      attrib stance "Zabihullah Mujahid"
      attrib stance Mujahid --target Pakistan --since 2025
      attrib stance "Tony Blair" --format csv > blair.csv
    """
    with open_database(database, must_exist=True) as opened:
        found = with_choice(name, lambda chosen: stances_of(opened, chosen, query, neutral=neutral))
        shown = replace(found, targets=found.targets[: limit or None])
        if form != "table":
            listed = rows.target_rows(shown)
            write_rows(rows.flat(listed) if form == "csv" else listed, rows.STANCE_COLUMNS, form, text_output())
        elif found.targets:
            from attrib.writers.stances import write_stances

            write_stances(shown, table_console())
        if len(shown.targets) < len(found.targets):
            say(f"{limit} of {len(found.targets)} targets shown; --limit 0 for all.")
        if not found.targets:
            tell(absent_names(opened, query))
            say(f"No stance of {found.actor.name} fits; see what they said: attrib search --actor {found.actor.id}")
        if found.left_neutral:
            what = "1 statement takes" if found.left_neutral == 1 else f"{found.left_neutral} statements take"
            say(f"{what} no side; --neutral shows them.")
        tell(uncompared_notices(opened, query))
        tell_left_out(opened, replace(query, actor_id=(found.actor.id,)))
