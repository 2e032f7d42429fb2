"""`attrib search`: statements that fit a query, newest first."""

from collections.abc import Iterable
from dataclasses import replace

import click

from attrib.cli.common.asking import with_actor_chosen
from attrib.cli.common.filters import filter_options
from attrib.cli.common.left_out import (
    all_option,
    exact_option,
    most_counted,
    nothing_fits,
    tell_left_out,
    tell_shown,
)
from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import table_console, text_output
from attrib.cli.common.progress import say, tell_notices
from attrib.data import StatementQuery, StatementRecord
from attrib.services.search import find, neutral_too, with_roles_held, with_sides
from attrib.store.database.session import open_database

SHOWN = 20  # default of --limit: about a screenful of statements


@click.command("search")
@filter_options
@all_option
@click.option("--limit", type=click.IntRange(min=0), default=SHOWN, show_default=True, help="Most to show; 0 for all.")
@exact_option
@click.option("--neutral", is_flag=True, help="Show neutral stances too.")
@format_option("table", "csv", "json", "jsonl")
@database_option
def command(query: StatementQuery, limit: int, exact: bool, neutral: bool, form: str, database: str) -> None:
    """Find statements: who said what, where and when.

    TEXT is searched in the content: all of its words, in any order; "a phrase" is in double quotes (inside the shell's
    single quotes), and a word with a final * is the start of a word. Every filter narrows the result.

    --actor finds a speaker by any name: the surname, an acronym, another spelling. If a name fits several speakers,
    they are listed and, on a terminal, you are asked which; choose one by a longer name or by its id. A Wikidata id
    works too. --unnamed finds speakers without a name by their description.

    --affiliation and --role find what the article says of the speaker, and what attrib actors affiliation and import
    say, for the period they give. With --as-of they find every statement of the speakers who held the role at that
    date; without a judgement, the latest article until then decides.

    Left out, and counted on standard error, is what has a confidence below 0.3 or no known speaker; --all shows it.
    Where more than 10,000 statements fit, they are counted with --exact-count alone.
    Neutral stances are shown with --neutral, and with a --target that is asked for on any side.

    The ids in the table are the first digits of statement ids; attrib show accepts them. A search without results says
    so on standard error, and its exit status is 0.

    --stance, --target and --min-stance-score find statements by their stance towards an actor or thing they name; a
    target is found by any name of its actor. With --about, statements are found on your own topic or claim, by words
    and by meaning, nearest first, each with the speaker's stance towards it; --stance without --target is then that
    stance.

    \b
    Examples:
      attrib search --actor Mujahid
      attrib search "border tax*" --since 2024 --until 2025-06
      attrib search '"cross-border tensions"' --type direct
      attrib search --affiliation Taliban --role spokesperson --sort speaker
      attrib search --role "prime minister" --as-of 2007-06-01
      attrib search --unnamed "senior official" --affiliation "Home Office"
      attrib search --actor Mujahid --stance oppose --target Pakistan --since 2025
      attrib search --about "Afghanistan shelters militants" --stance support
      attrib search --actor Mujahid --limit 0 --format csv > said.csv
    """
    with open_database(database, must_exist=True) as opened:
        query = with_roles_held(opened, with_actor_chosen(opened, query))
        asked = replace(query, limit=limit or None)
        shown = print_records(tell_notices(find(opened, asked)), form, query.sort, neutral or neutral_too(query))
        fitting = tell_left_out(opened, query, most=most_counted(limit, exact))
        if shown == 0:
            say(nothing_fits(query))
        elif fitting is not None:
            tell_shown(shown, fitting)
        elif shown == limit:
            say(f"The nearest {shown} shown; --limit 0 for all.")


def print_records(records: Iterable[StatementRecord], form: str, sort: str, neutral: bool) -> int:
    """Print the records in a format; the number of records."""
    records = records if neutral else map(with_sides, records)
    if form == "table":
        from attrib.writers.statements.table import write_statements

        listed = list(records)
        if listed:
            write_statements(listed, table_console(), sort=sort)
        return len(listed)
    from attrib.writers.statements.forms import write_records

    return write_records(records, form, text_output())
