"""The scripts with JSON-LD of a web page, its title and its own address."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from attrib.errors import ReadError
from attrib.readers.jsonl import parse_json

_WRAPPED = re.compile(
    r"^\s*+(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://|/\*)?(?:(?<!\s)\s+)?\]\]>(?:\s*\*/)?)\s*$"
)


@dataclass(slots=True)
class Page:
    """What a page says of itself; `scripts` are the texts of its JSON-LD."""

    scripts: list[str] = field(default_factory=list)
    title: str | None = None
    url: str | None = None


def read_page_data(text: str) -> Page:
    """The JSON-LD, title and canonical address of a page, however broken its other elements are."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    return parser.page


def parse_script(text: str) -> object:
    """The value of a script with JSON-LD; comment marks around it and escaped quotation marks are undone.

    Raises ReadError where it is no JSON.
    """
    bare = _WRAPPED.sub("", _WRAPPED.sub("", text)).strip().rstrip(";")
    try:
        return parse_json(bare)
    except ReadError:
        if "&quot;" not in bare:
            raise
        return parse_json(html.unescape(bare))


class _Parser(HTMLParser):
    """Collects the data of the elements that are looked for."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._within: str | None = None
        self._data: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        linked_data = given.get("type", "").partition(";")[0].strip().lower() == "application/ld+json"
        if (tag == "script" and linked_data) or (tag == "title" and self.page.title is None):
            self._within, self._data = tag, []
        elif tag == "link" and given.get("rel", "").lower() == "canonical":
            self.page.url = given.get("href") or self.page.url
        elif tag == "meta" and given.get("property") == "og:url":
            self.page.url = self.page.url or given.get("content")

    def handle_data(self, data: str) -> None:
        if self._within is not None:
            self._data.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._within:
            self._finish()

    def close(self) -> None:
        super().close()
        if self._within == "script":  # a page that is cut off inside it
            self._finish()

    def _finish(self) -> None:
        text = "".join(self._data)
        if self._within == "script":
            self.page.scripts.append(text)
        else:
            self.page.title = " ".join(text.split()) or None
        self._within = None
