"""What feeds, lists of feeds and sitemaps name: entries with an address, and what is told of each.

RSS, RDF and Atom are read by the names of their elements, whatever their namespaces; dates stay as they are written,
because a feed library turns "2025/3/5" into another day. https://www.rssboard.org/rss-specification, RFC 4287,
https://www.jsonfeed.org/version/1.1/, http://opml.org/spec2.opml, https://www.sitemaps.org/protocol.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

JSON_FEED = "https://jsonfeed.org/version/"
MAX_ENTRIES = 50_000
"""Entries of one file: the most of a sitemap."""
WEB = ("http://", "https://")
_FEEDS, _SITEMAPS = ("rss", "rdf", "feed"), ("urlset", "sitemapindex")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a file names: its address, and of an entry of a feed what the feed tells, `html` its own words.

    `base` is what its address begins with where that is not a whole one (xml:base).
    """

    address: str | None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    key: str | None = None
    html: str | None = None
    modified: str | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a file, in its order; `outlet` is the title of a feed, `home` the address of its site."""

    entries: tuple[Entry, ...]
    outlet: str | None = None
    home: str | None = None


def parse_listing(data: bytes) -> Listing:
    """The entries of a feed, a list of feeds or a sitemap in XML. Raises ReadError for other XML, and what is none."""
    from lxml import etree  # takes a tenth of a second, and only these files need it

    # Nothing is fetched for the parser, and no entity is replaced by what a file defines for it.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(f"not valid XML ({error}); fetch it again") from error
    name = "" if root is None else _name(root)
    if name in _FEEDS:
        return _feed(root)
    if name == "opml":
        found = (element.get("xmlUrl") for element in _named(root, "outline"))
        return Listing(_bounded(Entry(address.strip()) for address in found if address))
    if name in _SITEMAPS:
        pages = (_words(element, "loc") for element in root)
        return Listing(_bounded(Entry(address) for address in pages if address))
    raise ReadError(f"XML of another kind (<{name or '?'}>) than feeds, OPML and sitemaps; give text or HTML")


def parse_json_feed(value: Mapping[str, object]) -> Listing:
    """The entries of a JSON feed."""
    items = value.get("items")
    return Listing(
        _bounded(_json_entry(item) for item in (items if isinstance(items, list) else []) if isinstance(item, dict)),
        _string(value.get("title")),
        _string(value.get("home_page_url")) or _string(value.get("feed_url")),
    )


def _json_entry(item: Mapping[str, object]) -> Entry:
    authors = item.get("authors", item.get("author"))
    names = [
        each.get("name") for each in (authors if isinstance(authors, list) else [authors]) if isinstance(each, dict)
    ]
    return Entry(
        _string(item.get("url")) or _string(item.get("external_url")),
        _string(item.get("title")),
        ", ".join(name for name in names if isinstance(name, str)) or None,
        _string(item.get("date_published")),
        _string(item.get("id")),
        _string(item.get("content_html")) or _string(item.get("content_text")),
        _string(item.get("date_modified")),
    )


def _feed(root: "Element") -> Listing:
    channel = next(_named(root, "channel"), root)
    entries = (_entry(element) for element in _named(root, "item", "entry"))
    return Listing(_bounded(entries), _words(channel, "title"), _address(channel))


def _entry(element: "Element") -> Entry:
    """An entry of RSS, RDF or Atom."""
    writer = next(_children(element, "author"), None)
    return Entry(
        _address(element),
        _words(element, "title"),
        (_words(writer, "name") if writer is not None else None) or _words(element, "creator", "author"),
        _words(element, "pubdate", "published", "date", "issued"),
        _words(element, "guid", "id"),
        _words(element, "encoded", "content", "description", "summary"),
        _words(element, "updated", "modified"),
        element.base,
    )


def _address(element: "Element") -> str | None:
    """The address of the page of an entry: of Atom's links the alternate one."""
    for link in _children(element, "link"):
        if link.get("rel", "alternate") == "alternate":
            address = (link.get("href") or link.text or "").strip()
            if address:
                return address
    guid = next(_children(element, "guid"), None)
    permanent = guid is not None and guid.get("isPermaLink", "true") == "true" and (guid.text or "").strip()
    return (
        permanent if permanent and permanent.lower().startswith(WEB) else None
    )  # else a number of the publisher's own


def _words(element: "Element", *names: str) -> str | None:
    """The text of the first of the children of these names, the names in their order."""
    for name in names:
        for child in _children(element, name):
            text = "".join(child.itertext()).strip()
            if text:
                return text
    return None


def _children(element: "Element", name: str) -> Iterator["Element"]:
    return (child for child in element if _name(child) == name)


def _named(root: "Element", *names: str) -> Iterator["Element"]:
    return (element for element in root.iter() if _name(element) in names)


def _name(element: "Element") -> str:
    """The name of an element without its namespace, in lower case; "" for comments."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _bounded(entries: Iterator[Entry]) -> tuple[Entry, ...]:
    found = tuple(entry for _, entry in zip(range(MAX_ENTRIES + 1), entries, strict=False))
    if len(found) > MAX_ENTRIES:
        raise ReadError(f"names more than {MAX_ENTRIES:,} pages; split it")
    return found


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
