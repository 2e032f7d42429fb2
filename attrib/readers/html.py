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
from typing import TYPE_CHECKING

from attrib.data import Document
from attrib.errors import ReadError
from attrib.readers.admission import admit, too_long
from attrib.readers.dates import ReadDate, read_date
from attrib.readers.encoding import decode
from attrib.readers.html_text import text_of
from attrib.readers.page_data import PageData, page_data
from attrib.readers.page_elements import prepare_page
from attrib.readers.source import Readings, Source

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from trafilatura.settings import Document as Extracted


# Errors of trafilatura and its libraries on pages with broken elements; one page must not stop a folder of ten
# thousand.
_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_TAG = re.compile(r"<(?:meta|time)\b[^>]{0,1000}>", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"published_time|datePublished|pubdate|publish-?date|dc\.date(?:\.issued)?|parsely-pub-date", re.IGNORECASE
)
_VALUE = re.compile(r"""\b(?:content|datetime)\s*=\s*(?:"([^"]{4,80})"|'([^']{4,80})')""", re.IGNORECASE)
_JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{4,80})"')
_TOLERANCE = timedelta(days=1, hours=14)  # covers days of other time zones
_FULLER = 1.5  # times the text that a page shows: what its data must have to be read in its place
_FEWEST = 300  # characters of that data
_END = 80  # characters at its end: a page that shows them shows all
_WHOLE = 2_500  # characters: a longer text is hardly a beginning
_HEAD = 8192  # bytes at the start of a page that may declare its encoding


def read_html(source: Source) -> Readings:
    """The one document of a web page."""
    data = source.stream.read(source.settings.max_bytes + 1)
    if len(data) > source.settings.max_bytes:
        yield source.problem(too_long(source.settings))
        return
    try:
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


def _article(page: str, source: Source) -> tuple[Document, list[str]]:
    """The article of a page, and warnings about its text; raises ReadError where there is none."""
    tree = _tree(page)
    extracted = _extract(tree, source)
    text, notes = _text("" if extracted is None else extracted.text or "", page_data(page), tree)
    if extracted is None or not text:
        raise ReadError("no article is found in the page; save the article's text as .txt")
    original, published = _published(page, extracted.date, source)
    document = Document(
        text,
        location=source.location,
        title=extracted.title or None,
        url=source.url or extracted.url or None,
        outlet=extracted.sitename or extracted.hostname or None,
        author=extracted.author or None,
        published_at=published and published.moment,
        published_original=original,
        retrieved_at=source.retrieved_at,
        published_precision=published and published.precision,
        final_url=source.url,
    )
    return document, notes


def _text(text: str, data: PageData, tree: "Element") -> tuple[str, list[str]]:
    """The text of an article, or that of the page's data where the page itself shows only its beginning."""
    fuller = len(data.text) > _FULLER * len(text) or _squeezed(data.text) == _squeezed(text)
    if fuller and len(data.text) > _FEWEST and _squeezed(data.text)[-_END:] not in _squeezed(text_of(tree)):
        return data.text, ["the page shows only part of the article; its text is that of its data for search engines"]
    if data.locked and len(text) < _WHOLE:
        return text, ["the page says that it is not free to read; this may be no more than the article's beginning"]
    return text, []


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _tree(page: str) -> "Element":
    """The elements of a page, ready to be read. Raises ReadError for a page that is too damaged."""
    from trafilatura import load_html  # takes half a second, and only pages need it

    try:
        tree = load_html(page)
        if tree is not None:
            prepare_page(tree)
            return tree
    except _FAILURES as error:
        raise ReadError(_damaged(error)) from error
    raise ReadError("no article is found in the page; save the article's text as .txt")


def _damaged(error: Exception) -> str:
    return f"the page is damaged ({type(error).__name__}); save the article's text as .txt"


def _extract(tree: "Element", source: Source) -> "Extracted | None":
    """trafilatura's result for a page; raises ReadError for a page that is too damaged."""
    from trafilatura import bare_extraction

    dates = {
        "original_date": True,
        "extensive_search": False,
        "max_date": (source.retrieved_at + timedelta(days=1)).date().isoformat(),
    }
    try:
        extracted = bare_extraction(
            tree, url=source.url, include_comments=False, with_metadata=True, date_extraction_params=dates
        )
    except _FAILURES as error:
        raise ReadError(_damaged(error)) from error
    return None if isinstance(extracted, dict) else extracted


def _published(page: str, day: str | None, source: Source) -> tuple[str | None, ReadDate | None]:
    """The date as the page writes it, and as read; of several, the first that agrees with trafilatura's day."""
    expected = _read(day, source) if day else None
    first: str | None = None
    for original in _candidates(page):
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


def _candidates(page: str) -> Iterator[str]:
    """The dates of publication in the page's metadata elements and in its data for search engines."""
    for tag in _TAG.findall(page):
        value = _VALUE.search(tag)
        if value is not None and _PUBLISHED.search(tag):
            yield (value[1] or value[2]).strip()
    for value in _JSON_LD.findall(page):
        yield value.strip()
