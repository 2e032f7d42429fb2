"""The tables of statements, with their spans and stances.

Only migrations/ creates tables. Those of actors and judgements are in `schema/actors.py`.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ColumnClause,
    ColumnElement,
    Date,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    false,
    text,
)

from attrib.store.schema.base import WITHOUT_ROWID, Base, Code, Key, column

UNDATED = 2**62
"""The `date_order` of a statement whose document has no date: after every dated one."""
NO_SPEAKER = "1"
"""The `speaker_order` of a statement without a speaker: after every name, which has "0" before it."""


class StatementRow(Base):
    """One attribution; the columns below `context_end` are copies for filters and orders from indexes alone.

    `number` grows with start and id within what one extraction found. `date_order` is minus the microseconds since 1970
    (UNDATED without a date). `speaker_order` is "0" and the folded name, or NO_SPEAKER. `stance_labels` is the sum of
    the STANCE_BITS of its stances. For a reviewed statement, the columns and stances hold the reviewed values and
    `machine` the values of the run (see `reviews/apply.py`); a `rejected` statement is not current. An `added` one was
    drawn by a person and the run has not found it; when that is undone, it is rejected and has no `machine`.
    The words of a `copied` one stand in the document that its own is a copy of too. The days from `said_since` to
    `said_until` are those that its words of time mean, null where they tell none. `worth` is how much it is worth
    checking, null until it has been scored.
    """

    __tablename__ = "statements"
    __table_args__ = (
        UniqueConstraint("id"),
        ForeignKeyConstraint(["document_key", "run_id"], ["extractions.document_key", "extractions.run_id"]),
        CheckConstraint("type IN ('direct', 'indirect', 'mixed')", name="type"),
        Index(
            "ix_statements_search",  # has every filtered column: rare combinations are found without reading rows
            *("current", "date_order", "document_key", "start", "number", "type", "actor_id", "outlet_key"),
            *("affiliation_key", "role_key", "confidence", "speaker_order", "stance_labels", "assertion"),
            *("addressee_key", "place_key", "said_since", "said_until", "time_start", "worth"),
        ),
        Index(
            "ix_statements_actor",  # also has what searches of a speaker ask, and the columns of later roles
            *("actor_id", "current", "date_order", "document_key", "start", "number", "type", "affiliation_key"),
            *("role_key", "outlet_key", "confidence", "speaker_order", "stance_labels"),
        ),
        Index(
            "ix_statements_counted",  # narrow, for counts of all statements by actor: see summaries.py
            *("actor_id", "current"),
            sqlite_where=text("coalesce(current, 0) = 1"),
        ),
        Index("ix_statements_role", "role_key", "current", "date_order", "actor_id"),
        Index(
            "ix_statements_roles_held",  # narrow, for the latest role of each of many speakers
            *("actor_id", "current", "date_order", "role_key"),
            sqlite_where=text("role_key IS NOT NULL"),
        ),
        Index("ix_statements_outlet", "outlet_key", "current", "date_order", "document_key", "start", "number"),
        Index(
            "ix_statements_affiliation", "affiliation_key", "current", "date_order", "document_key", "start", "number"
        ),
        Index("ix_statements_position", "current", "document_key", "start", "number"),
        Index(
            "ix_statements_worth",  # in that order, with what a confident search asks
            *("current", text("(worth IS NULL)"), text("worth DESC"), "document_key", "start", "number"),
            *("confidence", "speaker_order"),
        ),
    )

    number: ColumnClause[int] = column(Key, Identity(), primary_key=True)
    id: ColumnClause[str] = column(Code)
    document_key: ColumnClause[int] = column(Key)
    run_id: ColumnClause[str] = column(Code)
    type: ColumnClause[str] = column(Code)
    start: ColumnClause[int] = column(Integer)
    end: ColumnClause[int] = column(Integer)
    confidence: ColumnClause[float] = column(Double)
    speaker: ColumnClause[str | None] = column(Text, nullable=True)
    speaker_kind: ColumnClause[str | None] = column(Code, nullable=True)
    speaker_start: ColumnClause[int | None] = column(Integer, nullable=True)
    speaker_end: ColumnClause[int | None] = column(Integer, nullable=True)
    role: ColumnClause[str | None] = column(Text, nullable=True)
    affiliation: ColumnClause[str | None] = column(Text, nullable=True)
    reason: ColumnClause[str | None] = column(Code, nullable=True)  # how the speaker was found, or why there is none
    speaker_confidence: ColumnClause[float | None] = column(Double, nullable=True)
    actor_id: ColumnClause[str | None] = column(Code, ForeignKey("actors.id"), nullable=True)  # the canonical actor
    own_actor_id: ColumnClause[str | None] = column(Code, nullable=True)  # the actor before merges, where it differs
    context_start: ColumnClause[int] = column(Integer)
    context_end: ColumnClause[int] = column(Integer)
    current: ColumnClause[bool] = column(Boolean)
    date_order: ColumnClause[int] = column(Key)
    speaker_order: ColumnClause[str] = column(Code)
    stance_labels: ColumnClause[int] = column(Integer)
    outlet_key: ColumnClause[str | None] = column(Code, nullable=True)
    affiliation_key: ColumnClause[str | None] = column(Code, nullable=True)
    role_key: ColumnClause[str | None] = column(Code, nullable=True)
    rejected: ColumnClause[bool] = column(Boolean, default=False, server_default=false())
    assertion: ColumnClause[str | None] = column(Code, nullable=True)  # null where an attrib before 0.3 read it
    added: ColumnClause[bool] = column(Boolean, default=False, server_default=false())
    copied: ColumnClause[bool] = column(Boolean, default=False, server_default=false())
    time_start: ColumnClause[int | None] = column(Integer, nullable=True)
    time_end: ColumnClause[int | None] = column(Integer, nullable=True)
    addressee_start: ColumnClause[int | None] = column(Integer, nullable=True)
    addressee_end: ColumnClause[int | None] = column(Integer, nullable=True)
    place_start: ColumnClause[int | None] = column(Integer, nullable=True)
    place_end: ColumnClause[int | None] = column(Integer, nullable=True)
    said_since: ColumnClause[date | None] = column(Date, nullable=True)
    said_until: ColumnClause[date | None] = column(Date, nullable=True)
    said_precision: ColumnClause[str | None] = column(Code, nullable=True)
    addressee_key: ColumnClause[str | None] = column(Code, nullable=True)
    place_key: ColumnClause[str | None] = column(Code, nullable=True)
    worth: ColumnClause[float | None] = column(Double, nullable=True)
    machine: ColumnClause[dict[str, Any] | None] = column(JSON(none_as_null=True), nullable=True)


SHOWN_OR_NOT: ColumnElement[bool] = StatementRow.current.in_((True, False))
"""A condition that every statement fulfils: before one on the document it lets the index of positions answer.

