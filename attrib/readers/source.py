"""What a format's reader is handed: an open stream of bytes, where it came from, and the limits that hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader

from attrib.data import Document, Problem
from attrib.errors import SettingsError

MAX_CHARACTERS = 5_000_000
DATE_ORDERS = ("dmy", "mdy")

Readings = Iterator[Document | Problem]


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How to read.

    `max_characters` is the longest text one document may have; `date_order` says how 03/04/2005 is meant ("dmy" is
    3 April, "mdy" is 4 March); without it such dates are left open and reported. Raises SettingsError for other values.
    """

    max_characters: int = MAX_CHARACTERS
    date_order: str | None = None

    def __post_init__(self) -> None:
        if self.max_characters < 1:
            raise SettingsError(f"max_characters {self.max_characters} lets no document through; give 1 or more")
        if self.date_order is not None and self.date_order not in DATE_ORDERS:
            raise SettingsError(f"date order {self.date_order!r} is none of {', '.join(DATE_ORDERS)}")

    @property
    def max_bytes(self) -> int:
        """The most bytes in which a text of `max_characters` can lie: four a character in UTF-8, UTF-16 and UTF-32."""
        return 4 * self.max_characters + 4


def shown_path(path: str) -> str:
    r"""A path as text that can be stored and printed: bytes of a file name that are not UTF-8 are written as \xff."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Source:
    """An open input: `location` as the user gave it, `url` and `charset` if it came over HTTP."""

    location: str
    stream: BufferedReader
    retrieved_at: datetime
    settings: ReadSettings
    url: str | None = None
    charset: str | None = None

    def problem(self, message: str, record: int | None = None) -> Problem:
        """An input, or one record of it, that gives no document."""
        return Problem(self.location, record, message)

    def warning(self, message: str, record: int | None = None) -> Problem:
        """Something missing from a document that is read all the same."""
        return Problem(self.location, record, message, warning=True)
