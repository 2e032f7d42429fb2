"""A document stored, or a later reading of one that is there: its provenance, and the places it was read from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import DBAPIError

from attrib.copies.comparing import Fingerprint, fingerprint
from attrib.data import Document
from attrib.errors import StoreError
from attrib.store.copies.noting import note_copies
from attrib.store.database.adding import add_rows
from attrib.store.database.chunks import chunks
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a document that was read is stored as."""

    document: Document
    row: Row
    sighting: Row
    fingerprint: Fingerprint


def store_document(connection: Connection, document: Document, now: datetime) -> tuple[Row, Saved]:
    """The stored row of a document, and what its saving changed; a new location of the text is recorded."""
    return store_documents(connection, [document], now)[0]


def store_documents(connection: Connection, documents: Sequence[Document], now: datetime) -> list[tuple[Row, Saved]]:
    """The same for several documents of different texts, read at different addresses; new ones are added together."""
    readings = [_reading(document, now) for document in documents]
    added = _add_together(connection, readings) if len(readings) > 1 else set[int]()
    stored = [_store(connection, reading, added=reading.row["key"] in added) for reading in readings]
    new = [reading for reading, (_, saved) in zip(readings, stored, strict=True) if saved is Saved.NEW]
    note_copies(connection, {reading.row["key"]: reading.fingerprint for reading in new})
    return stored


def _reading(document: Document, now: datetime) -> _Reading:
    row = document_row(document, now)
    own = fingerprint(document.text, row["author"], row["outlet"])
    kept = {name: value for name, value in row.items() if name not in VERSION} | {"shingles": len(own.sampled)}
    return _Reading(document, kept, sighting_row(row), own)


def _add_together(connection: Connection, readings: Sequence[_Reading]) -> set[int]:
    """Add the documents that are not stored, with where they were read; the keys of those that were added so."""
    known = _known(connection, [reading.row["key"] for reading in readings])
    new = [reading for reading in readings if reading.row["key"] not in known]
    new.sort(key=lambda reading: int(reading.row["key"]))  # two processes never wait for each other's
    try:
        with connection.begin_nested():
            add_rows(connection, DocumentRow, [reading.row for reading in new])
            add_rows(connection, SightingRow, [reading.sighting for reading in new])
    except DBAPIError:  # another process stored one of them since: they are added one by one, which tells other errors
        return set()
    return {reading.row["key"] for reading in new}


def _known(connection: Connection, keys: Iterable[int]) -> set[int]:
    """Those of some documents that are stored."""
    return {key for some in chunks(keys) for key in connection.scalars(_KNOWN, {"keys": some})}


_KNOWN = select(DocumentRow.key).where(DocumentRow.key.in_(bindparam("keys", expanding=True)))


def _store(connection: Connection, reading: _Reading, *, added: bool) -> tuple[Row, Saved]:
    row, sighting, saved = reading.row, reading.sighting, Saved.NEW
    new = added or add_rows(connection, DocumentRow, [row], unless_known=True) == 1
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
    first = added or add_rows(connection, SightingRow, [sighting], unless_known=True) == 1
    if not first:
        renew(connection, sighting)
    take_place(connection, sighting, row | {"text": reading.document.text}, first=first)
    add_lines(connection, row["key"], reading.document.lines)
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
