"""The descriptions that stand before a name: "Labour MP X", "the men's solicitor, X", "head of policy X"."""

from collections.abc import Iterator
from dataclasses import replace

from attrib.data import Span
from attrib.english.roles import is_role
from attrib.english.titles import TITLES
from attrib.pipeline.entities.complements import PREPOSITIONS
from attrib.pipeline.entities.descriptions import RANKS, Description, Place, describe
from attrib.pipeline.entities.noun_phrases import left_edge
from attrib.pipeline.entities.tagged import TaggedText
from attrib.text.tokens import token_range

_COMMAS = frozenset({",", "—", "–"})
_SHORT_BRACKET = 5  # tokens of a bracket between a description and the name: "the Works Agency (WA) head"


def before_name(doc: TaggedText, mention: Span) -> Iterator[Description]:
    """The descriptions right before a mention: that before the name, one before its comma, one whose field it is.

    Some may be of others, or of nobody. Example: "Labour MP" of "Labour MP X". Not: "the MP" of "the MP met X".
    """
    start, last = token_range(doc.tokens, mention)
    if start >= last:
        return
    end, comma = _without_bracket(doc, _name_start(doc, start, last))
    first = left_edge(doc, end)
    if first < end:
        own = _with_determiner(doc, describe(doc, Place.BEFORE, mention, (first, end)))
        yield own
        yield from _fielded(doc, own, mention, end, comma)
    ranks = all(token.lower in TITLES | RANKS or not token.is_word for token in doc.tokens[first:end])
    if ranks and first > 1 and doc.tokens[first - 1].word in _COMMAS and not doc.breaks(first):
        end = first - 1
        first = left_edge(doc, end)
        dateline = doc.tokens[end].word != "," and doc.breaks(first)
        if first < end and not dateline:
            own = _with_determiner(doc, describe(doc, Place.BEFORE_COMMA, mention, (first, end)))
            yield own
            yield from _fielded(doc, own, mention, end, comma=True)


def _name_start(doc: TaggedText, first: int, end: int) -> int:
    """The index of a mention's first word behind its titles and roles."""
    while first < end - 1 and (_is_title(doc.tokens[first].lower) or doc.tokens[first].word == "."):
        first += 1
    return first


def _is_title(word: str) -> bool:
    return word in TITLES or is_role(word)


def _without_bracket(doc: TaggedText, name: int) -> tuple[int, bool]:
    """The index before a bracket that ends right before a name, and whether a comma follows the bracket."""
    comma = name > 1 and doc.tokens[name - 1].word == "," and doc.tokens[name - 2].word == ")"
    close = name - 1 - comma
    if close < 1 or doc.tokens[close].word != ")" or name in doc.starts:
        return name, False
    opened = (at for at in range(close - 1, max(0, close - _SHORT_BRACKET), -1) if doc.tokens[at].word == "(")
    found = next(opened, None)
    return (name, False) if found is None else (found, comma)


def _with_determiner(doc: TaggedText, own: Description) -> Description:
    """The description with the determiner before it, if there is one."""
    at = own.first - 1
    return replace(own, determiner=doc.tokens[at].lower) if at >= 0 and doc.is_determiner(at) else own


def _fielded(doc: TaggedText, own: Description, mention: Span, end: int, comma: bool) -> Iterator[Description]:
    """The phrase whose head has what stands before a name for its field: "head of policy X"."""
    place = Place.FIELD_COMMA if comma or own.place is Place.BEFORE_COMMA else Place.FIELD
    inside = is_role(doc.tokens[end - 1].lower)
    at = own.first - 1 - bool(own.determiner)
    for _ in range(2):
        if at < 1 or doc.tokens[at].word not in PREPOSITIONS:
            return
        first = left_edge(doc, at)
        head = doc.tokens[at - 1].lower
        if first < at and (is_role(head) or head in TITLES):
            found = describe(doc, place, mention, (first, at), behind=True, until=end)
            yield _with_determiner(doc, replace(found, end=end, inside=inside))
            return
        at = first - 1 - (first > 0 and doc.is_determiner(first - 1))
