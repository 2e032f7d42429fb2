"""The article of a web page and what the page says of it (trafilatura); of a large page in a process of its own.

Extraction takes more than linear time on some pages: 8,000 unclosed elements take six seconds, and 200,000 do not end.
"""

import json
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from attrib.errors import ReadError
from attrib.readers.foreign.apart import parse_apart
from attrib.readers.foreign.parsed import Parsed
from attrib.readers.html_text import has_crowded_tag, text_of
from attrib.readers.page_data import PageData, page_data
from attrib.readers.page_elements import prepare_page

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from trafilatura.settings import Document as Extracted

LARGE, MANY, CROWDED = 1 << 19, 10_000, 40_000
"""Characters, tags and attributes of a page, more of which are read in a process of its own."""

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
_FULLER = 1.5  # times the text that a page shows: what its data must have to be read in its place
_FEWEST = 300  # characters of that data
_END = 80  # characters at its end: a page that shows them shows all
_WHOLE = 2_500  # characters: a longer text is hardly a beginning


def extract_article(page: str, url: str | None, latest: str) -> Parsed:
    """The article of a page at an address; no day after `latest`, in ISO 8601, is a day of publication.

    `told` has url, outlet and day where the page tells them. Raises ReadError where there is no article, and where
    reading takes too much.
    """
    bearable = len(page) <= LARGE and page.count("<") <= 2 * MANY and page.count("=") <= CROWDED
    if bearable and not has_crowded_tag(page):
        return extract_here(page, url, latest)
    with TemporaryFile() as file:
        file.write(json.dumps([url, latest]).encode() + b"\n" + page.encode("utf-8", "replace"))
        return parse_apart("html", file)


def parse_html(data: bytes) -> Parsed:
    """The article of a page in UTF-8, behind a line with its address and the latest day as JSON."""
    head, _, page = data.partition(b"\n")
    url, latest = json.loads(head)
    return extract_here(page.decode("utf-8", "replace"), url, latest)


def extract_here(page: str, url: str | None, latest: str) -> Parsed:
    """What `extract_article` tells, read in this process."""
    tree = _tree(page)
    extracted = _extract(tree, url, latest)
    text, notes = _text("" if extracted is None else extracted.text or "", page_data(page), tree)
    if extracted is None or not text:
        raise ReadError("no article is found in the page; save the article's text as .txt")
    told = {"url": extracted.url, "outlet": extracted.sitename or extracted.hostname, "day": extracted.date}
    known = {name: value for name, value in told.items() if value}
    return Parsed(text, extracted.title or None, extracted.author or None, notes, told=known)


def _text(text: str, data: PageData, tree: "Element") -> tuple[str, tuple[str, ...]]:
    """The text of an article, or that of the page's data where the page itself shows only its beginning; and notes."""
    fuller = len(data.text) > _FULLER * len(text) or _squeezed(data.text) == _squeezed(text)
    if fuller and len(data.text) > _FEWEST and _squeezed(data.text)[-_END:] not in _squeezed(text_of(tree)):
        return data.text, ("the page shows only part of the article; its text is that of its data for search engines",)
    if data.locked and len(text) < _WHOLE:
        return text, ("the page says that it is not free to read; this may be no more than the article's beginning",)
    return text, ()


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


def _extract(tree: "Element", url: str | None, latest: str) -> "Extracted | None":
    """trafilatura's result for a page; raises ReadError for a page that is too damaged."""
    from trafilatura import bare_extraction

    dates = {"original_date": True, "extensive_search": False, "max_date": latest}
    try:
        extracted = bare_extraction(
            tree, url=url, include_comments=False, with_metadata=True, date_extraction_params=dates
        )
    except _FAILURES as error:
        raise ReadError(_damaged(error)) from error
    return None if isinstance(extracted, dict) else extracted


def _damaged(error: Exception) -> str:
    return f"the page is damaged ({type(error).__name__}); save the article's text as .txt"
