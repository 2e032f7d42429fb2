"""The tables of saved searches, of the digests of what was new to them, and of the statements that they have told."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnClause, ForeignKey, Identity, Index, Integer, Text, UniqueConstraint

from attrib.store.schema.base import WITHOUT_ROWID, Base, Code, Key, UtcDateTime, column


class SavedSearchRow(Base):
    """A search that a person has saved under a name; removing it sets a date.

    `filters` are the fields of its StatementQuery that are not open, as JSON. `name_key` is the folded name, null once
    the search is removed, so that another one may have the name.
    """

    __tablename__ = "saved_searches"
    __table_args__ = (UniqueConstraint("name_key"),)

    number: ColumnClause[int] = column(Key, Identity(), primary_key=True)
    name: ColumnClause[str] = column(Text)
    name_key: ColumnClause[str | None] = column(Code, nullable=True)
    filters: ColumnClause[dict[str, Any]] = column(JSON)
    note: ColumnClause[str | None] = column(Text, nullable=True)
    saved_by: ColumnClause[str] = column(Text)
    saved_at: ColumnClause[datetime] = column(UtcDateTime)
    removed_by: ColumnClause[str | None] = column(Text, nullable=True)
    removed_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)


class DigestRow(Base):
    """One digest of saved searches; `told_at` is null while it is being written.

    `output` is the file that it is written to, null for none, and `sha256` that of its bytes: by these the next digest
    knows whether one that was interrupted was written.
    """

    __tablename__ = "digests"

    number: ColumnClause[int] = column(Key, primary_key=True, autoincrement=False)
    output: ColumnClause[str | None] = column(Text, nullable=True)
    sha256: ColumnClause[str] = column(Code)
    made_at: ColumnClause[datetime] = column(UtcDateTime)
    told_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)


class ToldStatementRow(Base):
    """A statement that a saved search has told, by its place, so that it outlives the run that found it.

    `digest_number` is null for what was there when the search was saved, and for what is another run's finding of a
    statement told before.
    """

    __tablename__ = "told_statements"
    __table_args__ = (Index(None, "digest_number"), WITHOUT_ROWID)

    search_number: ColumnClause[int] = column(
        Key, ForeignKey("saved_searches.number"), primary_key=True, autoincrement=False
    )
    document_key: ColumnClause[int] = column(Key, ForeignKey("documents.key"), primary_key=True)
    start: ColumnClause[int] = column(Integer, primary_key=True, autoincrement=False)
    end: ColumnClause[int] = column(Integer, primary_key=True, autoincrement=False)
    digest_number: ColumnClause[int | None] = column(Key, ForeignKey("digests.number"), nullable=True)
