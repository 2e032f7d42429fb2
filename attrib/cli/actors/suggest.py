"""`attrib actors suggest`: speakers that may be one, to be judged pair by pair."""

from itertools import islice

import click

from attrib.cli.common.asking import on_terminal
from attrib.cli.common.listing import Listing
from attrib.cli.common.options import database_option, format_option, judgement_options
from attrib.cli.common.output import table_console
from attrib.cli.common.progress import say
from attrib.data import ActorSummary, StatementQuery
from attrib.data.actors import Suggestion
from attrib.errors import StoreError
from attrib.store.actors.merge import merge, split
from attrib.store.actors.suggest_merges import suggest
from attrib.store.database.session import Database, open_database
from attrib.store.search.query import search
from attrib.writers.actors.suggestions import (
    COLUMNS,
    suggestion_object,
    suggestion_row,
    write_pair,
    write_suggestions,
)

SHOWN = 50


@click.command("suggest")
@click.argument("name", required=False, metavar="[NAME|ID]")
@click.option(
    "--min-score", type=click.IntRange(0, 100), default=80, show_default=True, help="Leave less likely pairs out."
)
@click.option("--limit", type=click.IntRange(min=0), default=SHOWN, show_default=True, help="Most pairs; 0 for all.")
@click.option("--list", "listing", is_flag=True, help="List the pairs, also on a terminal.")
@format_option()
@judgement_options
@database_option
def suggest_command(
    name: str | None, min_score: int, limit: int, listing: bool, form: str, by: str, note: str | None, database: str
) -> None:
    """Find speakers that may be one under two names, and decide.

    On a terminal, each pair is shown with what is known of both: y merges them into the one with more statements, n
    judges that they are not one, s skips the pair, q ends. In a pipe, or with --list, the pairs are only listed. Names
    are compared by letters and by sound, so that Gaddafi and Qaddafi are found; nothing is merged without your answer.
    Surnames alone are left out. With NAME, only pairs with a speaker of that name.

    \b
    Examples:
      attrib actors suggest
      attrib actors suggest Gaddafi --min-score 60
      attrib actors suggest --list --format csv > pairs.csv
    """
    with open_database(database, must_exist=True) as opened:
        most = limit + 1 if limit else None
        found = suggest(opened, name, min_score=min_score, limit=most)
        pairs = found[:limit] if limit else found
        if not pairs and form == "table":
            say("No pair of speakers to judge. A lower --min-score finds less likely pairs.")
        elif listing or form != "table" or not on_terminal():
            Listing(write_suggestions, suggestion_object, COLUMNS, suggestion_row).write(pairs, form)
        else:
            _review(opened, pairs, by, note)
    if len(found) > len(pairs):
        say(f"The first {limit} pairs shown; --limit 0 for all.")


def _review(opened: Database, pairs: list[Suggestion], by: str, note: str | None) -> None:
    """Ask about each pair until the end or q; answers apply to what the actors have been merged into meanwhile."""
    merged = dict[str, str]()
    counts = {"y": 0, "n": 0, "s": 0}
    for place, pair in enumerate(pairs, start=1):
        first, second = (_now(merged, actor.id) for actor in (pair.first, pair.second))
        if first == second:
            continue
        console = table_console()
        console.rule(f"{place} of {len(pairs)}")
        write_pair(pair, [_quote(opened, actor) for actor in (pair.first, pair.second)], console)
        answer = click.prompt("The same? [y]es, [n]o, [s]kip, [q]uit", type=click.Choice(("y", "n", "s", "q")),
                              show_choices=False)  # fmt: skip
        if answer == "q":
            break
        try:
            _decide(opened, answer, [first, second], by, note)
        except StoreError as error:  # a judgement about a merged actor says so already
            say(str(error))
            continue
        counts[answer] += 1
        if answer == "y":
            merged[second] = first
    say(f"{counts['y']} merged, {counts['n']} kept apart, {counts['s']} skipped. attrib actors judgements lists them.")


def _decide(opened: Database, answer: str, pair: list[str], by: str, note: str | None) -> None:
    if answer == "y":
        merge(opened, pair, by, note)
    elif answer == "n":
        split(opened, pair, by, note)


def _now(merged: dict[str, str], identity: str) -> str:
    while identity in merged:
        identity = merged[identity]
    return identity


def _quote(opened: Database, actor: ActorSummary) -> str:
    """The latest statement of an actor, cut to a line or two."""
    records = search(opened, StatementQuery(actor_id=(actor.id,), limit=1))
    return next((" ".join(record.quote.split())[:200] for record in islice(records, 1)), "")
