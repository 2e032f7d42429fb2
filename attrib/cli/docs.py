"""`attrib docs`: the articles themselves, listed, shown and mended."""

from dataclasses import replace

import click

from attrib.cli.common.filters import filter_options
from attrib.cli.common.ids import given_ids
from attrib.cli.common.listing import Listing, limit_option, list_limited, one_more
from attrib.cli.common.options import (
    FORMS,
    by_option,
    database_option,
    format_option,
    judgement_options,
    option_name,
    wrong_usage,
)
from attrib.cli.common.output import table_console, text_output
from attrib.cli.common.progress import say, tell
from attrib.cli.common.settings import SettingOption
from attrib.data import StatementQuery
from attrib.readers.source import DATE_ORDERS
from attrib.services.documents import edited_columns
from attrib.store.database.session import open_database
from attrib.store.documents.listing import list_documents
from attrib.store.documents.mending import (
    Edited,
    delete_documents,
    edit_documents,
    find_summary,
    list_edits,
    move_document,
    text_of,
    undo_edit,
)
from attrib.text.terminal import printable
from attrib.writers.documents import (
    DOCUMENT_COLUMNS,
    EDIT_COLUMNS,
    document_object,
    edit_object,
    write_document,
    write_documents,
    write_edits,
)
from attrib.writers.rows import write_rows

_DOCUMENT_LISTING = Listing(write_documents, document_object, DOCUMENT_COLUMNS)
_DOCUMENTS = click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True)


@click.group("docs")
def command() -> None:
    """List the articles of the database, show one, correct its metadata, move or delete it.

    DOCUMENT is the first digits of its id, its path or address or a part of it, or the id of one of its statements; in
    edit and delete, - reads ids from standard input. Every change is kept with who and when; attrib docs undo takes
    it back.

    \b
    Examples:
      attrib docs list --outlet "BBC News" --since 2025
      attrib docs edit 3fa2c901 --date "July 2022" --outlet "The Gull"
      attrib docs changes
    """


@command.command("list")
@filter_options
@click.option("--hidden", is_flag=True, help="Deleted documents and those with a newer text instead.")
@limit_option
@format_option(*FORMS, "ids")
@database_option
def list_command(query: StatementQuery, hidden: bool, limit: int, form: str, database: str) -> None:
    """List documents, the newest by date first; with --sort date the oldest.

    The filters are those of search: a document is listed if one of its statements fits them all. Those of the document
    itself (--document, --title, --url, --outlet, --since, --until) find documents without statements too.

    \b
    Examples:
      attrib docs list
      attrib docs list --outlet Gull --format csv > gull.csv
      attrib docs list --actor Mujahid --since 2025
      attrib docs list --outlet BBC --limit 0 --format ids | attrib docs edit - --outlet "BBC News"
    """
    with open_database(database, must_exist=True) as opened:
        found = list_documents(opened, replace(query, limit=None), hidden=hidden, limit=one_more(limit))
        if not (found or hidden):
            from attrib.store.search.absent import absent_names  # with the word lists of names, which take time to read

            tell(absent_names(opened, query))
    none = "No document fits. Leave a filter out, or see attrib docs list --hidden."
    if form == "ids":
        listed = found[:limit] if limit else found
        text_output().write("".join(f"{item.sha256}\n" for item in listed))
        if len(found) > len(listed):
            say(f"The first {limit} shown; --limit 0 for all.")
        return
    list_limited(found, limit, form, _DOCUMENT_LISTING, nothing=none)


@command.command("show")
@click.argument("document")
@click.option("--text", "with_text", is_flag=True, help="The article's text too.")
@format_option("page", "csv", "json", "jsonl")
@database_option
def show_command(document: str, with_text: bool, form: str, database: str) -> None:
    """Show a document's metadata and what was changed about it.

    \b
    Examples:
      attrib docs show 3fa2c901
      attrib docs show news/talks.txt --text
    """
    with open_database(database, must_exist=True) as opened:
        found = find_summary(opened, document)
        edits = list_edits(opened, found.sha256, undone=True)
        text = text_of(opened, found.sha256) if with_text else ""
    if form != "page":
        row = document_object(found) | {"changes": [edit_object(edit) for edit in edits]}
        row |= {"text": text} if with_text else {}
        write_rows([row], row, form, text_output())
        return
    write_document(found, edits, table_console())
    if with_text:
        text_output().write(f"\n{printable(text, keep=chr(10))}\n")


@command.command("edit")
@_DOCUMENTS
@click.option("--title", metavar="TEXT", help="Its title; an empty text for none, as in the options below.")
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--author", metavar="NAME", help="Who wrote it.")
@click.option("--date", metavar="DATE", help="When it was published: a year, a month, a day, or with a time.")
@click.option("--address", metavar="URL", help="Where it was published.")
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
            date_order=date_order,
            spelling=option_name,
        )
    with open_database(database, must_exist=True) as opened:
        _report(edit_documents(opened, _named(documents), values, by, note), "now")


@command.command("move")
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


@command.command("delete")
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


@command.command("changes")
@click.argument("document", required=False)
@click.option("--all", "undone", is_flag=True, help="Changes that were undone too.")
@limit_option
@format_option()
@database_option
def changes_command(document: str | None, undone: bool, limit: int, form: str, database: str) -> None:
    """List what people, and newer readings of a source, have changed about documents; the latest first.

    \b
    Examples:
      attrib docs changes
      attrib docs changes 3fa2c901 --all
    """
    with open_database(database, must_exist=True) as opened:
        found = list_edits(opened, document, undone=undone, limit=one_more(limit))
    none = "Nothing was changed here yet." if undone else "No change stands here. --all shows undone ones."
    list_limited(found, limit, form, Listing(write_edits, edit_object, EDIT_COLUMNS), nothing=none)


@command.command("undo")
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
