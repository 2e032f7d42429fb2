"""Documents, problems met while reading, and the names in a text."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from attrib.data.dates import DatePrecision
from attrib.data.spans import PrintedLine, Span


class EntityKind(StrEnum):
    """The type of a named mention, with the types of CoreNLP and CoNLL-2003."""

    PERSON = "person"
    ORGANIZATION = "organization"
    LOCATION = "location"
    MISC = "misc"


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its text exactly as read, and where it came from.

    `location` is the path, URL or `-` it was read from, as the user gave it; `record` is the line or row in that file,
    counted from 1. `published_at` is aware UTC, the first moment of a date that is as exact as `published_precision`
    says; `published_original` is the date as the source wrote it. `retrieved_at` is when it was captured, `raw_sha256`
    the hexadecimal SHA-256 of the bytes that it was read of (the file or page; of a file of several, its lines), and
    `final_url` the address that answered, after redirects. `archive_url` is a link to an archived copy. `modified_at`
    is when it was last changed, as exact as `modified_precision` says. `etag` and `last_modified` are what the server
    said of the page's version, where the page holds this document alone, and `reading` names how it was read (see
    `readers.web`). `lines` are those of a printed page, in the order of the text.
    """

    text: str
    location: str = ""
    record: int | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    published_original: str | None = None
    retrieved_at: datetime | None = None
    language: str | None = None
    external_id: str | None = None
    published_precision: DatePrecision | None = None
    raw_sha256: str | None = None
    final_url: str | None = None
    archive_url: str | None = None
    modified_at: datetime | None = None
    modified_precision: DatePrecision | None = None
    etag: str | None = None
    last_modified: str | None = None
    reading: str | None = None
    lines: tuple[PrintedLine, ...] = ()

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text encoded as UTF-8: the document's identity."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that could not be read, and why; readers yield it in place of a document and go on.

    `warning` marks an input that was read all the same with something missing: its document comes next.
    """

    location: str
    record: int | None
    message: str
    warning: bool = False

    def __str__(self) -> str:
        place = self.location if self.record is None else f"{self.location}, record {self.record}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names somebody or something, with its entity type and the model's probability."""

    span: Span
    kind: EntityKind
    confidence: float = 1.0
