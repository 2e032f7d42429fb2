"""The tables of actors and of people's judgements: actors, aliases, affiliations, judgements and reviews."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, Index, Text, and_, func, or_, true
from sqlalchemy.orm import Mapped, mapped_column

from attrib.store.schema.base import Base, Code, Key, UtcDateTime


class ActorRow(Base):
    """One speaker across documents; `document_key` is set where the name is too short to join documents.

    The id is a digest of kind, folded name and that document, so that the same corpus makes the same actors in any
    order. `name` and `kind` come from the texts. `refresh` keeps the columns that follow from judgements: the canonical
    actor, and the name, kind and Wikidata id that people gave.
    """

    __tablename__ = "actors"
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'organization', 'group', 'unnamed')", name="kind"),
        Index(None, "key"),
        Index(None, "wikidata_id"),
        Index(None, "canonical_id"),
    )

    id: Mapped[str] = mapped_column(Code, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Code)
    key: Mapped[str] = mapped_column(Code)
    document_key: Mapped[int | None] = mapped_column(Key, ForeignKey("documents.key"))
    wikidata_id: Mapped[str | None] = mapped_column(Code)
    canonical_id: Mapped[str | None] = mapped_column(Code)  # null where it is canonical itself
    given_name: Mapped[str | None] = mapped_column(Text)
    given_kind: Mapped[str | None] = mapped_column(Code)


class AliasRow(Base):
    """One name of an actor, verbatim; a name given by the user is compared with `folded`.

    `found` says that a text uses the name. `judged` is a person's judgement: true added, false removed, null none.
    """

    __tablename__ = "aliases"
    __table_args__ = (Index(None, "folded", "actor_id"), {"sqlite_with_rowid": False})

    actor_id: Mapped[str] = mapped_column(Code, ForeignKey("actors.id"), primary_key=True)
    alias: Mapped[str] = mapped_column(Code, primary_key=True)
    folded: Mapped[str] = mapped_column(Code)
    found: Mapped[bool] = mapped_column(default=True, server_default=true())
    judged: Mapped[bool | None]


IS_ALIAS = or_(AliasRow.judged.is_(True), and_(AliasRow.found, AliasRow.judged.is_(None)))
"""A condition: the alias comes from a text or a person, and nobody has removed it."""


class AffiliationRow(Base):
    """A role of an actor in an organization, in one document; the earliest statement with it is the evidence."""

    __tablename__ = "affiliations"
    __table_args__ = (
        Index(None, "statement_number"),
        Index(None, "organization_key"),
        {"sqlite_with_rowid": False},
    )

    actor_id: Mapped[str] = mapped_column(Code, ForeignKey("actors.id"), primary_key=True)
    organization: Mapped[str] = mapped_column(Code, primary_key=True)
    role: Mapped[str] = mapped_column(Code, primary_key=True)  # empty where the text gives none
    document_key: Mapped[int] = mapped_column(Key, ForeignKey("documents.key"), primary_key=True)
    run_id: Mapped[str] = mapped_column(Code, ForeignKey("runs.id"), primary_key=True)
    organization_key: Mapped[str] = mapped_column(Code)
    statement_number: Mapped[int] = mapped_column(Key, ForeignKey("statements.number"))
    on_date: Mapped[datetime | None] = mapped_column(UtcDateTime)


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

    id: Mapped[str] = mapped_column(Code, primary_key=True)
    batch: Mapped[str] = mapped_column(Code)
    kind: Mapped[str] = mapped_column(Code)
    actor_id: Mapped[str] = mapped_column(Code, ForeignKey("actors.id"))
    other_actor_id: Mapped[str | None] = mapped_column(Code, ForeignKey("actors.id"))
    document_key: Mapped[int | None] = mapped_column(Key, ForeignKey("documents.key"))
    value: Mapped[str | None] = mapped_column(Text)
    value_key: Mapped[str | None] = mapped_column(Code)
    role: Mapped[str | None] = mapped_column(Text)
    role_key: Mapped[str | None] = mapped_column(Code)
    since: Mapped[str | None] = mapped_column(Code)
    until: Mapped[str | None] = mapped_column(Code)
    since_order: Mapped[int | None] = mapped_column(Key)
    until_order: Mapped[int | None] = mapped_column(Key)
    claims: Mapped[str | None] = mapped_column(Code)
    note: Mapped[str | None] = mapped_column(Text)
    judged_by: Mapped[str] = mapped_column(Text)
    judged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(Text)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


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

    id: Mapped[str] = mapped_column(Code, primary_key=True)
    statement_id: Mapped[str] = mapped_column(Code)
    document_key: Mapped[int] = mapped_column(Key, ForeignKey("documents.key"))
    start: Mapped[int]
    end: Mapped[int]
    field: Mapped[str] = mapped_column(Code)
    machine_value: Mapped[str | None] = mapped_column(Text)
    corrected_value: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    reviewed_by: Mapped[str] = mapped_column(Text)
    reviewed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    batch: Mapped[str] = mapped_column(Code, default="", server_default="")
    target: Mapped[str | None] = mapped_column(Text)
    target_key: Mapped[str | None] = mapped_column(Code)
    actor_id: Mapped[str | None] = mapped_column(Code)
    undone_by: Mapped[str | None] = mapped_column(Text)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    origin: Mapped[str | None] = mapped_column(Code)
    followed_by: Mapped[str | None] = mapped_column(Code)


CANONICAL: ColumnElement[str] = func.coalesce(ActorRow.canonical_id, ActorRow.id)
"""The id of an actor's canonical actor: its own id, where it is part of no other."""
ACTIVE_JUDGEMENT: ColumnElement[bool] = JudgementRow.undone_at.is_(None)
"""A condition: nobody has undone the judgement."""
ACTIVE_REVIEW: ColumnElement[bool] = ReviewRow.undone_at.is_(None)
"""A condition: nobody has undone the review."""
