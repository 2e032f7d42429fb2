"""The input of a reader: an open stream of bytes, its origin, and the limits."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedReader

from attrib.data import Document, Problem
from attrib.errors import SettingsError
from attrib.readers.nesting import Nest

MAX_CHARACTERS = 5_000_000
DATE_ORDERS = ("dmy", "mdy")

Readings = Iterator[Document | Problem]


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """The settings of reading.

    `max_characters` is the longest text of a document. `date_order` is the order of 03/04/2005: "dmy" is 3 April, "mdy"
    is 4 March; without it such dates are reported and left out. `follow_links` says whether symbolic links that lead
    out of a folder are followed. Without `detect_language` documents have the language UNDETERMINED: whoever knows
    many of them needs no model to tell it. Raises SettingsError for other values.
    """

    max_characters: int = MAX_CHARACTERS
    date_order: str | None = None
    follow_links: bool = False
    detect_language: bool = True

    def __post_init__(self) -> None:
        if self.max_characters < 1:
            raise SettingsError(f"max_characters {self.max_characters} lets no document through; give 1 or more")
        if self.date_order is not None and self.date_order not in DATE_ORDERS:
            raise SettingsError(f"date order {self.date_order!r} is none of {', '.join(DATE_ORDERS)}")

    @property
    def max_bytes(self) -> int:
        """The maximum bytes of a text of `max_characters`: four a character in UTF-8, UTF-16 and UTF-32."""
        return 4 * self.max_characters + 4


def shown_path(path: str) -> str:
    r"""A path as text for storing and printing; bytes of a file name that are not UTF-8 are written as \xff."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Source:
    """An open input: `location` as the user gave it, `url` and `charset` if it came over HTTP.

    `nest` tells how deep it lies in other files, and what has been opened with it.
    """

    location: str
    stream: BufferedReader
    retrieved_at: datetime
    settings: ReadSettings
    url: str | None = None
    charset: str | None = None
    nest: Nest = field(default_factory=Nest)

    def problem(self, message: str, record: int | None = None) -> Problem:
        """The Problem of an input, or one record of it, without a document."""
        return Problem(self.location, record, message)

    def warning(self, message: str, record: int | None = None) -> Problem:
        """The warning about something missing from a document that is read all the same."""
        return Problem(self.location, record, message, warning=True)
