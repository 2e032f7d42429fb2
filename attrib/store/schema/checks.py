"""The tables of fact checks: those of others, which statements they may be about, and people's judgements on that."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnClause,
    ColumnElement,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
)

from attrib.store.schema.base import WITHOUT_ROWID, Base, Code, Key, UtcDateTime, column

_VERDICTS = "verdict IN ('confirmed', 'rejected')"


class FactCheckRow(Base):
    """A claim that a fact-checker has checked; the key follows from the address and the words of the claim.

    `raw` is the record as it was read, `source` where that was. `words_key` is of the words that are compared, `vector`
    the middle of the sentence vectors of claim and title in half precision, made by `encoder`. A deleted one stays.
    """

    __tablename__ = "fact_checks"

    key: ColumnClause[int] = column(Key, primary_key=True, autoincrement=False)
    claim: ColumnClause[str] = column(Text)
    claimant: ColumnClause[str | None] = column(Text, nullable=True)
    rating: ColumnClause[str | None] = column(Text, nullable=True)
    publisher: ColumnClause[str | None] = column(Text, nullable=True)
    url: ColumnClause[str | None] = column(Text, nullable=True)
    title: ColumnClause[str | None] = column(Text, nullable=True)
    claim_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)
    claim_precision: ColumnClause[str | None] = column(Code, nullable=True)
    reviewed_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)
    reviewed_precision: ColumnClause[str | None] = column(Code, nullable=True)
    language: ColumnClause[str | None] = column(Code, nullable=True)
    source: ColumnClause[str] = column(Text)
    raw: ColumnClause[Any] = column(JSON)
    words_key: ColumnClause[int] = column(Key)
    encoder: ColumnClause[str | None] = column(Code, nullable=True)
    vector: ColumnClause[bytes | None] = column(LargeBinary, nullable=True)
    added_at: ColumnClause[datetime] = column(UtcDateTime)
    changed_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)
    deleted_by: ColumnClause[str | None] = column(Text, nullable=True)
    deleted_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)


class CheckMatchRow(Base):
    """A fact check that may be about what a statement claims, and what people say of that.

    `score` and `cosine` are null where only a person has told it.
    """

    __tablename__ = "check_matches"
    __table_args__ = (CheckConstraint(_VERDICTS, name="verdict"), Index(None, "check_key"), WITHOUT_ROWID)

    statement_number: ColumnClause[int] = column(
        Key, ForeignKey("statements.number"), primary_key=True, autoincrement=False
    )
    check_key: ColumnClause[int] = column(Key, ForeignKey("fact_checks.key"), primary_key=True, autoincrement=False)
    score: ColumnClause[float | None] = column(Double, nullable=True)
    cosine: ColumnClause[float | None] = column(Double, nullable=True)
    verdict: ColumnClause[str | None] = column(Code, nullable=True)


class CheckJudgementRow(Base):
    """A person's word that a fact check is about what a statement claims, or is not; undoing sets a date.

    The row holds the statement's id, document and span, so that it outlives the run.
    """

    __tablename__ = "check_judgements"
    __table_args__ = (
        CheckConstraint(_VERDICTS, name="verdict"),
        Index(None, "document_key"),
        Index(None, "check_key"),
        Index(None, "batch"),
    )

    id: ColumnClause[str] = column(Code, primary_key=True)
    batch: ColumnClause[str] = column(Code)
    verdict: ColumnClause[str] = column(Code)
    statement_id: ColumnClause[str] = column(Code)
    document_key: ColumnClause[int] = column(Key, ForeignKey("documents.key"))
    start: ColumnClause[int] = column(Integer)
    end: ColumnClause[int] = column(Integer)
    check_key: ColumnClause[int] = column(Key, ForeignKey("fact_checks.key"))
    note: ColumnClause[str | None] = column(Text, nullable=True)
    judged_by: ColumnClause[str] = column(Text)
    judged_at: ColumnClause[datetime] = column(UtcDateTime)
    undone_by: ColumnClause[str | None] = column(Text, nullable=True)
    undone_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)


ACTIVE_CHECK_JUDGEMENT: ColumnElement[bool] = CheckJudgementRow.undone_at.is_(None)
"""A condition: nobody has undone the judgement."""
