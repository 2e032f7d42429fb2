"""A document stored, or a later reading of one that is there: its provenance, and the places it was read from."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, select

from attrib.copies.comparing import fingerprint
from attrib.data import Document
from attrib.errors import StoreError
from attrib.store.copies.noting import note_copies
from attrib.store.database.adding import add_rows
from attrib.store.documents.changes import change_columns
from attrib.store.documents.readings import complete_capture, correct, renew, sighting_before
from attrib.store.documents.versions import take_place
from attrib.store.schema.columns import Row
from attrib.store.schema.documents import DocumentRow, SightingRow
from attrib.store.statements.convert import MODIFIED, PROVENANCE, VERSION, document_row, sighting_row
from attrib.store.statements.printed_lines import add_lines


class Saved(StrEnum):
    """What a save changed."""

    NEW = "new"  # the document was not there
    NEW_RUN = "new run"  # the document was there; search shows this run's extraction from now on
    UNCHANGED = "unchanged"
    CORRECTED = "corrected"  # the document was there, with other metadata


def store_document(connection: Connection, document: Document, now: datetime) -> tuple[Row, Saved]:
    """The stored row of a document, and what its saving changed; a new location of the text is recorded."""
    row = document_row(document, now)
    sighting, saved = sighting_row(row), Saved.NEW
    own = fingerprint(document.text, row["author"], row["outlet"])
    row = {name: value for name, value in row.items() if name not in VERSION} | {"shingles": len(own.sampled)}
    new = add_rows(connection, DocumentRow, [row], unless_known=True) == 1
    if not new:
        columns = [getattr(DocumentRow, name) for name in ("key", "id", *PROVENANCE, "archive_url", *MODIFIED)]
        # The lock lets one writer at a time decide which run of this document is current (PostgreSQL).
        stored = connection.execute(select(*columns).where(DocumentRow.key == row["key"]).with_for_update()).one()
        if stored.id != row["id"]:
            raise StoreError(f"documents {stored.id} and {row['id']} have the same key; one of them cannot be stored")
        before = dict(stored._mapping)
        last = sighting_before(connection, sighting)
        after, corrected = correct(connection, before, last, row)
        row = after if corrected or after != before else _complete(connection, before, row)
        complete_capture(connection, DocumentRow, (DocumentRow.key == row["key"],), sighting)
        saved = Saved.CORRECTED if corrected else Saved.UNCHANGED
    first = add_rows(connection, SightingRow, [sighting], unless_known=True) == 1
    if not first:
        renew(connection, sighting)
    take_place(connection, sighting, row | {"text": document.text}, first=first)
    add_lines(connection, row["key"], document.lines)
    if new:
        note_copies(connection, row["key"], own)
    return row, saved


def _complete(connection: Connection, stored: Row, read: Row) -> Row:
    """Give a document without provenance the whole provenance of a later reading.

    A date that could be two, and now was read with its order, completes an otherwise equal provenance.
    """
    provenance = {name: read[name] for name in PROVENANCE if read[name] is not None}
    differing = {name for name in PROVENANCE if stored[name] != read[name]}
    now_dated = stored["published_at"] is None and differing <= {"published_at", "published_precision"}
    if not provenance or (any(stored[name] is not None for name in PROVENANCE) and not now_dated):
        return stored
    change_columns(connection, stored["key"], provenance)
    return stored | provenance
