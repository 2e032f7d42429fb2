"""The table of what people and newer readings have changed about documents."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from attrib.store.schema.base import Base, Code, Key, UtcDateTime


class DocumentEditRow(Base):
    """One change of one field of a document (see EditedField); undoing sets a date, nothing is deleted.

    `before` and `after` hold the columns of `documents` that it changed. `edited_by` is null where a newer reading of
    the source made the change. Rows of one command share a `batch`.
    """

    __tablename__ = "document_edits"
    __table_args__ = (Index(None, "document_key"), Index(None, "batch"))

    id: Mapped[str] = mapped_column(Code, primary_key=True)
    batch: Mapped[str] = mapped_column(Code)
    document_key: Mapped[int | None] = mapped_column(Key, ForeignKey("documents.key"))
    field: Mapped[str] = mapped_column(Code)
    before: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True))
    note: Mapped[str | None] = mapped_column(Text)
    edited_by: Mapped[str | None] = mapped_column(Text)
    edited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(Text)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


ACTIVE_EDIT: ColumnElement[bool] = DocumentEditRow.undone_at.is_(None)
"""A condition: nobody has undone the edit."""
