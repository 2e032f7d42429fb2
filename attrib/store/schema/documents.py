"""The tables of documents: their texts, the places these were read from, and what was changed about them."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnClause,
    ColumnElement,
    Double,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    false,
    text,
)

from attrib.store.schema.base import WITHOUT_ROWID, Base, Code, Key, UtcDateTime, column

_VERSIONED = text("reading IS NOT NULL")


class DocumentRow(Base):
    """One text, stored once and never changed, with its provenance; `id` is its SHA-256.

    `replaced_by` is the document with the newer text of the same address. Neither a replaced nor a `deleted` document
    has a current extraction, so that no search shows it. `raw_sha256` is of the bytes that the text was first read of,
    `final_url` the address that answered, after redirects. `archive_sha256` is of the archive's copy, which may differ.
    `shingles` is the number of its sampled shingles, null until it is compared with others; `copy_of` is the first of
    the group that it is a copy in. `modified_at` is when its page was last changed.
    """

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("id"),
        Index(None, "published_precision", "published_at"),
        Index(None, "copy_of"),
    )

    key: ColumnClause[int] = column(Key, primary_key=True, autoincrement=False)
    id: ColumnClause[str] = column(Code)
    location: ColumnClause[str] = column(Text)
    record: ColumnClause[int | None] = column(Integer, nullable=True)
    title: ColumnClause[str | None] = column(Text, nullable=True)
    url: ColumnClause[str | None] = column(Text, nullable=True)
    outlet: ColumnClause[str | None] = column(Text, nullable=True)
    author: ColumnClause[str | None] = column(Text, nullable=True)
    published_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)
    published_original: ColumnClause[str | None] = column(Text, nullable=True)
    retrieved_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)
    language: ColumnClause[str | None] = column(Text, nullable=True)
    external_id: ColumnClause[str | None] = column(Text, nullable=True)
    added_at: ColumnClause[datetime] = column(UtcDateTime)
    published_precision: ColumnClause[str | None] = column(Code, nullable=True)
    replaced_by: ColumnClause[int | None] = column(Key, nullable=True)
    deleted: ColumnClause[bool] = column(Boolean, default=False, server_default=false())
    raw_sha256: ColumnClause[str | None] = column(Code, nullable=True)
    final_url: ColumnClause[str | None] = column(Text, nullable=True)
    archive_url: ColumnClause[str | None] = column(Text, nullable=True)
    archive_sha256: ColumnClause[str | None] = column(Code, nullable=True)
    shingles: ColumnClause[int | None] = column(Integer, nullable=True)
    copy_of: ColumnClause[int | None] = column(Key, nullable=True)
    modified_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)
    modified_precision: ColumnClause[str | None] = column(Code, nullable=True)
    # The last column, so that SQLite reads the others without the pages of a long text.
    text: ColumnClause[str] = column(Text)


class SightingRow(Base):
    """One place a text was read from, the first included: one article on two sites has two sightings.

    `address_key` is that of the web address, or of a file that is one article; null for records without an address.
    `etag` and `last_modified` are what the server said of the page's version at the last reading, and `reading` names
    how it was read; null where the place is no page, or holds more than this document. `location_key` is set where
    `reading` is.
    """

    __tablename__ = "sightings"
    __table_args__ = (
        Index(None, "address_key"),
        # On PostgreSQL the migration has the same condition; naming it here would import that dialect everywhere.
        Index(None, "location_key", sqlite_where=_VERSIONED),
        WITHOUT_ROWID,
    )

    document_key: ColumnClause[int] = column(Key, ForeignKey("documents.key"), primary_key=True)
    place_key: ColumnClause[int] = column(Key, primary_key=True, autoincrement=False)  # of location, record and URL
    location: ColumnClause[str] = column(Text)
    record: ColumnClause[int | None] = column(Integer, nullable=True)
    title: ColumnClause[str | None] = column(Text, nullable=True)
    url: ColumnClause[str | None] = column(Text, nullable=True)
    outlet: ColumnClause[str | None] = column(Text, nullable=True)
    author: ColumnClause[str | None] = column(Text, nullable=True)
    published_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)
    published_original: ColumnClause[str | None] = column(Text, nullable=True)
    retrieved_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)
    external_id: ColumnClause[str | None] = column(Text, nullable=True)
    seen_at: ColumnClause[datetime] = column(UtcDateTime)
    published_precision: ColumnClause[str | None] = column(Code, nullable=True)
    address_key: ColumnClause[int | None] = column(Key, nullable=True)
    raw_sha256: ColumnClause[str | None] = column(Code, nullable=True)
    final_url: ColumnClause[str | None] = column(Text, nullable=True)
    archive_url: ColumnClause[str | None] = column(Text, nullable=True)
    modified_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)
    modified_precision: ColumnClause[str | None] = column(Code, nullable=True)
    etag: ColumnClause[str | None] = column(Text, nullable=True)
    last_modified: ColumnClause[str | None] = column(Text, nullable=True)
    reading: ColumnClause[str | None] = column(Code, nullable=True)
    location_key: ColumnClause[int | None] = column(Key, nullable=True)


class PrintedLineRow(Base):
    """One line of a document that was printed on pages: offsets in its text, the page from 1, its box in points."""

    __tablename__ = "printed_lines"
    __table_args__ = (WITHOUT_ROWID,)

    document_key: ColumnClause[int] = column(Key, ForeignKey("documents.key"), primary_key=True, autoincrement=False)
    start: ColumnClause[int] = column(Integer, primary_key=True, autoincrement=False)
    end: ColumnClause[int] = column(Integer)
    page: ColumnClause[int] = column(Integer)
    left: ColumnClause[float] = column(Double)
    bottom: ColumnClause[float] = column(Double)
    right: ColumnClause[float] = column(Double)
    top: ColumnClause[float] = column(Double)


class DocumentEditRow(Base):
    """One change of one field of a document (see EditedField); undoing sets a date, nothing is deleted.

    `before` and `after` hold the columns of `documents` that it changed. `edited_by` is null where a newer reading of
    the source made the change. Rows of one command share a `batch`.
    """

    __tablename__ = "document_edits"
    __table_args__ = (Index(None, "document_key"), Index(None, "batch"))

    id: ColumnClause[str] = column(Code, primary_key=True)
    batch: ColumnClause[str] = column(Code)
    document_key: ColumnClause[int | None] = column(Key, ForeignKey("documents.key"), nullable=True)
    field: ColumnClause[str] = column(Code)
    before: ColumnClause[dict[str, Any]] = column(JSON(none_as_null=True))
    after: ColumnClause[dict[str, Any]] = column(JSON(none_as_null=True))
    note: ColumnClause[str | None] = column(Text, nullable=True)
    edited_by: ColumnClause[str | None] = column(Text, nullable=True)
    edited_at: ColumnClause[datetime] = column(UtcDateTime)
    undone_by: ColumnClause[str | None] = column(Text, nullable=True)
    undone_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)


ACTIVE_EDIT: ColumnElement[bool] = DocumentEditRow.undone_at.is_(None)
"""A condition: nobody has undone the edit."""
