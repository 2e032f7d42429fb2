"""`attrib actors namesakes`: names that may mean two people."""

import click

from attrib.cli.common.listing import Listing, list_limited, one_more
from attrib.cli.common.options import database_option, format_option
from attrib.store.actors.suggest_namesakes import suggest_namesakes
from attrib.store.database.session import open_database
from attrib.writers.actors.namesakes import NAMESAKES_COLUMNS, namesakes_row, write_namesakes


@click.command("namesakes")
@click.argument("name", required=False, metavar="[NAME|ID]")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Most names; 0 for all.")
@format_option()
@database_option
def namesakes_command(name: str | None, limit: int, form: str, database: str) -> None:
    """List names that may mean two people.

    These are names to which articles of one time give two parties, two countries or two organizations that share no
    word and never occur in one article. Each has a statement on either side, for attrib show, and the command that
    splits them. If one person has both affiliations, attrib actors affiliation says so, and the name is not listed
    again.

    \b
    Examples:
      attrib actors namesakes
      attrib actors namesakes "John Smith"
    """
    with open_database(database, must_exist=True) as opened:
        found = suggest_namesakes(opened, name, limit=one_more(limit))
    listing = Listing(write_namesakes, namesakes_row, NAMESAKES_COLUMNS)
    nothing = "No name has two organizations that suggest two people."
    list_limited(found, limit, form, listing, nothing=nothing)
