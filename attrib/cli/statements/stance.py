"""`attrib stance`: what a speaker supports and opposes."""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import click

from attrib.cli.common.asking import with_choice
from attrib.cli.common.filters import narrowing_options_but
from attrib.cli.common.left_out import all_option, tell_left_out
from attrib.cli.common.listing import limit_option
from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import table_console, text_output, with_columns
from attrib.cli.common.progress import say, tell
from attrib.data import StatementQuery
from attrib.data.positions import ActorStances
from attrib.errors import AmbiguousNameError
from attrib.services.sides import stances_of, stances_of_all
from attrib.services.uncompared import uncompared_notices
from attrib.store.database.session import Database, open_database
from attrib.store.search.absent import absent_names
from attrib.writers import stance_rows as rows
from attrib.writers.rows import write_rows

_NAMED = 3  # speakers of one name that are named where none takes a side


@click.command("stance", cls=with_columns({"the CSV file": rows.STANCE_COLUMNS}))
@click.argument("name", metavar="NAME|ID")
@narrowing_options_but("actor", "any_actor", "exclude_actor")
@click.option("--any", "every", is_flag=True, help="Every speaker whom NAME fits, one after the other.")
@all_option
@click.option("--neutral", is_flag=True, help="Count stances without a side too.")
@limit_option
@format_option("table", "csv", "json", "jsonl")
@database_option
def command(name: str, query: StatementQuery, every: bool, neutral: bool, limit: int, form: str, database: str) -> None:
    """Sum up what a speaker supports and opposes.

    One row a target: the numbers of statements for it and against it (with --neutral neither), their mean score, and
    the first and last date of publication. A target that is also a speaker has one row for all of its names. Targets
    that name the same thing are one: "the new harbour tax", "tax on harbours", and "the levy" in an article on one
    harbour tax, or in one that is near in meaning to those; their spellings stand below.

    Where a statement for a target and one against it are neighbours in time, both are shown side by side, the newest
    first, with cue and assertion: a possible change of mind, or a misread stance. Read both in context (attrib show)
    before you call it a change of mind.

    The filters are those of attrib search, and so is what is left out. Two people with one name are never summed up
    together: --any takes all, one table a speaker, those with most statements first; in CSV and JSON lines each row
    names its speaker.

    \b
    Examples:
      attrib stance "Zabihullah Mujahid"
      attrib stance Blair --any
      attrib stance Mujahid --target Pakistan --since 2025
      attrib stance "Tony Blair" --format csv > blair.csv
    """
    with open_database(database, must_exist=True) as opened:
        found = _found(opened, name, query, every=every, neutral=neutral)
        _print([replace(each, targets=each.targets[: limit or None]) for each in found if each.targets], form)
        for each in (each for each in found if limit and len(each.targets) > limit):
            of = f" of {each.actor.name}" if every else ""
            say(f"{limit} of {len(each.targets)} targets{of} shown; --limit 0 for all.")
        if not any(each.targets for each in found):
            tell(absent_names(opened, query))
            who = " or ".join(each.actor.name for each in found[:_NAMED])
            asked = f"{shlex.quote(name)} --any" if every else found[0].actor.id
            say(f"No stance of {who} fits; see what they said: attrib search --actor {asked}")
        left = sum(each.left_neutral for each in found)
        if left:
            what = "1 statement takes" if left == 1 else f"{left} statements take"
            say(f"{what} no side; --neutral shows them.")
        tell(uncompared_notices(opened, query))
        tell_left_out(opened, replace(query, actor_id=tuple(each.actor.id for each in found)))


def _found(opened: Database, name: str, query: StatementQuery, *, every: bool, neutral: bool) -> Sequence[ActorStances]:
    """The stances of the speaker whom a name means, or of all whom it fits. Raises as `with_choice`."""
    if every:
        return stances_of_all(opened, name, query, neutral=neutral)
    try:
        return [with_choice(name, lambda chosen: stances_of(opened, chosen, query, neutral=neutral))]
    except AmbiguousNameError as error:
        words = f"{error}\nAll of them, one after the other: attrib stance {shlex.quote(name)} --any"
        raise AmbiguousNameError(words, error.choices, error.name) from error


def _print(found: Sequence[ActorStances], form: str) -> None:
    """A table for each speaker, or the rows of all."""
    if form != "table":
        listed = chain.from_iterable(map(rows.target_rows, found))
        write_rows(rows.flat(listed) if form == "csv" else listed, rows.STANCE_COLUMNS, form, text_output())
        return
    from attrib.writers.stances import write_stances

    for each in found:
        write_stances(each, table_console())
