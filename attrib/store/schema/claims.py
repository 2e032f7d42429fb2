"""The tables of repeated claims: what is said, the pairs that are alike, the claims they make, and judgements on them.

All but the judgements follow from the statements that search shows, and can be made anew.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnClause, ColumnElement, Double, ForeignKey, Index, Integer, Text

from attrib.store.schema.base import WITHOUT_ROWID, Base, Code, Key, UtcDateTime, column


class UtteranceRow(Base):
    """One distinct saying: words of one speaker, however many articles have them; the key follows from both.

    `words`, `near` and `meaning` are the claims it makes at each level (see ClaimLevel): the lowest key among their
    utterances, its own where no other makes it.
    """

    __tablename__ = "utterances"
    __table_args__ = (*(Index(None, name) for name in ("words", "near", "meaning", "folded")),)

    key: ColumnClause[int] = column(Key, primary_key=True, autoincrement=False)
    words: ColumnClause[int] = column(Key)
    near: ColumnClause[int] = column(Key)
    meaning: ColumnClause[int] = column(Key)
    folded: ColumnClause[int] = column(Key)  # of the folded words, by which identical ones are found


class StatementUtteranceRow(Base):
    """Which utterance a statement is."""

    __tablename__ = "statement_utterances"
    __table_args__ = (Index(None, "utterance_key"),)

    statement_number: ColumnClause[int] = column(
        Key, ForeignKey("statements.number"), primary_key=True, autoincrement=False
    )
    utterance_key: ColumnClause[int] = column(Key, ForeignKey("utterances.key"))


class UtterancePairRow(Base):
    """Two utterances that may make the same claim, the one with the lower key first."""

    __tablename__ = "utterance_pairs"
    __table_args__ = (
        CheckConstraint("level IN ('same_words', 'near_words', 'same_meaning')", name="level"),
        Index(None, "second_key"),
        WITHOUT_ROWID,
    )

    first_key: ColumnClause[int] = column(Key, ForeignKey("utterances.key"), primary_key=True)
    second_key: ColumnClause[int] = column(Key, ForeignKey("utterances.key"), primary_key=True)
    level: ColumnClause[str] = column(Code)
    score: ColumnClause[float] = column(Double)


class ClaimCountRow(Base):
    """A claim that several statements make, at one level: their number and that of the independent outlets behind them.

    They rank the list of claims; see `claims/counting.py`.
    """

    __tablename__ = "claim_counts"
    __table_args__ = (
        CheckConstraint("level IN ('same_words', 'near_words', 'same_meaning')", name="level"),
        Index(None, "key"),
        Index("ix_claim_counts_rank", "level", "outlets", "statements", "key"),  # read from its end
        WITHOUT_ROWID,
    )

    level: ColumnClause[str] = column(Code, primary_key=True)
    key: ColumnClause[int] = column(Key, primary_key=True, autoincrement=False)
    statements: ColumnClause[int] = column(Integer)
    outlets: ColumnClause[int] = column(Integer)


class ClaimJudgementRow(Base):
    """A person's word that two statements make the same claim or different ones; undoing sets a date.

    The row holds the ids of the statements, and their documents and spans, so that it outlives the run.
    """

    __tablename__ = "claim_judgements"
    __table_args__ = (
        CheckConstraint("verdict IN ('same', 'different')", name="verdict"),
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


ACTIVE_CLAIM_JUDGEMENT: ColumnElement[bool] = ClaimJudgementRow.undone_at.is_(None)
"""A condition: nobody has undone the judgement."""
