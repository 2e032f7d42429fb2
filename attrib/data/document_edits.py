"""What people and newer readings of a source change about a document."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from attrib.data.dates import DatePrecision, day_text


class EditedField(StrEnum):
    """A part of a document that can be changed."""

    TITLE = "title"
    OUTLET = "outlet"
    AUTHOR = "author"
    DATE = "date"
    ADDRESS = "address"
    PATH = "path"
    ARCHIVE = "archive"
    DELETED = "deleted"
    MODIFIED = "modified"  # when its page was last changed
    VERSION = "version"  # a newer text of the same address took its place


@dataclass(frozen=True, slots=True)
class DocumentEdit:
    """A change of one field of a document; all changes of one command share a `batch`.

    `before` and `after` are values as people read them. `edited_by` None is a newer reading of the source.
    """

    id: str
    batch: str
    document: str  # its SHA-256
    field: EditedField
    before: str | None
    after: str | None
    note: str | None
    edited_by: str | None
    edited_at: datetime
    undone_by: str | None = None
    undone_at: datetime | None = None

    def __str__(self) -> str:
        return f"{self.said} ({self.who} {self.edited_at:%Y-%m-%d})"

    @property
    def who(self) -> str:
        """Who made it, or that a newer reading did."""
        return self.edited_by or "read again"

    @property
    def said(self) -> str:
        """What was changed, and what stood there before."""
        if self.field is EditedField.DELETED:
            return "deleted"
        if self.field is EditedField.VERSION:
            return f"replaced by {(self.after or '')[:8]}"
        return f"{self.field}: {self.after or 'none'}, before {self.before or 'none'}"


def shown_value(field: EditedField, values: dict[str, Any]) -> str | None:
    """The value of a field from its columns in JSON."""
    if field not in (EditedField.DATE, EditedField.MODIFIED):
        value = next(iter(values.values()), None)
        return None if value is None else str(value)
    name = "published" if field is EditedField.DATE else "modified"
    moment, precision = values.get(f"{name}_at"), values.get(f"{name}_precision")
    if moment is None:
        return values.get("published_original")
    known = precision and DatePrecision(precision)
    if known in (None, DatePrecision.TIME):
        return str(moment).replace("T", " ").removesuffix("+00:00").removesuffix(":00")
    return day_text(datetime.fromisoformat(moment), known)


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A stored document with its metadata as they are now, and how many of its statements a search shows.

    `replaced_by` is the SHA-256 of the document with the newer text of the same address. `retrieved_at`, `raw_sha256`
    and `final_url` are of its capture (see Document); `archive_sha256` is of the bytes of the copy at `archive_url`.
    """

    sha256: str
    location: str
    record: int | None
    title: str | None
    url: str | None
    outlet: str | None
    author: str | None
    published_at: datetime | None
    published_precision: DatePrecision | None
    published_original: str | None
    language: str | None
    characters: int
    added_at: datetime
    statements: int
    deleted: bool = False
    replaced_by: str | None = None
    retrieved_at: datetime | None = None
    raw_sha256: str | None = None
    final_url: str | None = None
    archive_url: str | None = None
    archive_sha256: str | None = None
    modified_at: datetime | None = None
    modified_precision: DatePrecision | None = None
