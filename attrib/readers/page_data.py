"""What a page holds for search engines (JSON-LD): the words of its article, posts of a live blog, and a wall before it.

https://schema.org/NewsArticle, https://schema.org/LiveBlogPosting,
https://developers.google.com/search/docs/appearance/structured-data/paywalled-content
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from attrib.errors import ReadError
from attrib.readers.checks.pages import parse_script, read_page_data
from attrib.readers.html_text import parse_fragment, text_of

_DEPTH = 12
_MARKUP = re.compile(r"</?(?:p|br|div|span|a|b|i|em|strong|h\d|ul|li|blockquote)\b[^<>]{0,500}>", re.IGNORECASE)
_LOCKED = ("false", "no", "0")
_LD = "ld+json"
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PageData:
    """The longest text that a page has for search engines, and whether it says that not all of it is free to read."""

    text: str = ""
    locked: bool = False


def page_data(page: str) -> PageData:
    """The data of a page; scripts that cannot be read tell nothing."""
    if _LD not in page:
        return PageData()
    texts, locked = [""], False
    for script in read_page_data(page).scripts:
        try:
            nodes = list(_nodes(parse_script(script)))
        except ReadError:
            continue
        texts += [text for node in nodes for text in (_body(node), _posts(node)) if text]
        locked = locked or any(str(node.get("isAccessibleForFree", "")).lower() in _LOCKED for node in nodes)
    return PageData(max(texts, key=len), locked)


def _nodes(value: object, depth: int = 0) -> Iterator[Node]:
    if depth > _DEPTH:
        return
    if isinstance(value, Mapping):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _nodes(part, depth + 1)


def _body(node: Node) -> str:
    """The words of an article."""
    body = node.get("articleBody")
    return _plain(body) if isinstance(body, str) else ""


def _posts(node: Node) -> str:
    """The posts of a live blog, each under its headline."""
    posts = node.get("liveBlogUpdate")
    found = []
    for post in posts if isinstance(posts, list) else [posts]:
        if isinstance(post, Mapping):
            headline, body = post.get("headline"), _body(post)
            found += [_plain(headline)] if isinstance(headline, str) and body else []
            found += [body] if body else []
    return "\n".join(found)


def _plain(words: str) -> str:
    """Words without the markup that some pages put in their data."""
    if not _MARKUP.search(words):
        return html.unescape(words).replace("\r\n", "\n").strip()
    try:
        return text_of(parse_fragment(words)).replace("\n\n", "\n")
    except ReadError:
        return ""
