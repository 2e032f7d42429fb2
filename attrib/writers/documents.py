"""Documents and their changes, as tables, CSV and JSON lines."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from attrib.data.dates import day_text, iso_text
from attrib.data.document_edits import DocumentEdit, DocumentSummary
from attrib.writers.changes import Change, undone, write_changes
from attrib.writers.tables import Column, line, print_table, short_ids

DOCUMENT_COLUMNS: dict[str, str] = {
    "document": "the SHA-256 of its text, as `attrib docs show` takes it",
    "published_at": "its date, as exact as is known",
    "published_precision": "year, month, day or time; empty where an attrib before 0.3 read it",
    "published_original": "its date as the source wrote it",
    "modified_at": "when its page was last changed, as exact as is known",
    "outlet": "who published it",
    "title": "its title",
    "author": "its author",
    "url": "its address",
    "path": "where it was read",
    "record": "the line or row there",
    "language": "its language",
    "characters": "the length of its text",
    "statements": "how many of its statements a search shows",
    "added_at": "when it was stored",
    "retrieved_at": "when it was captured: fetched, or read from its file",
    "final_url": "the address that answered, after redirects; empty for what was no web address",
    "raw_sha256": "SHA-256 of the bytes it was read of: its file, its page, or its lines in a file of several",
    "archive_url": "a link to an archived copy",
    "archive_sha256": "SHA-256 of the bytes of that copy, which may differ from what was read",
    "state": "deleted, or replaced by the document with the newer text; empty for what search shows",
}
EDIT_COLUMNS: dict[str, str] = {
    "id": "the change",
    "batch": "the command that made it, as `attrib docs undo` takes it",
    "document": "the SHA-256 of the document's text",
    "field": "what was changed: title, outlet, author, date, address, path, archive, modified, deleted or version",
    "before": "what stood there before",
    "after": "what stands there since",
    "note": "why",
    "edited_by": "who; empty for a newer reading of the source",
    "edited_at": "when, in UTC",
    "undone_by": "who took it back",
    "undone_at": "when that was",
}
_WIDE = 120  # minimum terminal columns for the place where a document was read
_NAMES = 19  # columns of what is told of a document
_PLACE = 30  # columns of it before the title has its share


def write_documents(documents: Sequence[DocumentSummary], console: Console) -> None:
    """Print one row a document: date, outlet, title, place, number of statements, id; no place where it is narrow."""
    places = [(item.url or item.location) + _record(item) for item in documents]
    columns = [
        Column("published", [line(day_text(item.published_at, item.published_precision)) for item in documents]),
        Column("outlet", [line(item.outlet or "") for item in documents]),
        Column("title", [_title(item, place) for item, place in zip(documents, places, strict=True)], running=True),
        Column("said", [line(str(item.statements)) for item in documents], justify="right"),
        Column("id", [line(shown) for shown in short_ids([item.sha256 for item in documents])], style="dim"),
    ]
    if console.width >= _WIDE:
        columns.insert(3, Column("read from", [line(place) for place in places], wanted=_PLACE))
    print_table([column for column in columns if any(column.cells)], console)


def _record(item: DocumentSummary) -> str:
    return "" if item.record is None or item.url else f", record {item.record}"


def _title(item: DocumentSummary, place: str) -> Text:
    """The title, or the place where there is none, marked where a search does not show the document."""
    text = Text(line(item.title or place).plain, style="bold" if item.title else "")
    return text.append(f" ({_state(item)})", style="not bold red") if _state(item) else text


def document_object(item: DocumentSummary) -> dict[str, Any]:
    """A document as an object, in the order of DOCUMENT_COLUMNS."""
    values = asdict(item) | {
        "document": item.sha256,
        "path": item.location,
        "published_at": iso_text(item.published_at, item.published_precision),
        "published_precision": item.published_precision and item.published_precision.value,
        "modified_at": iso_text(item.modified_at, item.modified_precision),
        "added_at": item.added_at.isoformat(timespec="seconds"),
        "retrieved_at": item.retrieved_at and item.retrieved_at.isoformat(timespec="seconds"),
        "state": _state(item) or None,
    }
    return {name: values[name] for name in DOCUMENT_COLUMNS}


def write_document(item: DocumentSummary, edits: Sequence[DocumentEdit], console: Console) -> None:
    """Print a document's metadata and its changes, a long value indented on its further lines."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=_NAMES)
    table.add_column(overflow="fold")
    for name, value in document_object(item).items():
        if value is not None:
            table.add_row(name.replace("_", " "), line(str(value)))
    for edit in edits:
        said = f"{edit}{undone(edit)}{f': {edit.note}' if edit.note else ''}"
        table.add_row(f"change {edit.batch}", line(said))
    console.print(table)


def write_edits(edits: Sequence[DocumentEdit], console: Console) -> None:
    """Print one row a change: what was changed, by whom and when, the document's id and the id to undo it by."""
    changes = [Change(item, item.said, item.who, item.edited_at, item.document) for item in edits]
    write_changes(changes, console, what="document", done="change")


def edit_object(item: DocumentEdit) -> dict[str, Any]:
    """A change as an object, in the order of EDIT_COLUMNS."""
    times = {
        name: moment and moment.isoformat(timespec="seconds")
        for name, moment in (("edited_at", item.edited_at), ("undone_at", item.undone_at))
    }
    values = asdict(item) | times | {"field": item.field.value}
    return {name: values[name] for name in EDIT_COLUMNS}


def _state(item: DocumentSummary) -> str:
    replaced = f"replaced by {item.replaced_by[:8]}" if item.replaced_by else ""
    return "deleted" if item.deleted else replaced
