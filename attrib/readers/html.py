"""Web pages: the article without its surroundings, and the page's metadata (trafilatura).

The document's text is the article as extracted, one paragraph a line; offsets count in that text. Readers' comments are
left out. The outlet is the site's name. Dates come from metadata and marked-up elements, never from numbers elsewhere
in the page.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from attrib.data import Document
from attrib.errors import ReadError
from attrib.readers.admission import admit, whole
from attrib.readers.dates import ReadDate, read_date
from attrib.readers.encoding import decode
from attrib.readers.page_extraction import extract_article
from attrib.readers.source import Readings, Source

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_TAG = re.compile(r"<(?:meta|time)\b[^>]{0,1000}>", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"published_time|datePublished|pubdate|publish-?date|dc\.date(?:\.issued)?|parsely-pub-date", re.IGNORECASE
)
_MODIFIED = re.compile(
    r"modified_time|dateModified|updated_time|dc(?:terms)?\.modified|last-?modified|revised", re.IGNORECASE
)
_VALUE = re.compile(r"""\b(?:content|datetime)\s*=\s*(?:"([^"]{4,80})"|'([^']{4,80})')""", re.IGNORECASE)
_JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{4,80})"')
_JSON_LD_MODIFIED = re.compile(r'"dateModified"\s*:\s*"([^"]{4,80})"')
_TOLERANCE = timedelta(days=1, hours=14)  # covers days of other time zones
_HEAD = 8192  # bytes at the start of a page that may declare its encoding


def read_html(source: Source) -> Readings:
    """The one document of a web page."""
    try:
        data = whole(source)
        decoded = decode(data, source.charset or _declared(data[:_HEAD]))
        document, notes = _article(decoded.text, source)
    except ReadError as error:
        yield source.problem(str(error))
        return
    for note in (decoded.note, *notes):
        if note is not None:
            yield source.warning(note)
    if document.published_original is not None and document.published_at is None:
        yield source.warning(f"read without a publication date: {document.published_original!r} is not understood")
    yield admit(replace(document, raw_sha256=hashlib.sha256(data).hexdigest()), source.settings)


def _declared(head: bytes) -> str | None:
    match = _CHARSET.search(head) or _XML_CHARSET.search(head)
    return None if match is None else match[1].decode("ascii", "replace")


def _article(page: str, source: Source) -> tuple[Document, tuple[str, ...]]:
    """The article of a page, and warnings about its text; raises ReadError where there is none."""
    latest = (source.retrieved_at + timedelta(days=1)).date().isoformat()
    found = extract_article(page, source.url, latest)
    original, published = _published(page, found.told.get("day"), source)
    modified = _modified(page, published, source)
    document = Document(
        found.text,
        location=source.location,
        title=found.title,
        url=source.url or found.told.get("url"),
        outlet=found.told.get("outlet"),
        author=found.author,
        published_at=published and published.moment,
        published_original=original,
        retrieved_at=source.retrieved_at,
        published_precision=published and published.precision,
        final_url=source.url,
        modified_at=modified and modified.moment,
        modified_precision=modified and modified.precision,
    )
    return document, found.notes


def _published(page: str, day: str | None, source: Source) -> tuple[str | None, ReadDate | None]:
    """The date as the page writes it, and as read; of several, the first that agrees with trafilatura's day."""
    expected = _read(day, source) if day else None
    first: str | None = None
    for original in _candidates(page, _PUBLISHED, _JSON_LD):
        first = first or original
        found = _read(original, source)
        if found is not None and (expected is None or abs(found.moment - expected.moment) <= _TOLERANCE):
            return original, found
    return (day, expected) if expected is not None else (first, None)


def _read(original: str, source: Source) -> ReadDate | None:
    try:
        return read_date(original, now=source.retrieved_at, order=source.settings.date_order)
    except ReadError:
        return None


def _modified(page: str, published: ReadDate | None, source: Source) -> ReadDate | None:
    """When the page says that it was last changed: the first such date that is not before publication or to come."""
    latest = source.retrieved_at + _TOLERANCE
    earliest = published and published.moment - _TOLERANCE
    for original in _candidates(page, _MODIFIED, _JSON_LD_MODIFIED):
        found = _read(original, source)
        if found is not None and found.moment <= latest and (earliest is None or found.moment >= earliest):
            return found
    return None


def _candidates(page: str, names: re.Pattern[str], data: re.Pattern[str]) -> Iterator[str]:
    """The dates of some names in the page's metadata elements and in its data for search engines."""
    for tag in _TAG.findall(page):
        value = _VALUE.search(tag)
        if value is not None and names.search(tag):
            yield (value[1] or value[2]).strip()
    for value in data.findall(page):
        yield value.strip()
