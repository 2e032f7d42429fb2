"""Feeds, lists of feeds and sitemaps: the page behind each entry is fetched and read, and its own bytes are hashed.

An entry only points at an article. What the feed tells fills what the page does not: title, author, outlet, date. Where
the page cannot be had, the words of the feed are read in its place, which is told.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from attrib.data import Document, Problem
from attrib.errors import ReadError
from attrib.readers.dates import ReadDate, read_date
from attrib.readers.fields import document_of
from attrib.readers.html_text import parse_fragment, text_of
from attrib.readers.nested.entries import WEB, Entry, Listing, parse_json_feed, parse_listing
from attrib.readers.source import Readings, Source

_MOST = 1 << 26  # bytes of a feed or sitemap: a sitemap may have 50 MB
_SHOWN = 80  # characters of an address in a message
_ENOUGH = 200  # characters of a feed's own words that stand for a page


def read_feed(source: Source) -> Readings:
    """The documents of the pages that a feed, a list of feeds or a sitemap in XML names."""
    data = source.stream.read(_MOST + 1)
    if len(data) > _MOST:
        yield source.problem(f"the feed or sitemap is larger than {_MOST:,} bytes; split it")
        return
    try:
        listing = parse_listing(data)
    except ReadError as error:
        yield source.problem(str(error))
        return
    yield from read_listing(source, listing, hashlib.sha256(data).hexdigest())


def read_json_feed(source: Source, value: Mapping[str, object], raw_sha256: str) -> Readings:
    """The documents of the pages that a JSON feed names."""
    yield from read_listing(source, parse_json_feed(value), raw_sha256)


def read_listing(source: Source, listing: Listing, raw_sha256: str) -> Readings:
    """The documents of the pages that a file names, each page once."""
    if not listing.entries:
        yield source.problem("the feed or sitemap names no page; there is nothing to read")
    try:
        nest = source.nest.deeper()
        for number, told in enumerate(listing.entries, start=1):
            address = _whole_address(told, listing, source)
            entry = replace(told, address=address or None)
            if not address.lower().startswith(WEB):
                yield from _own_words(
                    source, replace(entry, address=None), number, listing, raw_sha256, _no_page(address)
                )
            elif source.nest.follow is None:
                yield from _own_words(source, entry, number, listing, raw_sha256, "its address is not followed here")
            elif source.nest.spent.follow(address):
                found = source.nest.follow(address, nest)
                yield from _read_page(source, entry, number, listing, raw_sha256, found)
    except ReadError as error:
        yield source.problem(str(error))


def _whole_address(entry: Entry, listing: Listing, source: Source) -> str:
    """The address of an entry, which may leave out what the file's own or that of its site begins with."""
    address = entry.address or ""
    if not address or address.lower().startswith(WEB):
        return address
    try:
        return urljoin(urljoin(source.url or listing.home or "", entry.base or ""), address)
    except ValueError:  # brackets that hold no address of IPv6
        return address


def _no_page(address: str) -> str:
    return f"its link {address[:_SHOWN]!r} is no whole web address" if address else "the entry has no web address"


def _read_page(
    source: Source,
    entry: Entry,
    number: int,
    listing: Listing,
    raw_sha256: str,
    found: Iterator[Document | Problem],
) -> Readings:
    """The documents of a page with what the feed tells of it; its own words where there is none."""
    failures: list[Problem] = []
    read = False
    for item in found:
        if isinstance(item, Document):
            read = True
            yield _filled(item, entry, listing, source)
        elif item.warning or read:
            yield item
        else:
            failures.append(item)
    if read or not failures or len(entry.html or "") < _ENOUGH:
        yield from failures
    else:
        yield from _own_words(source, entry, number, listing, raw_sha256, failures[0].message)


def _filled(document: Document, entry: Entry, listing: Listing, source: Source) -> Document:
    """A page's document with what it lacks and its feed tells."""
    filled = replace(
        document,
        title=document.title or entry.title,
        author=document.author or entry.author,
        outlet=document.outlet or listing.outlet,
        external_id=document.external_id or entry.key,
    )
    modified = None if filled.modified_at is not None else _date(entry.modified, source)
    if modified is not None:
        filled = replace(filled, modified_at=modified.moment, modified_precision=modified.precision)
    published = None if filled.published_at is not None else _date(entry.published, source)
    if published is None:
        return filled
    return replace(
        filled,
        published_at=published.moment,
        published_precision=published.precision,
        published_original=entry.published,
    )


def _date(told: str | None, source: Source) -> ReadDate | None:
    """The date of an entry; None for none, and for one that cannot be read."""
    if told is None:
        return None
    try:
        return read_date(told, now=source.retrieved_at, order=source.settings.date_order)
    except ReadError:
        return None


def _own_words(
    source: Source, entry: Entry, number: int, listing: Listing, raw_sha256: str, why: str
) -> Iterator[Document | Problem]:
    """The document of what a feed itself says under an entry, with a warning; a Problem where it says nothing."""
    if not entry.html:
        yield source.problem(f"{why}, and the file has no words of its own for it", number)
        return
    try:
        text = text_of(parse_fragment(entry.html))
    except ReadError as error:
        yield source.problem(str(error), number)
        return
    yield source.warning(f"the words of the feed are read, not those of the page: {why}", number)
    told = {"title": entry.title, "author": entry.author, "published_at": entry.published, "id": entry.key}
    told["modified_at"] = entry.modified
    fields = {"text": text, "url": entry.address, "outlet": listing.outlet, **told}
    yield from document_of(fields, source, number, raw_sha256)
