"""`attrib copies`: articles that copy one another."""

import click

from attrib.cli.common.listing import limit_option, one_more
from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import table_console, text_output, with_columns
from attrib.cli.common.progress import say
from attrib.services.copies import list_copies
from attrib.store.database.session import open_database
from attrib.writers.copies import COPY_COLUMNS, copy_rows, write_copies
from attrib.writers.rows import write_rows


@click.command("copies", cls=with_columns({"the CSV file": COPY_COLUMNS}))
@click.argument("documents", metavar="[ID]...", nargs=-1)
@limit_option
@format_option()
@database_option
def command(documents: tuple[str, ...], limit: int, form: str, database: str) -> None:
    """List articles that are copies of one another, group by group.

    With ID (a document or statement, as for attrib docs show) only the groups of those articles. The first of a group
    is the one that is known to have been out first; an undated article never is, unless all are undated. Each other one
    is a copy of the first: same (most of each text stands in the other), shortened, updated (one outlet's text,
    changed), or agency (less of it, and both name the same news agency). Words in quotation marks do not count: two
    reports on one speech are no copies.

    search, count and export leave out with --no-copies what stands in the first article of a group already.

    \b
    Examples:
      attrib copies
      attrib copies 3fa2c901
      attrib copies --format csv --limit 0 > copies.csv
    """
    with open_database(database, must_exist=True) as opened:
        found = list_copies(opened, documents, limit=one_more(limit))
    listed = found[:limit] if limit else found
    if form != "table":
        write_rows(copy_rows(listed), COPY_COLUMNS, form, text_output())
    elif listed:
        write_copies(listed, table_console())
    else:
        say("No article here is a copy of another.")
    if len(found) > len(listed):
        say(f"The first {limit} groups shown; --limit 0 for all.")
