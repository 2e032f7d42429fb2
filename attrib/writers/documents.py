"""Documents and their changes, as tables, CSV and JSON lines."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.text import Text

from attrib.data.dates import day_text, iso_text
from attrib.data.document_edits import DocumentEdit, DocumentSummary
from attrib.text.cells import guard
from attrib.writers.statements.csv import TextStream
from attrib.writers.tables import line, new_table, short_ids

DOCUMENT_COLUMNS: dict[str, str] = {
    "document": "the SHA-256 of its text, as `attrib docs show` takes it",
    "published_at": "its date, as exact as is known",
    "published_precision": "year, month, day or time; empty where an attrib before 0.3 read it",
    "published_original": "its date as the source wrote it",
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
    "state": "deleted, or replaced by the document with the newer text; empty for what search shows",
}


def write_documents(documents: Sequence[DocumentSummary], console: Console) -> None:
    """Print one row a document: id, date, outlet, title, place, number of statements."""
    table = new_table()
    table.add_column("id", no_wrap=True, style="dim")
    table.add_column("published", no_wrap=True)
    table.add_column("outlet", ratio=2, overflow="fold")
    table.add_column("title", ratio=4, overflow="fold", style="bold")
    table.add_column("read from", ratio=4, overflow="fold")
    table.add_column("said", justify="right", no_wrap=True)
    for shown, item in zip(short_ids([item.sha256 for item in documents]), documents, strict=True):
        place = (item.url or item.location) + ("" if item.record is None or item.url else f", record {item.record}")
        title = line(item.title or "")
        if _state(item):
            title.append(f" ({_state(item)})", style="not bold red")
        when = day_text(item.published_at, item.published_precision)
        table.add_row(line(shown), line(when), line(item.outlet or ""), title, line(place), line(str(item.statements)))
    console.print(table)


def write_documents_csv(documents: Iterable[DocumentSummary], stream: TextStream) -> None:
    """Write a header and one row a document."""
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(DOCUMENT_COLUMNS)
    for item in documents:
        writer.writerow(guard("" if cell is None else str(cell)) for cell in document_object(item).values())


def write_documents_jsonl(documents: Iterable[DocumentSummary], stream: TextStream) -> None:
    """Write one object a document, with the columns of the CSV."""
    for item in documents:
        stream.write(json.dumps(document_object(item), ensure_ascii=False) + "\n")


def document_object(item: DocumentSummary) -> dict[str, Any]:
    """A document as an object, in the order of DOCUMENT_COLUMNS."""
    values = asdict(item) | {
        "document": item.sha256,
        "path": item.location,
        "published_at": iso_text(item.published_at, item.published_precision),
        "published_precision": item.published_precision and item.published_precision.value,
        "added_at": item.added_at.isoformat(timespec="seconds"),
        "state": _state(item) or None,
    }
    return {name: values[name] for name in DOCUMENT_COLUMNS}


def write_document(item: DocumentSummary, edits: Sequence[DocumentEdit], console: Console) -> None:
    """Print a document's metadata and its changes."""
    for name, value in document_object(item).items():
        if value is not None:
            console.print(Text(f"{name.replace('_', ' '):<20}").append_text(line(str(value))))
    for edit in edits:
        undone = f"; undone by {edit.undone_by} {edit.undone_at:%Y-%m-%d}" if edit.undone_at else ""
        said = f"{edit}{undone}{f': {edit.note}' if edit.note else ''}"
        console.print(Text(f"{'change ' + edit.batch:<20}").append_text(line(said)))


def write_edits(edits: Sequence[DocumentEdit], console: Console) -> None:
    """Print one row a change: its id, the document, the change with who and when, its note."""
    table = new_table()
    table.add_column("id", no_wrap=True, style="dim")
    table.add_column("document", no_wrap=True, style="dim")
    table.add_column("change", ratio=5, overflow="fold")
    table.add_column("note", ratio=3, overflow="fold")
    for shown, item in zip(short_ids([item.document for item in edits]), edits, strict=True):
        undone = f"; undone by {item.undone_by} {item.undone_at:%Y-%m-%d}" if item.undone_at else ""
        table.add_row(*map(line, (item.batch, shown, f"{item}{undone}", item.note or "")))
    console.print(table)


def write_edits_jsonl(edits: Iterable[DocumentEdit], stream: TextStream) -> None:
    """Write one object a change."""
    for item in edits:
        stream.write(json.dumps(asdict(item), ensure_ascii=False, default=str) + "\n")


def _state(item: DocumentSummary) -> str:
    replaced = f"replaced by {item.replaced_by[:8]}" if item.replaced_by else ""
    return "deleted" if item.deleted else replaced
