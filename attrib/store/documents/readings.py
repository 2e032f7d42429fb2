"""A known text read again: what its source tells otherwise than at the last reading from the same place."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, select, update

from attrib.data import Document
from attrib.data.document_edits import EditedField
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.documents.changes import COLUMNS, change_columns, keep_edit, stamp
from attrib.store.schema.base import document_key
from attrib.store.schema.columns import Row
from attrib.store.schema.documents import DocumentRow, SightingRow
from attrib.store.statements.convert import CAPTURE, MODIFIED, PROVENANCE, VERSION, document_row, sighting_row
from attrib.store.statements.printed_lines import printed

Conditions = tuple[ColumnElement[bool], ...]
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_READ = (
    EditedField.TITLE,
    EditedField.OUTLET,
    EditedField.AUTHOR,
    EditedField.DATE,
    EditedField.ADDRESS,
    EditedField.ARCHIVE,
    EditedField.MODIFIED,
)


def places_as_read(database: Database, documents: Sequence[Document]) -> set[Document]:
    """Those of some known documents that their places tell of as they did at the last reading: nothing is to store."""
    sightings: dict[tuple[int, int], Row] = {}
    keys = [document_key(document.sha256) for document in documents if document.lines]
    with database.session() as session:
        with_lines = printed(session, keys) if keys else set()
        for chunk in chunks({document.sha256 for document in documents}):
            here = SightingRow.document_key.in_([document_key(sha256) for sha256 in chunk])
            for row in session.execute(select(SightingRow.__table__).where(here)).mappings():
                sightings[row["document_key"], row["place_key"]] = dict(row)
    unchanged = set()
    for document in documents:
        read = sighting_row(document_row(document, document.retrieved_at or _NEVER))
        before = sightings.get((read["document_key"], read["place_key"]))
        if before is None or _lacking(before, read) or (document.lines and read["document_key"] not in with_lines):
            continue
        if before["address_key"] == read["address_key"] and not _told(before, read):
            unchanged.add(document)
    return unchanged


def stored_languages(database: Database, sha256s: Iterable[str]) -> dict[str, str]:
    """The languages of stored texts, by hash; without those that are not stored or whose language nobody told."""
    with database.session() as session:
        rows = [
            (row.id, row.language)
            for chunk in chunks(sha256s)
            for row in session.execute(select(DocumentRow.id, DocumentRow.language).where(DocumentRow.id.in_(chunk)))
        ]
    return {sha256: language for sha256, language in rows if language is not None}


def sighting_before(connection: Connection, sighting: Row) -> Row | None:
    """What the place told of the text at its last reading; of a file or record, whatever its web address was then."""
    here = SightingRow.document_key == sighting["document_key"]
    rows = connection.execute(select(SightingRow.__table__).where(here)).mappings().all()
    same = [row for row in rows if row["place_key"] == sighting["place_key"]]
    place = (sighting["location"], sighting["record"])
    same = same or [row for row in rows if place[0] not in ("", "-") and (row["location"], row["record"]) == place]
    return dict(same[0]) if same else None


def correct(connection: Connection, stored: Row, sighting: Row | None, read: Row) -> tuple[Row, bool]:
    """Give a stored document what its place tells otherwise than before; the document's columns, and if any changed.

    A field that a person has edited, or that another place told, stays; so does one that the place no longer tells.
    """
    told = {} if sighting is None else _told(sighting, read)
    changed: Row = {}
    shared = stamp(None)
    for field, columns in told.items():
        before = {name: stored[name] for name in columns}
        was = None if sighting is None else {name: sighting[name] for name in columns}
        untold = before[next(iter(columns))] is None
        if before != columns and (untold or _same(before, was)):
            if not _only_completed(field, before, columns):
                keep_edit(connection, stored["key"], field, before, columns, shared)
                changed |= columns
            change_columns(connection, stored["key"], columns)
            stored = stored | columns
    return stored, bool(changed)


def renew(connection: Connection, sighting: Row) -> None:
    """Remember what a place tells now."""
    told = (*PROVENANCE, "archive_url", "address_key", *MODIFIED)
    values = {name: sighting[name] for name in told if sighting[name] is not None}
    values |= {name: sighting[name] for name in (*VERSION, "location_key")}
    same = SightingRow.document_key == sighting["document_key"], SightingRow.place_key == sighting["place_key"]
    connection.execute(update(SightingRow).where(*same).values(values))
    complete_capture(connection, SightingRow, same, sighting)


def complete_capture(
    connection: Connection, table: type[DocumentRow] | type[SightingRow], same: Conditions, read: Row
) -> None:
    """Give a row what an attrib before 0.3 did not keep of a capture; what is there stays."""
    for name in CAPTURE:
        if read[name] is not None:
            lacking = update(table).where(*same, getattr(table, name).is_(None))
            connection.execute(lacking.values({name: read[name]}))


def _lacking(before: Row, read: Row) -> bool:
    """Whether a reading tells something of its capture that is not kept yet, or of another version of its page."""
    captured = any(before[name] is None and read[name] is not None for name in CAPTURE)
    return captured or any(before[name] != read[name] for name in VERSION)


def _told(before: Row, read: Row) -> dict[EditedField, Row]:
    """The fields that a reading tells, and tells otherwise than the last one, with their columns."""
    told = {}
    for field in _READ:
        columns = {name: read[name] for name in COLUMNS[field]}
        first = COLUMNS[field][0]
        if columns[first] is not None and any(columns[name] != before[name] for name in columns):
            told[field] = columns
    return told


def _same(before: Row, was: Row | None) -> bool:
    return was is not None and before == was


def _only_completed(field: EditedField, before: Row, after: Row) -> bool:
    """Whether only that is new which an older attrib did not keep: how exact a date is, or when a page was changed."""
    if field is EditedField.MODIFIED and before["modified_at"] is None:
        return True
    names = {name for name in after if before[name] != after[name]}
    return names == {"published_precision"} and before["published_precision"] is None
