"""The text of HTML that holds nothing but an article: paragraphs with an empty line between them."""

import re
from typing import TYPE_CHECKING

from attrib.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SECTIONS = frozenset(("article", "aside", "body", "div", "footer", "form", "header", "main", "nav", "section"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "hr", "caption", "legend", "summary", "figcaption"))
_PARAGRAPHS = frozenset(("p", "pre", "blockquote", "address", "details", "fieldset", "figure"))
_LISTS = frozenset(("dl", "ol", "ul", "table"))
_BLOCKS = _SECTIONS | _HEADINGS | _PARAGRAPHS | _LISTS
_LINES = frozenset(("li", "tr", "dt", "dd"))
_UNSEEN = frozenset(("script", "style", "head", "template", "noscript", "iframe", "object", "svg", "math"))
MOST_ATTRIBUTES = 5_000
"""Attributes of one tag; parsing them takes time in proportion to the square of their number."""
_BETWEEN = re.compile(r"[\s/]+")  # attributes
_SPACE = re.compile(r"[ \t\r\n\f]+")
_PARAGRAPH, _LINE = "\n\n", "\n"


def parse_fragment(fragment: str) -> "Element":
    """The element tree of a piece of HTML, under one `div`.

    Raises ReadError where it cannot be parsed, and for a tag of more than MOST_ATTRIBUTES.
    """
    if has_crowded_tag(fragment):
        raise ReadError(f"its HTML has a tag of more than {MOST_ATTRIBUTES:,} attributes; save it as text")
    from lxml import etree, html  # takes a tenth of a second, and only these formats need it

    try:
        return html.fragment_fromstring(fragment, create_parent="div")
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(f"its HTML cannot be parsed ({error}); save it as text") from error


def has_crowded_tag(page: str) -> bool:
    """Whether one tag has more than MOST_ATTRIBUTES; in time in proportion to the page.

    A tag reaches to the last > before the next <, whatever is quoted; quotation marks of strangers may not be closed.
    """
    if len(page) <= 2 * MOST_ATTRIBUTES:
        return False
    for piece in page.split("<")[1:]:
        if len(piece) <= 2 * MOST_ATTRIBUTES or not piece[0].isalpha():
            continue
        tag = piece.rpartition(">")[0] or piece
        if sum(1 for _ in zip(range(MOST_ATTRIBUTES + 1), _BETWEEN.finditer(tag), strict=False)) > MOST_ATTRIBUTES:
            return True
    return False


def text_of(root: "Element") -> str:
    """The text of an element tree as a browser lays it out: white space is one space, `<br>` and list items are lines.

    `<q>` gets the quotation marks that a browser shows. Images, scripts and comments are left out.
    """
    from lxml import etree

    writer = _Writer()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if event in ("comment", "pi"):
            writer.words(element.tail)
        elif event == "start":
            if name in _UNSEEN:
                walk.skip_subtree()
                continue
            writer.open(name)
            writer.words(element.text)
        else:
            if name not in _UNSEEN:
                writer.close(name)
            if element is not root:
                writer.words(element.tail)
    return writer.text()


class _Writer:
    """Words and breaks in order; of several breaks in a row the greatest is written."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._break = ""
        self._spaced = True
        self._kept = 0  # elements around, that keep their white space

    def open(self, name: str) -> None:
        """Begin an element."""
        self._at(name)
        self._kept += name == "pre"
        if name == "q":
            self.words("“")

    def close(self, name: str) -> None:
        """End an element."""
        if name == "q":
            self.words("”")
        elif name == "br":
            self._rest(_LINE if self._break != _LINE else _PARAGRAPH)
        elif name in ("td", "th"):
            self.words(" ")
        self._kept -= name == "pre"
        self._at(name)

    def words(self, text: str | None) -> None:
        """Write text, its white space as single spaces but within `<pre>`."""
        text = (text or "") if self._kept else _SPACE.sub(" ", text or "")
        if not self._kept and (self._break or self._spaced):
            text = text.lstrip(" ")
        if not text:
            return
        if self._pieces and self._break:
            self._pieces.append(self._break)
        self._break = ""
        self._pieces.append(text)
        self._spaced = text.endswith((" ", "\n"))

    def text(self) -> str:
        """What has been written, without space at line ends."""
        return "\n".join(line.rstrip(" ") for line in "".join(self._pieces).split("\n")).rstrip("\n")

    def _at(self, name: str) -> None:
        if name in _LINES:
            self._rest(_LINE)
        elif name in _BLOCKS:
            self._rest(_PARAGRAPH)

    def _rest(self, longer: str) -> None:
        self._break = max(self._break, longer, key=len)
