"""The descriptions that stand behind a name: in apposition, in brackets, behind "of", "is" and "who"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from attrib.data import Span
from attrib.english.function_words import ARTICLES, GENITIVES
from attrib.english.nations import party_name
from attrib.pipeline.entities.complements import bodies_behind, complements
from attrib.pipeline.entities.descriptions import Description, Place, describe
from attrib.pipeline.entities.noun_phrases import ADVERBS, is_owner, right_edge
from attrib.pipeline.entities.tagged import NOUNS, Name, TaggedText
from attrib.pipeline.entities.told_bodies import Link, ToldBody, display_name, span_of
from attrib.text.tokens import token_range
from attrib.text.word_sets import word_set

_COMMAS = frozenset({",", "—", "–"})
_BRACKET = 16  # tokens of a bracket that are read
_BEING = word_set("is was are were became remains serves served")
_LEADING = word_set(
    "heads headed leads led runs ran chairs chaired represents represented directs founded owns manages"
)
_LEADING |= word_set("manages coaches coached teaches studies")
_DENYING = word_set("not no never")
_CODE = re.compile(r"([A-Z][\w.]*)\s?[-–—,]\s?(.+)")  # "R-Ohio", "PH-Hulu"


def after_name(doc: TaggedText, mention: Span) -> Iterator[Description]:
    """The descriptions right behind a mention; some may be of others, or of nobody.

    Example: "a doctor" of "X, a doctor," and of "X is a doctor". Not: "the doctor" of "X met the doctor".
    """
    at = token_range(doc.tokens, mention)[1]
    if at >= len(doc.tokens) or doc.breaks(at) or doc.tokens[at].lower in GENITIVES:
        return
    if doc.tokens[at].word in "([":
        closes = (k for k in range(at + 1, min(at + _BRACKET, len(doc.tokens))) if doc.tokens[k].word in ")]")
        close = next(closes, None)
        if close is not None:
            yield from _bracket(doc, mention, at + 1, close)
            at = close + 1
    if at < len(doc.tokens) and doc.tokens[at].word in {"of", "from", "at"}:
        yield from _of(doc, mention, at, Place.OF)
    if at >= len(doc.tokens):
        return
    word = doc.tokens[at].lower
    if word in _COMMAS | {"-"}:
        yield from _apposition(doc, mention, at + 1, Place.AFTER if word == "," else Place.AFTER_DASH)
    elif word in _BEING:
        yield from _copula(doc, mention, at, Place.COPULA)
    elif word == "who":
        yield from _relative(doc, mention, at)


def _bracket(doc: TaggedText, mention: Span, first: int, end: int) -> Iterator[Description]:
    """What a bracket says: a party's letter with a place, an abbreviation, an office."""
    written = doc.phrase(first, end)
    if not written[:1].isalpha():
        return
    code = _code(doc, written, first, end)
    if code is not None:
        yield Description(Place.BRACKETS, mention, first, end, None, (code,))
        return
    found = describe(doc, Place.BRACKETS, mention, (first, end))
    whole = ToldBody(written, Link.BRACKETS, span_of(doc, first, end))
    yield replace(found, end=end, bodies=(*found.bodies, whole))


def _code(doc: TaggedText, written: str, first: int, end: int) -> ToldBody | None:
    """The party that a code names, its letter spelt out: "R-Ohio", "D", "PH-Hulu Selangor"."""
    match = _CODE.fullmatch(written)
    short = match[1] if match else written
    party = party_name(short) if len(short) == 1 else short if match else None
    return ToldBody(party, Link.CODE, span_of(doc, first, end)) if party else None


def _of(doc: TaggedText, mention: Span, at: int, place: Place) -> Iterator[Description]:
    """The bodies and places behind "of", "from" and "at": "X of Y"."""
    found = complements(doc, at)
    bodies = bodies_behind(doc, found)
    if bodies:
        yield Description(place, mention, at, found[-1].end, None, bodies)


def _apposition(doc: TaggedText, mention: Span, at: int, place: Place) -> Iterator[Description]:
    """What stands behind the comma or dash after a name."""
    tokens = doc.tokens
    if at + 1 < len(tokens) and tokens[at].word.isdigit() and tokens[at + 1].word == ",":
        at, place = at + 2, Place.AFTER_AGE
    if at >= len(tokens):
        return
    code = _code(doc, tokens[at].word, at, at + 1) if re.match(r"[A-Z][-–]", tokens[at].word) else None
    if code is not None:
        yield Description(Place.CODE, mention, at, at + 1, None, (code,))
        behind = next((k for k in range(at + 1, min(at + 4, len(tokens))) if tokens[k].word == ","), None)
        if behind is not None and place is not Place.SECOND:
            yield from _apposition(doc, mention, behind + 1, Place.SECOND)
    elif tokens[at].lower == "who":
        yield from _relative(doc, mention, at)
    elif tokens[at].word in {"of", "from", "at", "for"}:
        yield from _of(doc, mention, at, Place.ASIDE)
    else:
        yield from _noun_phrase(doc, mention, at, place)


def _noun_phrase(doc: TaggedText, mention: Span, at: int, place: Place) -> Iterator[Description]:
    """The noun phrase that begins at an index, as a description; none where it begins with another's name."""
    while at < len(doc.tokens) and doc.tokens[at].lower in ADVERBS | {"as"}:
        at += 1
    if at >= len(doc.tokens):
        return
    determiner = doc.tokens[at].lower if doc.is_determiner(at) or doc.tokens[at].lower in ARTICLES | {"one"} else ""
    at += bool(determiner)
    name = doc.names[at] if at < len(doc.tokens) else None
    if at >= len(doc.tokens) or (doc.is_person(at) and name is not None and not is_owner(doc, name)):
        return
    end = right_edge(doc, at)
    if end > at:
        yield describe(doc, place, mention, (at, end), determiner=determiner, behind=True)


def _copula(doc: TaggedText, mention: Span, at: int, place: Place) -> Iterator[Description]:
    """What the subject of "is" and the like is said to be; a noun, and not denied."""
    if at + 1 < len(doc.tokens) and doc.tokens[at + 1].lower in _DENYING:
        return
    for found in _noun_phrase(doc, mention, at + 1, place):
        if found.role is not None and doc.classes[found.role.head] in NOUNS:
            yield found


def _relative(doc: TaggedText, mention: Span, at: int) -> Iterator[Description]:
    """What a relative clause says that somebody is, or leads: "who is a nurse", "who heads the union"."""
    at += 1
    while at < len(doc.tokens) - 1 and doc.tokens[at].lower in ADVERBS | {"has", "been"}:
        at += 1
    if at + 1 >= len(doc.tokens):
        return
    if doc.tokens[at].lower in _BEING:
        yield from _copula(doc, mention, at, Place.RELATIVE)
    elif doc.tokens[at].lower in _LEADING:
        first = at + 1 + doc.is_determiner(at + 1)
        end = right_edge(doc, first)
        names = dict.fromkeys(name for name in doc.names[first:end] if name is not None and name.end <= end)
        bodies = tuple(_led(doc, name) for name in names)
        if bodies:
            yield Description(Place.LEADS, mention, at, end, None, bodies)


def _led(doc: TaggedText, name: Name) -> ToldBody:
    called = display_name(doc, name)
    return ToldBody(called, Link.LED, span_of(doc, name.first, name.end), entity=name.entity)
