"""Who speaks across documents, and what people have judged: actors, aliases, affiliations, judgements and reviews."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from attrib.store.base import Base, Code, Key, UtcDateTime


class ActorRow(Base):
    """One speaker across documents; `document_key` is set where the name is too little to join documents by.

    The id is a digest of kind, folded name and that document, so the same corpus makes the same actors in any order.
    """

    __tablename__ = "actors"
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'organization', 'group', 'unnamed')", name="kind"),
        Index(None, "key"),
        Index(None, "wikidata_id"),
    )

    id: Mapped[str] = mapped_column(Code, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Code)
    key: Mapped[str] = mapped_column(Code)
    document_key: Mapped[int | None] = mapped_column(Key, ForeignKey("documents.key"))
    wikidata_id: Mapped[str | None] = mapped_column(Code)


class AliasRow(Base):
    """One way the texts name an actor, verbatim; `folded` is what a name given by the user is compared with."""

    __tablename__ = "aliases"
    __table_args__ = (Index(None, "folded", "actor_id"), {"sqlite_with_rowid": False})

    actor_id: Mapped[str] = mapped_column(Code, ForeignKey("actors.id"), primary_key=True)
    alias: Mapped[str] = mapped_column(Code, primary_key=True)
    folded: Mapped[str] = mapped_column(Code)


class AffiliationRow(Base):
    """That a document gives an actor a role in an organization; the earliest statement that says so is the evidence."""

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
    """A person's decision that two actors are one, or are not; undone by a date, never deleted."""

    __tablename__ = "judgements"
    __table_args__ = (
        CheckConstraint("kind IN ('merge', 'split')", name="kind"),
        Index(None, "actor_id"),
        Index(None, "other_actor_id"),
    )

    id: Mapped[str] = mapped_column(Code, primary_key=True)
    kind: Mapped[str] = mapped_column(Code)
    actor_id: Mapped[str] = mapped_column(Code, ForeignKey("actors.id"))
    other_actor_id: Mapped[str] = mapped_column(Code, ForeignKey("actors.id"))
    note: Mapped[str | None] = mapped_column(Text)
    judged_by: Mapped[str] = mapped_column(Text)
    judged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(Text)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReviewRow(Base):
    """A person's correction of one field of a statement, beside the machine's value.

    The statement is named by id and also anchored by document and span, so that the review outlives a newer run.
    """

    __tablename__ = "reviews"
    __table_args__ = (Index(None, "statement_id"), Index(None, "document_key", "start", "end"))

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
