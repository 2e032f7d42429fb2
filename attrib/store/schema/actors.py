"""The tables of actors and of people's judgements: actors, aliases, affiliations, judgements and reviews."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ColumnClause,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Text,
    and_,
    false,
    func,
    or_,
    true,
)

from attrib.store.schema.base import WITHOUT_ROWID, Base, Code, Key, UtcDateTime, column


class ActorRow(Base):
    """One speaker across documents; `document_key` is set where the name is too short to join documents.

    The id is a digest of kind, folded name and that document, so that the same corpus makes the same actors in any
    order. `name` and `kind` come from the texts. `refresh` keeps the columns that follow from judgements: the canonical
    actor, and the name, kind and Wikidata id that people gave. The name of a `compared` one is
    in its blocks.
    """

    __tablename__ = "actors"
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'organization', 'group', 'unnamed')", name="kind"),
        Index(None, "key"),
        Index(None, "wikidata_id"),
        Index(None, "canonical_id"),
        Index(None, "compared"),
    )

    id: ColumnClause[str] = column(Code, primary_key=True)
    name: ColumnClause[str] = column(Text)
    kind: ColumnClause[str] = column(Code)
    key: ColumnClause[str] = column(Code)
    document_key: ColumnClause[int | None] = column(Key, ForeignKey("documents.key"), nullable=True)
    wikidata_id: ColumnClause[str | None] = column(Code, nullable=True)
    canonical_id: ColumnClause[str | None] = column(Code, nullable=True)  # null where it is canonical itself
    given_name: ColumnClause[str | None] = column(Text, nullable=True)
    given_kind: ColumnClause[str | None] = column(Code, nullable=True)
    compared: ColumnClause[bool] = column(Boolean, default=False, server_default=false())


class AliasRow(Base):
    """One name of an actor, verbatim; a name given by the user is compared with `folded`.

    `found` says that a text uses the name. `judged` is a person's judgement: true added, false removed, null none.
    """

    __tablename__ = "aliases"
    __table_args__ = (Index(None, "folded", "actor_id"), WITHOUT_ROWID)

    actor_id: ColumnClause[str] = column(Code, ForeignKey("actors.id"), primary_key=True)
    alias: ColumnClause[str] = column(Code, primary_key=True)
    folded: ColumnClause[str] = column(Code)
    found: ColumnClause[bool] = column(Boolean, default=True, server_default=true())
    judged: ColumnClause[bool | None] = column(Boolean, nullable=True)


IS_ALIAS = or_(AliasRow.judged.is_(True), and_(AliasRow.found, AliasRow.judged.is_(None)))
"""A condition: the alias comes from a text or a person, and nobody has removed it."""


class NameBlockRow(Base):
    """A folded name in one of the blocks in which names of its kind are compared for likeness."""

    __tablename__ = "name_blocks"
    __table_args__ = (WITHOUT_ROWID,)

    kind: ColumnClause[str] = column(Code, primary_key=True)
    block: ColumnClause[str] = column(Code, primary_key=True)
    name: ColumnClause[str] = column(Code, primary_key=True)


class AlikeNamesRow(Base):
    """Two folded names that a block has brought together and that may mean one: the lesser first, and how alike.

    They are one name where several actors have it.
    """

    __tablename__ = "alike_names"
    __table_args__ = (WITHOUT_ROWID,)

    kind: ColumnClause[str] = column(Code, primary_key=True)
    block: ColumnClause[str] = column(Code, primary_key=True)
    one: ColumnClause[str] = column(Code, primary_key=True)
    other: ColumnClause[str] = column(Code, primary_key=True)
    score: ColumnClause[int] = column(Integer)
    reason: ColumnClause[str] = column(Code)


class AffiliationRow(Base):
    """A role of an actor in an organization, in one document; the earliest statement with it is the evidence."""

    __tablename__ = "affiliations"
    __table_args__ = (
        Index(None, "statement_number"),
        Index(None, "organization_key"),
        WITHOUT_ROWID,
    )

    actor_id: ColumnClause[str] = column(Code, ForeignKey("actors.id"), primary_key=True)
    organization: ColumnClause[str] = column(Code, primary_key=True)
    role: ColumnClause[str] = column(Code, primary_key=True)  # empty where the text gives none
    document_key: ColumnClause[int] = column(Key, ForeignKey("documents.key"), primary_key=True)
    run_id: ColumnClause[str] = column(Code, ForeignKey("runs.id"), primary_key=True)
    organization_key: ColumnClause[str] = column(Code)
    statement_number: ColumnClause[int] = column(Key, ForeignKey("statements.number"))
    on_date: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)


class JudgementRow(Base):
    """A person's decision about an actor (see JudgementKind); undoing sets a date, nothing is deleted.

    `value` is the name, kind, alias, organization or Wikidata id. `claims` is the id of the actor that an added alias
    makes in texts, stored or not. Rows of one command share a `batch`. `since_order` and `until_order` are a role's
    dates in the form of `date_order`.
    """

    __tablename__ = "judgements"
    __table_args__ = (
        Index(None, "actor_id"),
        Index(None, "other_actor_id"),
        Index(None, "claims"),
        Index(None, "batch"),
        Index(None, "kind", "value_key"),
    )

    id: ColumnClause[str] = column(Code, primary_key=True)
    batch: ColumnClause[str] = column(Code)
    kind: ColumnClause[str] = column(Code)
    actor_id: ColumnClause[str] = column(Code, ForeignKey("actors.id"))
    other_actor_id: ColumnClause[str | None] = column(Code, ForeignKey("actors.id"), nullable=True)
    document_key: ColumnClause[int | None] = column(Key, ForeignKey("documents.key"), nullable=True)
    value: ColumnClause[str | None] = column(Text, nullable=True)
    value_key: ColumnClause[str | None] = column(Code, nullable=True)
    role: ColumnClause[str | None] = column(Text, nullable=True)
    role_key: ColumnClause[str | None] = column(Code, nullable=True)
    since: ColumnClause[str | None] = column(Code, nullable=True)
    until: ColumnClause[str | None] = column(Code, nullable=True)
    since_order: ColumnClause[int | None] = column(Key, nullable=True)
    until_order: ColumnClause[int | None] = column(Key, nullable=True)
    claims: ColumnClause[str | None] = column(Code, nullable=True)
    note: ColumnClause[str | None] = column(Text, nullable=True)
    judged_by: ColumnClause[str] = column(Text)
    judged_at: ColumnClause[datetime] = column(UtcDateTime)
    undone_by: ColumnClause[str | None] = column(Text, nullable=True)
    undone_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)


class ReviewRow(Base):
    """A person's review of one field of a statement (see ReviewField); undoing sets a date, nothing is deleted.

    The row holds the statement's id, and its document and span, so that the review outlives the run. `target` is what a
    corrected stance is towards, `actor_id` the actor of a corrected speaker. Rows of one command share a `batch`. Of an
    added statement or a corrected quote, `details` holds the spans, and what is known of the statement where a run does
    not find it. A review that followed to a newer text of its document has the id of the first one as its `origin`;
    that of the older text tells in `followed_by` which one took its place.
    """

    __tablename__ = "reviews"
    __table_args__ = (Index(None, "statement_id"), Index(None, "document_key", "start", "end"), Index(None, "batch"))

    id: ColumnClause[str] = column(Code, primary_key=True)
    statement_id: ColumnClause[str] = column(Code)
    document_key: ColumnClause[int] = column(Key, ForeignKey("documents.key"))
    start: ColumnClause[int] = column(Integer)
    end: ColumnClause[int] = column(Integer)
    field: ColumnClause[str] = column(Code)
    machine_value: ColumnClause[str | None] = column(Text, nullable=True)
    corrected_value: ColumnClause[str | None] = column(Text, nullable=True)
    note: ColumnClause[str | None] = column(Text, nullable=True)
    reviewed_by: ColumnClause[str] = column(Text)
    reviewed_at: ColumnClause[datetime] = column(UtcDateTime)
    batch: ColumnClause[str] = column(Code, default="", server_default="")
    target: ColumnClause[str | None] = column(Text, nullable=True)
    target_key: ColumnClause[str | None] = column(Code, nullable=True)
    actor_id: ColumnClause[str | None] = column(Code, nullable=True)
    undone_by: ColumnClause[str | None] = column(Text, nullable=True)
    undone_at: ColumnClause[datetime | None] = column(UtcDateTime, nullable=True)
    details: ColumnClause[dict[str, Any] | None] = column(JSON(none_as_null=True), nullable=True)
    origin: ColumnClause[str | None] = column(Code, nullable=True)
    followed_by: ColumnClause[str | None] = column(Code, nullable=True)


CANONICAL: ColumnElement[str] = func.coalesce(ActorRow.canonical_id, ActorRow.id)
"""The id of an actor's canonical actor: its own id, where it is part of no other."""
ACTIVE_JUDGEMENT: ColumnElement[bool] = JudgementRow.undone_at.is_(None)
"""A condition: nobody has undone the judgement."""
ACTIVE_REVIEW: ColumnElement[bool] = ReviewRow.undone_at.is_(None)
"""A condition: nobody has undone the review."""
