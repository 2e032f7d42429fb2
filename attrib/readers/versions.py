"""Versions of web pages: a page that has not changed since it was read is not loaded again.

The server says what version it sends (ETag, Last-Modified); asked with that the next time, it may answer 304. What was
read of the page then is taken in its place. That holds as long as it would be read the same way: by the same readers,
with the same settings.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from attrib.data import Document
from attrib.readers.fetching.fetcher import Validators
from attrib.readers.source import Readings, ReadSettings
from attrib.resources import sources_of

KnownPages = Callable[[str, str], Document | None]
"""The one document that was read at an address in a way of reading, with what the server said of its version."""

_DECIDING = ("readers", "text")  # the folders whose sources decide what is read of a page
_LIBRARIES = ("trafilatura", "htmldate", "lxml", "pypdfium2", "mammoth", "striprtf")
_DIGITS = 16


def none_known(_address: str, _reading: str) -> None:
    """No page is known."""


def reading_of(settings: ReadSettings) -> str:
    """The name of a way of reading; another one where readers, libraries or settings differ."""
    return f"{_readers_digest()}:{settings.date_order or ''}"


def with_version(readings: Readings, validators: Validators, reading: str) -> Readings:
    """What is read of a page, its document with the page's version, if it has only this one.

    The version of a file of several would tell that all of them are known, though an ingest may have been stopped
    between two of them.
    """
    if validators == Validators():
        yield from readings
        return
    held: Document | None = None
    alone = True
    for item in readings:
        if held is not None:
            yield held
            held, alone = None, False
        if isinstance(item, Document) and item.record is None and alone:
            held = item
        else:
            alone = alone and not isinstance(item, Document) and item.warning
            yield item
    if held is not None:
        yield replace(held, etag=validators.etag, last_modified=validators.last_modified, reading=reading)


@cache
def _readers_digest() -> str:
    return sources_of(_DECIDING, tuple(_versions()))[:_DIGITS]


def _versions() -> Iterator[str]:
    for name in _LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} none"
