"""`attrib saved`: searches that are kept under a name."""

from dataclasses import replace

import click

from attrib.cli.common.asking import with_actor_chosen
from attrib.cli.common.filters import filter_options
from attrib.cli.common.left_out import all_option
from attrib.cli.common.options import database_option, judgement_options
from attrib.cli.common.progress import say, warn
from attrib.cli.saved.digest import digest_command
from attrib.cli.saved.keeping import list_command, remove_command, restore_command, run_command, show_command
from attrib.data import StatementQuery
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.services.saved import save_search
from attrib.services.saved_queries import search_words
from attrib.store.database.session import Database, open_database
from attrib.store.search.speakers import name_speakers
from attrib.text.terminal import printable


@click.group("saved")
def command() -> None:
    """Save searches under a name; tell what is new to them.

    A digest tells each statement once: what was stored since the last one, however old the article is. What another
    run finds again in the same words is not new, and copies of an article are told together.

    \b
    Examples:
      attrib saved add border "border tax*" --outlet Gull
      attrib saved add mujahid --actor Mujahid --stance oppose
      attrib saved digest
      attrib saved digest border --output border.html
    """


@command.command("add")
@click.argument("name")
@filter_options
@all_option
@click.option("--limit", type=click.IntRange(min=1), help="With --about: most statements of one digest.")
@click.option("--tell-all", is_flag=True, help="Let the first digest tell what is found already.")
@judgement_options
@database_option
def add_command(
    name: str, query: StatementQuery, limit: int | None, tell_all: bool, by: str, note: str | None, database: str
) -> None:
    """Save a search under NAME; TEXT and the filters are those of attrib search.

    What it finds now counts as known, and digests tell what comes, unless --tell-all is given. A speaker of whom the
    database knows nothing yet may be named: the digest tells when something is there. If a name fits several speakers,
    you are asked which, and their ids are saved.

    \b
    Examples:
      attrib saved add border "border tax*" --outlet Gull
      attrib saved add mujahid --actor Mujahid --stance oppose --note "for the weekly piece"
      attrib saved add shelter --about "Afghanistan shelters militants" --tell-all
    """
    if limit is not None and query.about is None:
        raise click.UsageError("--limit is about --about; a digest tells everything else that is new")
    with open_database(database, must_exist=True) as opened:
        query = replace(_with_speakers(opened, query), limit=limit)
        saved = save_search(opened, name, query, by, note=note, tell_all=tell_all)
    click.echo(printable(f"Saved: {saved.name}, {search_words(saved)}"))
    if tell_all:
        say("The first digest tells all that it finds: attrib saved digest")
    else:
        what = "1 statement fits now and counts" if saved.known == 1 else f"{saved.known} statements fit now and count"
        say(f"{what} as known; attrib saved run lists them, attrib saved digest tells what comes.")


def _with_speakers(opened: Database, query: StatementQuery) -> StatementQuery:
    """The query with its names as given, or with the ids of the speakers that a person picked of several."""
    try:
        name_speakers(opened, query)
    except NotFoundError as error:
        warn(f"{error}. The search is saved all the same.".replace("?.", "?"))
    except AmbiguousNameError:
        return with_actor_chosen(opened, query)
    return query


for _subcommand in (list_command, show_command, run_command, remove_command, restore_command, digest_command):
    command.add_command(_subcommand)
