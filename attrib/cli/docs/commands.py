"""`attrib docs`: the articles themselves, listed and shown, with what was changed about them."""

from dataclasses import replace

import click

from attrib.cli.common.filters import filter_options
from attrib.cli.common.listing import Listing, limit_option, list_limited, one_more
from attrib.cli.common.options import (
    FORMS,
    database_option,
    format_option,
)
from attrib.cli.common.output import table_console, text_output
from attrib.cli.common.progress import say, tell
from attrib.cli.docs.mending import delete_command, edit_command, move_command, undo_command
from attrib.data import StatementQuery
from attrib.store.database.session import open_database
from attrib.store.documents.listing import list_documents
from attrib.store.documents.mending import (
    find_summary,
    list_edits,
    text_of,
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


for mending in (edit_command, move_command, delete_command, undo_command):
    command.add_command(mending)
