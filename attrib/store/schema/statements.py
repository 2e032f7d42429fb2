"""The tables of extraction: documents, runs, statements with their spans and stances, and the searchable text.

Only migrations/ creates tables. The tables of actors and judgements are in `schema/actors.py`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from attrib.store.schema.base import Base, Code, Key, UtcDateTime

UNDATED = 2**62
"""The `date_order` of a statement whose document has no date: after every dated one."""
NO_SPEAKER = "1"
"""The `speaker_order` of a statement without a speaker: after every name, which has "0" before it."""

WITHOUT_ROWID = {"sqlite_with_rowid": False}


class DocumentRow(Base):
    """One text, stored once and never changed, with its provenance; `id` is its SHA-256.

    `replaced_by` is the document with the newer text of the same address. Neither a replaced nor a `deleted` document
    has a current extraction, so that no search shows it.
    """

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("id"), Index(None, "published_precision", "published_at"))

    key: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(Code)
    location: Mapped[str] = mapped_column(Text)
    record: Mapped[int | None]
    title: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    outlet: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_original: Mapped[str | None] = mapped_column(Text)
    retrieved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[str | None] = mapped_column(Text)
    external_id: Mapped[str | None] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_precision: Mapped[str | None] = mapped_column(Code)
    replaced_by: Mapped[int | None] = mapped_column(Key)
    deleted: Mapped[bool] = mapped_column(default=False, server_default=false())
    # The last column, so that SQLite reads the others without the pages of a long text.
    text: Mapped[str] = mapped_column(Text)


class SightingRow(Base):
    """One place a text was read from, the first included: one article on two sites has two sightings.

    `address_key` is that of the web address, or of a file that is one article; null for records without an address.
    """

    __tablename__ = "sightings"
    __table_args__ = (Index(None, "address_key"), WITHOUT_ROWID)

    document_key: Mapped[int] = mapped_column(Key, ForeignKey("documents.key"), primary_key=True)
    place_key: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)  # of location, record and URL
    location: Mapped[str] = mapped_column(Text)
    record: Mapped[int | None]
    title: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    outlet: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_original: Mapped[str | None] = mapped_column(Text)
    retrieved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    external_id: Mapped[str | None] = mapped_column(Text)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_precision: Mapped[str | None] = mapped_column(Code)
    address_key: Mapped[int | None] = mapped_column(Key)


class RunRow(Base):
    """One way of extracting; the id is a digest of the columns that define it."""

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(Code, primary_key=True)
    model: Mapped[str] = mapped_column(Text)
    weights_digest: Mapped[str] = mapped_column(Text)
    code_version: Mapped[str] = mapped_column(Text)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ExtractionRow(Base):
    """A run has finished with a document; `current` marks the document's newest extraction, which search shows.

    `vectors` is the id of the sentence encoder whose vectors of the statements are in `vector_blocks`; null without
    vectors.
    """

    __tablename__ = "extractions"
    __table_args__ = (Index(None, "run_id"),)

    document_key: Mapped[int] = mapped_column(Key, ForeignKey("documents.key"), primary_key=True)
    run_id: Mapped[str] = mapped_column(Code, ForeignKey("runs.id"), primary_key=True)
    current: Mapped[bool]
    statements: Mapped[int]
    finished_at: Mapped[datetime] = mapped_column(UtcDateTime)
    vectors: Mapped[str | None] = mapped_column(Code)


class MentionRow(Base):
    """A named mention that the run found in the document."""

    __tablename__ = "mentions"
    __table_args__ = (
        ForeignKeyConstraint(["document_key", "run_id"], ["extractions.document_key", "extractions.run_id"]),
        WITHOUT_ROWID,
    )

    document_key: Mapped[int] = mapped_column(Key, primary_key=True)
    run_id: Mapped[str] = mapped_column(Code, primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    end: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Code, primary_key=True)
    confidence: Mapped[float]


class StatementRow(Base):
    """One attribution; the columns below `context_end` are copies for filters and orders from indexes alone.

    `number` grows with start and id within what one extraction found. `date_order` is minus the microseconds since 1970
    (UNDATED without a date). `speaker_order` is "0" and the folded name, or NO_SPEAKER. `stance_labels` is the sum of
    the STANCE_BITS of its stances. For a reviewed statement, the columns and stances hold the reviewed values and
    `machine` the values of the run (see `reviews/apply.py`); a `rejected` statement is not current. An `added` one was
    drawn by a person and the run has not found it; when that is undone, it is rejected and has no `machine`.
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
        ),
        Index(
            "ix_statements_actor",  # also has the columns that are counted by actor
            *("actor_id", "current", "date_order", "document_key", "start", "number", "type", "affiliation_key"),
        ),
        Index("ix_statements_outlet", "outlet_key", "current", "date_order", "document_key", "start", "number"),
        Index(
            "ix_statements_affiliation", "affiliation_key", "current", "date_order", "document_key", "start", "number"
        ),
        Index("ix_statements_position", "current", "document_key", "start", "number"),
    )

    number: Mapped[int] = mapped_column(Key, Identity(), primary_key=True)
    id: Mapped[str] = mapped_column(Code)
    document_key: Mapped[int] = mapped_column(Key)
    run_id: Mapped[str] = mapped_column(Code)
    type: Mapped[str] = mapped_column(Code)
    start: Mapped[int]
    end: Mapped[int]
    confidence: Mapped[float]
    speaker: Mapped[str | None] = mapped_column(Text)
    speaker_kind: Mapped[str | None] = mapped_column(Code)
    speaker_start: Mapped[int | None]
    speaker_end: Mapped[int | None]
    role: Mapped[str | None] = mapped_column(Text)
    affiliation: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Code)  # how the speaker was found, or why there is none
    speaker_confidence: Mapped[float | None]
    actor_id: Mapped[str | None] = mapped_column(Code, ForeignKey("actors.id"))  # the canonical actor
    own_actor_id: Mapped[str | None] = mapped_column(Code)  # the actor before merges, where it differs
    context_start: Mapped[int]
    context_end: Mapped[int]
    current: Mapped[bool]
    date_order: Mapped[int] = mapped_column(Key)
    speaker_order: Mapped[str] = mapped_column(Code)
    stance_labels: Mapped[int]
    outlet_key: Mapped[str | None] = mapped_column(Code)
    affiliation_key: Mapped[str | None] = mapped_column(Code)
    role_key: Mapped[str | None] = mapped_column(Code)
    rejected: Mapped[bool] = mapped_column(default=False, server_default=false())
    assertion: Mapped[str | None] = mapped_column(Code)  # null where an attrib before 0.3 read it
    added: Mapped[bool] = mapped_column(default=False, server_default=false())
    machine: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class SpanRow(Base):
    """One span of a statement: a piece of its content, cue or source, or evidence for its speaker's role."""

    __tablename__ = "spans"
    __table_args__ = (
        CheckConstraint("role IN ('content', 'cue', 'source', 'evidence')", name="role"),
        WITHOUT_ROWID,
    )

    statement_number: Mapped[int] = mapped_column(Key, ForeignKey("statements.number"), primary_key=True)
    role: Mapped[str] = mapped_column(Code, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start: Mapped[int]
    end: Mapped[int]


class StanceRow(Base):
    """The stance of a statement's speaker towards one target, with the actor's id where the target is a speaker.

    The spans are the mention of the target and the words that decided. `reviewed` marks a person's review.
    """

    __tablename__ = "stances"
    __table_args__ = (
        CheckConstraint("label IN ('support', 'oppose', 'neutral')", name="label"),
        Index("ix_stances_target", "target_key", "label", "statement_number"),
        Index("ix_stances_target_actor", "target_actor_id", "label", "statement_number"),
        WITHOUT_ROWID,
    )

    statement_number: Mapped[int] = mapped_column(Key, ForeignKey("statements.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    target: Mapped[str] = mapped_column(Text)
    target_key: Mapped[str] = mapped_column(Code)
    target_kind: Mapped[str] = mapped_column(Code)
    target_actor_id: Mapped[str | None] = mapped_column(Code, ForeignKey("actors.id"))
    label: Mapped[str] = mapped_column(Code)
    score: Mapped[float]
    target_start: Mapped[int | None]
    target_end: Mapped[int | None]
    evidence_start: Mapped[int | None]
    evidence_end: Mapped[int | None]
    unclear: Mapped[bool] = mapped_column(default=False, server_default=false())
    reviewed: Mapped[bool] = mapped_column(default=False, server_default=false())


class SearchTextRow(Base):
    """The folded words of a statement's content, for full-text search (FTS5 or a GIN index); never shown."""

    __tablename__ = "search_text"

    statement_number: Mapped[int] = mapped_column(
        Key, ForeignKey("statements.number"), primary_key=True, autoincrement=False
    )
    words: Mapped[str] = mapped_column(Text)


class VectorBlockRow(Base):
    """Sentence vectors of up to some thousand statements, for search by meaning.

    `numbers` [count] are the statements' numbers as little-endian 64-bit integers; `vectors` [count, width] are signed
    bytes, and `scales` [count] the float32 factor of each vector.
    """

    __tablename__ = "vector_blocks"
    __table_args__ = (Index(None, "encoder", "count"),)

    number: Mapped[int] = mapped_column(Key, Identity(), primary_key=True)
    encoder: Mapped[str] = mapped_column(Code)
    count: Mapped[int]
    numbers: Mapped[bytes] = mapped_column(LargeBinary)
    scales: Mapped[bytes] = mapped_column(LargeBinary)
    vectors: Mapped[bytes] = mapped_column(LargeBinary)


class TermRow(Base):
    """A distinct outlet, affiliation, role or target in folded form, for lookup by a part of a name."""

    __tablename__ = "terms"
    __table_args__ = (WITHOUT_ROWID,)

    kind: Mapped[str] = mapped_column(Code, primary_key=True)
    key: Mapped[str] = mapped_column(Code, primary_key=True)
