"""The elements of a web page made ready to be read as text: banners of consent go, quotations get their marks.

A browser shows `<q>` in quotation marks, and a `<blockquote>` set apart with its `<cite>` below it. In plain text
nothing would tell either from what stands around it, and who is quoted would be lost. A quotation that has marks of its
own keeps them, and so does one paragraph behind a colon, which is read as a quotation without them.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrib.readers.page_furniture import prune_furniture

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_CONSENT = {"cookie", "cookies", "consent", "gdpr", "ccpa", "cmp", "onetrust", "didomi", "usercentrics", "cookiebot"}
_CONSENT |= {"quantcast", "truste", "privacy", "cookielaw", "cookiebanner", "cookieconsent", "cookienotice"}
_ABOUT_CONSENT = re.compile(r"\bcookies?\b|\bconsent\b|\bpartners\b|\bpersonal data\b|\bprivacy\b", re.IGNORECASE)
_BOXES = ("div", "section", "aside", "dialog", "form", "footer", "header")
_STORY = ("article", "main", "h1", "body")
_OPENING = "“„«»‘‚\"'‟「『＂`"
_DOUBLE = re.compile(r"[“”«»\"„]")
_DASHES = "—–―-"
_MOST_BOXES = 200  # of a page that are looked into: they may lie within each other
_SHORTEST = 3  # words of a quotation
_SPACE = re.compile(r"\s+")


def prepare_page(root: "Element") -> None:
    """Prune banners of consent and furniture from a page and mark its quotations; the tree is changed."""
    for box in list(_banners(root)):
        box.drop_tree()
    prune_furniture(root)
    for quotation in root.xpath(".//blockquote[not(ancestor::blockquote)]"):
        _mark(quotation)
    for quotation in root.xpath(".//q[not(ancestor::blockquote)]"):
        if _words(quotation) and _words(quotation)[0] not in _OPENING:
            _open(quotation)
            _close(quotation)


def _banners(root: "Element") -> Iterator["Element"]:
    """The outermost boxes that are named after consent, speak of it, and hold no story."""
    from lxml.etree import iterwalk  # takes a tenth of a second, and only pages need it

    tested = 0
    walk = iterwalk(root, events=("start",))
    for _, box in walk:
        if box.tag not in _BOXES or not _CONSENT.intersection(_name_parts(box)):
            continue
        tested += 1
        if tested > _MOST_BOXES:
            return
        about = bool(_ABOUT_CONSENT.search(_words(box)))
        story = next(box.iter(*_STORY), None) is not None
        if about and not story:
            yield box
        if not (about and story):  # what lies within is a part of the banner, or speaks of no consent either
            walk.skip_subtree()


def _name_parts(box: "Element") -> set[str]:
    named = " ".join(box.get(name, "") for name in ("id", "class", "aria-label"))
    return {part.lower() for part in _NAME_PARTS.findall(named[:500])}


def _mark(quotation: "Element") -> None:
    """Put quotation marks around the words of a block, and a dash before who said them."""
    for name in quotation.xpath("./cite | ./footer | ./*/footer | ./p[cite][not(text()[normalize-space()])]"):
        words = _words(name)
        name.tag = "p"
        if words and words[0] not in _DASHES:
            _first(name).text = f"— {(_first(name).text or '').lstrip()}"
    said = [each for each in quotation if each.tag in ("p", "div") and _words(each) and _words(each)[0] not in _DASHES]
    words = " ".join(_words(each) for each in said) if said else _words(quotation)
    if not words or words[0] in _OPENING + _DASHES or _DOUBLE.search(words) or len(words.split()) < _SHORTEST:
        return
    if len(said) < 2 and _introduced(quotation):
        return
    if said:
        _open(said[0])
        _close(said[-1])
    else:
        _open(quotation)
        _close(quotation, until=next(_signed(quotation), None))


def _introduced(quotation: "Element") -> bool:
    """Whether the words right before a quotation end with a colon."""
    before = quotation.getprevious()
    if before is None:
        above = quotation.getparent()
        words = "" if above is None else above.text or ""
    else:
        words = (before.tail or "").strip() or _words(before)
    return words.rstrip().endswith(":")


def _signed(quotation: "Element") -> Iterator["Element"]:
    """The elements behind which, or in which, the name of who said it stands."""
    for child in quotation:
        behind = (child.tail or "").strip() if child.tag == "br" else ""
        if (child.tag == "p" and _words(child)[:1] in _DASHES) or (behind and behind[0] in _DASHES):
            yield child


def _words(element: "Element") -> str:
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def _first(element: "Element") -> "Element":
    """The element in which the words of another begin."""
    while not (element.text or "").strip() and len(element):
        element = element[0]
    return element


def _open(element: "Element") -> None:
    begins = _first(element)
    begins.text = "“" + (begins.text or "").lstrip()


def _close(element: "Element", until: "Element | None" = None) -> None:
    """Write a closing mark at the end of an element's words, or before one of its children."""
    children = list(element)
    before = children[: children.index(until)] if until is not None else children
    if before:
        before[-1].tail = (before[-1].tail or "").rstrip() + "”"
    else:
        element.text = (element.text or "").rstrip() + "”"
