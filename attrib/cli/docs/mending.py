"""`attrib docs edit|move|delete|undo`: articles corrected, moved, taken away and brought back."""

import click

from attrib.cli.common.ids import given_ids
from attrib.cli.common.options import (
    by_option,
    database_option,
    judgement_options,
    wrong_usage,
)
from attrib.cli.common.output import table_console
from attrib.cli.common.progress import say
from attrib.cli.common.settings import SettingOption
from attrib.data.queries import option_name
from attrib.readers.source import DATE_ORDERS
from attrib.services.documents import edited_columns
from attrib.store.database.session import open_database
from attrib.store.documents.mending import (
    Edited,
    delete_documents,
    edit_documents,
    move_document,
    undo_edit,
)
from attrib.text.terminal import printable
from attrib.writers.documents import (
    write_documents,
)

_DOCUMENTS = click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True)


@click.command("edit")
@_DOCUMENTS
@click.option("--title", metavar="TEXT", help="Its title; an empty text for none, as in the options below.")
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--author", metavar="NAME", help="Who wrote it.")
@click.option("--date", metavar="DATE", help="When it was published: a year, a month, a day, or with a time.")
@click.option("--address", metavar="URL", help="Where it was published.")
@click.option("--archive-url", metavar="URL", help="An archived copy of it.")
@click.option(
    "--date-order",
    cls=SettingOption,
    type=click.Choice(DATE_ORDERS),
    help="Order of a --date such as 03/04/2005.",
)
@judgement_options
@database_option
def edit_command(
    documents: tuple[str, ...],
    title: str | None,
    outlet: str | None,
    author: str | None,
    date: str | None,
    address: str | None,
    archive_url: str | None,
    date_order: str | None,
    by: str,
    note: str | None,
    database: str,
) -> None:
    """Correct the metadata of documents; their statements follow at once.

    What you say holds when the file is read again, unless its source tells something new itself.

    \b
    Examples:
      attrib docs edit 3fa2c901 --date 2025-03-04 --note "the page shows it as 03/04"
      attrib docs edit news/talks.txt --outlet "BBC News" --author ""
      attrib docs edit 3fa2c901 --date "July 2022"
    """
    with wrong_usage():
        values = edited_columns(
            title=title,
            outlet=outlet,
            author=author,
            date=date,
            address=address,
            archive_url=archive_url,
            date_order=date_order,
            spelling=option_name,
        )
    with open_database(database, must_exist=True) as opened:
        _report(edit_documents(opened, _named(documents), values, by, note), "now")


@click.command("move")
@click.argument("document")
@click.argument("place", metavar="URL|PATH")
@judgement_options
@database_option
def move_command(document: str, place: str, by: str, note: str | None, database: str) -> None:
    """Give a document another address or path; it is known when it is read from there.

    \b
    Examples:
      attrib docs move talks.txt archive/2025/talks.txt
      attrib docs move 3fa2c901 https://example.org/news/talks
    """
    with open_database(database, must_exist=True) as opened:
        _report(move_document(opened, document, place, by, note), "now")


@click.command("delete")
@_DOCUMENTS
@judgement_options
@database_option
def delete_command(documents: tuple[str, ...], by: str, note: str | None, database: str) -> None:
    """Take documents with their statements out of search, counts and exports.

    People's reviews of them are kept apart. The text stays in the database, so that attrib docs undo brings all of it
    back; reading the same text again does not.

    \b
    Examples:
      attrib docs delete 3fa2c901 --note "a test page"
      attrib docs list --outlet "Test" --limit 0 --format ids | attrib docs delete -
    """
    with open_database(database, must_exist=True) as opened:
        _report(delete_documents(opened, _named(documents), by, note), "deleted")


@click.command("undo")
@click.argument("identity", metavar="ID")
@by_option
@database_option
def undo_command(identity: str, by: str, database: str) -> None:
    """Undo a change of documents, by the id that a command printed or attrib docs changes lists.

    All changes of one command are undone together; a field that was changed again since keeps the later value.

    \b
    Examples:
      attrib docs undo 3fa2c9017b3d
    """
    with open_database(database, must_exist=True) as opened:
        undone = undo_edit(opened, identity, by)
    for item in undone:
        click.echo(f"Undone: {item.document[:8]}  {printable(str(item))}")


def _named(documents: tuple[str, ...]) -> list[str]:
    nothing = "standard input names no document; give ids, as attrib docs list --format ids prints"
    return given_ids(documents, nothing)


def _report(edited: Edited, what: str) -> None:
    """Print the documents, and the command that undoes it."""
    batch, documents = edited
    if what == "deleted":
        for item in documents:
            click.echo(f"Deleted: {item.sha256[:8]}  {printable(item.location)}, {item.statements} statements")
    else:
        write_documents(documents, table_console())
    say(f"To undo it: attrib docs undo {batch}")
