"""The tables of runs: what each has found in which documents, and the mentions of names in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ColumnClause, Double, ForeignKey, ForeignKeyConstraint, Index, Integer, Text

from attrib.store.schema.base import WITHOUT_ROWID, Base, Code, Key, UtcDateTime, column


class RunRow(Base):
    """One way of extracting; the id is a digest of the columns that define it."""

    __tablename__ = "runs"

    id: ColumnClause[str] = column(Code, primary_key=True)
    model: ColumnClause[str] = column(Text)
    weights_digest: ColumnClause[str] = column(Text)
    code_version: ColumnClause[str] = column(Text)
    settings: ColumnClause[dict[str, Any]] = column(JSON)
    first_at: ColumnClause[datetime] = column(UtcDateTime)


class ExtractionRow(Base):
    """A run has finished with a document; `current` marks the document's newest extraction, which search shows.

    `vectors` is the id of the sentence encoder whose vectors of the statements are in `vector_blocks`; null without
    vectors. `claims` says in the same way by which scorer the statements were compared with all others, `checks` with
    which fact checks, `worth` by what they were scored for how much they are worth checking.
    """

    __tablename__ = "extractions"
    __table_args__ = (
        Index(None, "run_id"),
        Index(
            "ix_extractions_marks",  # what is left to do after an ingest is found without reading rows
            *("current", "document_key", "run_id", "statements", "vectors", "claims", "worth", "checks"),
        ),
    )

    document_key: ColumnClause[int] = column(Key, ForeignKey("documents.key"), primary_key=True)
    run_id: ColumnClause[str] = column(Code, ForeignKey("runs.id"), primary_key=True)
    current: ColumnClause[bool] = column(Boolean)
    statements: ColumnClause[int] = column(Integer)
    finished_at: ColumnClause[datetime] = column(UtcDateTime)
    vectors: ColumnClause[str | None] = column(Code, nullable=True)
    claims: ColumnClause[str | None] = column(Code, nullable=True)
    worth: ColumnClause[str | None] = column(Code, nullable=True)
    checks: ColumnClause[str | None] = column(Code, nullable=True)


class MentionRow(Base):
    """A named mention that the run found in the document."""

    __tablename__ = "mentions"
    __table_args__ = (
        ForeignKeyConstraint(["document_key", "run_id"], ["extractions.document_key", "extractions.run_id"]),
        WITHOUT_ROWID,
    )

    document_key: ColumnClause[int] = column(Key, primary_key=True)
    run_id: ColumnClause[str] = column(Code, primary_key=True)
    start: ColumnClause[int] = column(Integer, primary_key=True)
    end: ColumnClause[int] = column(Integer, primary_key=True)
    kind: ColumnClause[str] = column(Code, primary_key=True)
    confidence: ColumnClause[float] = column(Double)
