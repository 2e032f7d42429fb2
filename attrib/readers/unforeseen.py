"""Errors that nobody foresaw, of one file, page or record: told in its place, so that the rest goes on."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from attrib.data import Problem
from attrib.errors import AttribError
from attrib.readers.source import Source

Item = TypeVar("Item")
_SHOWN = 160  # characters of an error's own words


def described(error: Exception) -> str:
    """What to say of an error that nobody foresaw."""
    words = " ".join(str(error).split())[:_SHOWN]
    return (
        f"reading it failed unexpectedly ({type(error).__name__}{': ' if words else ''}{words}); save the text "
        "as .txt, and please report it"
    )


def guarded(readings: Iterable[Item], source: Source, record: int | None = None) -> Iterator[Item | Problem]:
    """What one record gives; its file's errors and attrib's own stay errors, any other becomes the record's Problem."""
    try:
        yield from readings
    except Exception as error:
        if isinstance(error, AttribError | OSError):
            raise
        yield source.problem(described(error), record)
