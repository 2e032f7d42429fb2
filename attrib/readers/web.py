"""Web addresses: a page or file is fetched over HTTP, within limits of size and time, and read like a file."""

import tempfile
import urllib.parse
from datetime import datetime

from attrib.data import Document, Problem
from attrib.errors import ReadError
from attrib.readers.fetching.fetcher import Answer, Fetcher, PageGoneError, Validators
from attrib.readers.formats import MEDIA_TYPES, format_of
from attrib.readers.source import Readings, ReadSettings, Source
from attrib.readers.streams import Context, buffered, read_source
from attrib.readers.versions import reading_of, with_version
from attrib.text.secrets import shown_address

__all__ = ["Answer", "Fetcher", "PageGoneError", "is_url", "read_page", "read_url"]


def is_url(path: str) -> bool:
    """Whether a path given by the user is a web address."""
    return path.lower().startswith(("http://", "https://"))


def read_url(url: str, context: Context, fetcher: Fetcher) -> Readings:
    """The documents at a web address: a page, or a file in any readable format."""
    try:
        yield from _read_url(url, context, fetcher)
    except ReadError as error:
        yield Problem(shown_address(url), None, str(error))


def read_page(url: str, now: datetime, fetcher: Fetcher) -> Document:
    """The document at a web address as it is now.

    Raises PageGoneError where the server has no such page, and ReadError where it cannot be fetched or read.
    """
    problem: Problem | None = None
    for item in _read_url(url, Context(ReadSettings(), now), fetcher):
        if isinstance(item, Document):
            return item
        problem = item
    raise ReadError(problem.message if problem else "the page holds no article; save its text as a file and read that")


def _read_url(url: str, context: Context, fetcher: Fetcher) -> Readings:
    """The documents at a web address; raises ReadError where it cannot be fetched."""
    shown, reading = shown_address(url), reading_of(context.settings)
    # What is hidden of an address is part of it: two pages that differ in it alone would have one version.
    versioned = shown == url and context.input_format is None
    known = context.known(shown, reading) if versioned else None
    with tempfile.TemporaryFile() as file:
        answer = fetcher.fetch(url, file, Validators(known.etag, known.last_modified) if known is not None else None)
        if answer.unchanged and known is not None:
            if shown_address(answer.url) == known.final_url:
                yield known
                return
            answer = fetcher.fetch(url, file)  # the address leads elsewhere now
        file.seek(0)
        # Servers often declare data files as text/plain, so a known suffix takes precedence over the type.
        named = format_of(urllib.parse.urlsplit(answer.url).path) or MEDIA_TYPES.get(answer.media_type or "")
        source = Source(
            shown,
            buffered(file),
            context.now,
            context.settings,
            url=shown_address(answer.url),
            charset=answer.charset,
            nest=context.nest,
        )
        readings = read_source(source, context.input_format or named)
        yield from with_version(readings, answer.validators, reading) if versioned else readings
