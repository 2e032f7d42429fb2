"""What stands on a page of an article and is none of it: hover cards, calls to subscribe, lists of other stories.

trafilatura knows most of it by the names of its boxes. What is left here are things that put others' words into a
sentence or a mouth: "Dan Reeve" whose card of headlines is read as a part of the sentence, the headline of another
story ("RELATED: Lee says the vote was stolen") as a statement of this one.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HOVER = re.compile(r"\b(?:popover|popup|tooltip|hover-?card|rollover|flyout)", re.IGNORECASE)
_HEADINGS = ".//h2 | .//h3 | .//h4 | .//h5 | .//h6 | .//*[@role='heading']"
_STORY = {"article", "main", "body", "html"}
_LISTS = {"ul", "ol", "nav"}
_STORIES = r"(?:stor(?:y|ies)|articles?|news|coverage|posts|links|reading|videos?|content|now|today|next|also|this)"
_OTHERS = re.compile(  # the heading of a list of other stories, or what stands before a link to one
    rf"(?:related|recommended|trending|popular|most (?:read|popular|viewed|shared)|top stories|more|read|read more|see"
    rf"|watch|also read|further|don['’]t miss|must[- ]reads?|up next|editors?['’]? picks|around the web|from the web"
    rf"|you (?:may|might) (?:also )?(?:like|be interested in))(?: {_STORIES})*"
    rf"(?: (?:from|in|on|by) [^:.!?]{{1,40}})?[:.… ]*",
    re.IGNORECASE,
)
_CALLS = re.compile(  # a whole paragraph
    r"advertisements?:?|(?:skip|close) ad(?:vertisement)?s?|(?:story|article) continue[sd] below.{0,30}"
    r"|continue reading(?: the main story)?|advertisement continue reading the main story|scroll to continue.{0,30}"
    r"|share this (?:article|story|page).{0,60}|(?:share|tweet|post|email|print|copy link|save|see all|loading)[.…]*"
    r"|(?:sign up|subscribe) (?:for|to) .{0,60}(?:newsletters?|briefing|alerts)\b.{0,60}"
    r"|get .{0,90} (?:delivered|sent) (?:straight |right )?to your inbox.{0,120}"
    r"|by signing up,? .{0,20}you agree.{0,120}"
    r"|enlarge this image.{0,20}|toggle caption|click here (?:for|to) .{0,60}",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"more|read|see|watch|further", re.IGNORECASE)  # with a sentence, where no colon stands behind
_QUOTED = re.compile(r"[“”«»\"„]")
_LONGEST_CALL = 220  # characters
_LONG = 50  # words of a paragraph that belongs to no list of stories
_MOST = 500  # headings, and hover cards, of a page that are looked into
_DEEPEST = 4  # boxes around a heading
_FEW = 8  # elements on a card
_SPACE = re.compile(r"\s+")


def prune_furniture(root: "Element") -> None:
    """Take from a page what is none of its article; the tree is changed, and text behind what goes stays."""
    for card in reversed(list(_hover_cards(root))):  # what lies within another goes first
        if _inner(card) or len(card.findall(".//a")) > 1:
            card.drop_tree()
    for paragraph in root.xpath(".//p | .//div[not(*)] | .//span[not(*) and not(ancestor::p)]"):
        if paragraph.getparent() is not None and _is_call(paragraph):
            paragraph.drop_tree()
    for paragraph in root.xpath(".//p[.//a]"):
        if paragraph.getparent() is not None and _points_elsewhere(paragraph):
            _drop_with_links_behind(paragraph)
    for heading in root.xpath(_HEADINGS)[:_MOST]:
        if heading.getparent() is not None and _OTHERS.fullmatch(_words(heading)):
            _drop_list(heading)


def _hover_cards(root: "Element") -> Iterator["Element"]:
    """Elements within a paragraph that only show when a pointer rests on its words, or never; outer ones first."""
    found = root.xpath(
        ".//p//*[@hidden or @role='tooltip' or @class or contains(translate(@style,' ',''),'display:none')]"
    )
    for element in found[:_MOST]:
        if _never_shown(element) or element.get("role") == "tooltip" or _HOVER.search(element.get("class", "")[:300]):
            yield element


def _never_shown(element: "Element") -> bool:
    return element.get("hidden") is not None or "display:none" in element.get("style", "").replace(" ", "").lower()


def _inner(card: "Element") -> bool:
    """Whether a card surely holds nothing that is always shown: by what it says of itself, or within another card."""
    above = card.getparent()
    within = above is not None and bool(_HOVER.search(above.get("class", "")[:300]))
    return within or _never_shown(card) or card.get("role") == "tooltip"


def _is_call(paragraph: "Element") -> bool:
    words = _words(paragraph)
    return 0 < len(words) <= _LONGEST_CALL and bool(_CALLS.fullmatch(words)) and not _QUOTED.search(words)


def _points_elsewhere(paragraph: "Element") -> bool:
    """Whether a paragraph is a label ("RELATED:") and links to other stories, and nothing else.

    Not: "See the report of the commission", where what is linked goes on with the sentence.
    """
    linked = [_words(link) for link in paragraph.iter("a")]
    rest = _words(paragraph)
    for words in linked:
        rest = rest.replace(words, "", 1) if words else rest
    label = rest.strip(" |•·-–—")
    known = _OTHERS.fullmatch(label) and (label.endswith(":") or not _GOES_ON.fullmatch(label))
    return bool(known) and any(len(words.split()) > 2 for words in linked)


def _drop_with_links_behind(paragraph: "Element") -> None:
    """Drop a paragraph, and those behind it that are one link each."""
    while (behind := paragraph.getnext()) is not None and behind.tag == "p" and _is_link(behind):
        behind.drop_tree()
    paragraph.drop_tree()


def _is_link(paragraph: "Element") -> bool:
    links = list(paragraph.iter("a"))
    return len(links) == 1 and _words(links[0]) == _words(paragraph)


def _drop_list(heading: "Element") -> None:
    """Drop a list of other stories with its heading: the box that begins with it, or the list behind it.

    Not: a section of the article ("More on the strike") whose links stand in its sentences.
    """
    box = heading
    for _ in range(_DEEPEST):
        above = box.getparent()
        if above is None or above.tag in _STORY or not _begins_with(above, box):
            break
        box = above
    if box is heading:
        while (behind := heading.getnext()) is not None and (behind.tag in _LISTS or _is_link(behind)):
            behind.drop_tree()
        heading.drop_tree()
        return
    links = sum(1 for link in box.iter("a") if _stands_alone(link))
    longest = max((len(_words(each).split()) for each in box.iter("p")), default=0)
    if links and longest < _LONG:
        box.drop_tree()


def _begins_with(above: "Element", box: "Element") -> bool:
    """Whether nothing stands before an element in the one that holds it."""
    before = box.itersiblings(preceding=True)
    return _blank(above.text) and all(_blank(each.tail) and _is_blank(each) for each in before)


def _stands_alone(link: "Element") -> bool:
    """Whether a link with words is a block of its own, as on a card with a picture and a line of text."""
    around = link.getparent()
    if around is None or _is_blank(link) or len(around) > _FEW:
        return False
    bare = _blank(around.text) and all(_blank(each.tail) for each in around)
    return bare and (around.tag != "p" or all(each is link or _is_blank(each) for each in around))


def _is_blank(element: "Element") -> bool:
    return all(_blank(words) for words in element.itertext())


def _blank(words: str | None) -> bool:
    return not words or words.isspace()


def _words(element: "Element") -> str:
    return _SPACE.sub(" ", "".join(element.itertext())).strip()