No index begins with the document; without this SQLite looks through all statements.
"""


class SpanRow(Base):
    """One span of a statement: a piece of its content, cue or source, or evidence for its speaker's role."""

    __tablename__ = "spans"
    __table_args__ = (
        CheckConstraint("role IN ('content', 'cue', 'source', 'evidence')", name="role"),
        WITHOUT_ROWID,
    )

    statement_number: ColumnClause[int] = column(Key, ForeignKey("statements.number"), primary_key=True)
    role: ColumnClause[str] = column(Code, primary_key=True)
    position: ColumnClause[int] = column(Integer, primary_key=True, autoincrement=False)
    start: ColumnClause[int] = column(Integer)
    end: ColumnClause[int] = column(Integer)


class StanceRow(Base):
    """The stance of a statement's speaker towards one target, with the actor's id where the target is a speaker.

    The spans are the mention of the target and the words that decided. `reviewed` marks a person's review.
    """

    __tablename__ = "stances"
    __table_args__ = (
        CheckConstraint("label IN ('support', 'oppose', 'neutral')", name="label"),
        Index("ix_stances_target", "target_key", "label", "statement_number", "score"),
        Index("ix_stances_target_actor", "target_actor_id", "label", "statement_number", "score"),
        Index("ix_stances_score", "score", "label", "statement_number"),
        WITHOUT_ROWID,
    )

    statement_number: ColumnClause[int] = column(Key, ForeignKey("statements.number"), primary_key=True)
    position: ColumnClause[int] = column(Integer, primary_key=True, autoincrement=False)
    target: ColumnClause[str] = column(Text)
    target_key: ColumnClause[str] = column(Code)
    target_kind: ColumnClause[str] = column(Code)
    target_actor_id: ColumnClause[str | None] = column(Code, ForeignKey("actors.id"), nullable=True)
    label: ColumnClause[str] = column(Code)
    score: ColumnClause[float] = column(Double)
    target_start: ColumnClause[int | None] = column(Integer, nullable=True)
    target_end: ColumnClause[int | None] = column(Integer, nullable=True)
    evidence_start: ColumnClause[int | None] = column(Integer, nullable=True)
    evidence_end: ColumnClause[int | None] = column(Integer, nullable=True)
    unclear: ColumnClause[bool] = column(Boolean, default=False, server_default=false())
    reviewed: ColumnClause[bool] = column(Boolean, default=False, server_default=false())
