"""The table of people's judgements on changes of mind; the changes themselves follow from the stances."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnClause, ColumnElement, ForeignKey, Index, Integer, Text

from attrib.store.schema.base import Base, Code, Key, UtcDateTime, column


class ChangeJudgementRow(Base):
    """A person's word that an earlier statement and a later one are a change of mind, or none; undoing sets a date.

    The row holds the ids of the statements, and their documents and spans, so that it outlives the run.
    """

    __tablename__ = "change_judgements"
    __table_args__ = (
        CheckConstraint("verdict IN ('confirmed', 'rejected')", name="verdict"),
        Index(None, "document_key"),
        Index(None, "other_document_key"),
        Index(None, "batch"),
    )

    id: ColumnClause[str] = column(Code, primary_key=True)
    batch: ColumnClause[str] = column(Code)
    verdict: ColumnClause[str] = column(Code)
    statement_id: ColumnClause[str] = column(Code)
    document_key: ColumnClause[int] = column(Key, ForeignKey("documents.key"))
    start: ColumnClause[int] = column(Integer)
    end: ColumnClause[int] = column(Integer)
    other_statement_id: ColumnClause[str] = column(Code)
    other_document_key: ColumnClause[int] = column(Key, ForeignKey("documents.key"))
    other_start: ColumnClause[int] = column(Integer)
    other_end: ColumnClause[int] = column(Integer)
    note: ColumnClause[str | None] = column(Text, nullable=True)
    judged_by: ColumnClause[str] = column(Text)
    judged_at: ColumnClause[datetime] = column(UtcDateTime)
    undone_by: ColumnClause[str | None] = column(Text, nullable=True)
    undone_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)


ACTIVE_CHANGE_JUDGEMENT: ColumnElement[bool] = ChangeJudgementRow.undone_at.is_(None)
"""A condition: nobody has undone the judgement."""
