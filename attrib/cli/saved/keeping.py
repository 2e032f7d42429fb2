"""The commands of `attrib saved` by which searches are listed, shown, run, removed and brought back."""

from dataclasses import replace

import click

from attrib.cli.common.asking import with_actor_chosen
from attrib.cli.common.left_out import NOTHING_FITS, exact_option, most_counted, tell_left_out, tell_shown
from attrib.cli.common.listing import Listing, limit_option, list_limited
from attrib.cli.common.options import by_option, database_option, format_option
from attrib.cli.common.output import text_output, with_columns
from attrib.cli.common.progress import say, tell_notices
from attrib.cli.statements.search import SHOWN, print_records
from attrib.data.saved import SavedSearch
from attrib.errors import AttribError
from attrib.services.saved_queries import query_saved, search_words
from attrib.services.search import find, neutral_too
from attrib.services.wording import command_line
from attrib.store.database.session import open_database
from attrib.store.saved.searches import list_searches, remove_search, restore_search
from attrib.text.terminal import printable
from attrib.writers.rows import write_rows
from attrib.writers.saved_searches import SEARCH_COLUMNS, search_row, write_searches


@click.command("list", cls=with_columns({"--format csv": SEARCH_COLUMNS}))
@click.option("--removed", is_flag=True, help="Those that were taken away.")
@limit_option
@format_option()
@database_option
def list_command(removed: bool, limit: int, form: str, database: str) -> None:
    """List the saved searches by name, with what their digests have told.

    \b
    Examples:
      attrib saved list
      attrib saved list --removed
    """
    with open_database(database, must_exist=True) as opened:
        found = list_searches(opened, removed=removed)
    listing: Listing[SavedSearch] = Listing(
        lambda items, console: write_searches(items, console, search_words), search_row, SEARCH_COLUMNS
    )
    nothing = "No search was removed." if removed else "No search is saved; attrib saved add NAME saves one."
    list_limited(found, limit, form, listing, nothing=nothing)


@click.command("show", cls=with_columns({"--format csv": SEARCH_COLUMNS}))
@click.argument("name")
@format_option("page", "csv", "json", "jsonl")
@database_option
def show_command(name: str, form: str, database: str) -> None:
    """Show a saved search: what it asks for, the command that asks it, and what was told.

    \b
    Examples:
      attrib saved show border
    """
    with open_database(database, must_exist=True) as opened:
        found = list_searches(opened, [name])[0]
    if form != "page":
        write_rows([search_row(found)], SEARCH_COLUMNS, form, text_output())
        return
    told = f"{found.told} in digests, {found.known} known when it was saved"
    lines = {"name": found.name, "asks for": search_words(found), "command": _command(found), "note": found.note}
    lines |= {"saved": f"by {found.saved_by} on {found.saved_at:%Y-%m-%d %H:%M} UTC", "told": told}
    if found.told_at is not None:
        lines["last digest"] = f"{found.digest}, {found.told_at:%Y-%m-%d %H:%M} UTC"
    for label, value in lines.items():
        if value:
            click.echo(printable(f"{label}: {value}"))


@click.command("run")
@click.argument("name")
@click.option("--limit", type=click.IntRange(min=0), default=SHOWN, show_default=True, help="Most to show; 0 for all.")
@exact_option
@click.option("--neutral", is_flag=True, help="Show neutral stances too.")
@format_option("table", "csv", "json", "jsonl")
@database_option
def run_command(name: str, limit: int, exact: bool, neutral: bool, form: str, database: str) -> None:
    """Show all that a saved search finds now, as attrib search does; what is new stays new.

    \b
    Examples:
      attrib saved run border
      attrib saved run border --limit 0 --format csv > border.csv
    """
    with open_database(database, must_exist=True) as opened:
        query = with_actor_chosen(opened, query_saved(list_searches(opened, [name])[0]))
        records = tell_notices(find(opened, replace(query, limit=limit or None)))
        shown = print_records(records, form, query.sort, neutral or neutral_too(query))
        fitting = tell_left_out(opened, query, most=most_counted(limit, exact))
    if not shown:
        say(NOTHING_FITS)
    elif fitting is not None:
        tell_shown(shown, fitting)


@click.command("remove")
@click.argument("name")
@by_option
@database_option
def remove_command(name: str, by: str, database: str) -> None:
    """Take a saved search away; attrib saved restore brings it back.

    \b
    Examples:
      attrib saved remove border
    """
    with open_database(database, must_exist=True) as opened:
        removed = remove_search(opened, name, by)
    click.echo(printable(f"Removed: {removed.name}, {search_words(removed)}"))
    say(f"To undo it: attrib saved restore {removed.name!r}")


@click.command("restore")
@click.argument("name")
@database_option
def restore_command(name: str, database: str) -> None:
    """Bring back the search that was last removed under a name; it tells nothing that it has told before.

    \b
    Examples:
      attrib saved restore border
    """
    with open_database(database, must_exist=True) as opened:
        restored = restore_search(opened, name)
    click.echo(printable(f"Restored: {restored.name}, {search_words(restored)}"))


def _command(search: SavedSearch) -> str:
    """The command that asks a saved search; empty where it cannot be read."""
    try:
        return command_line(query_saved(search), "search")
    except AttribError:
        return ""
