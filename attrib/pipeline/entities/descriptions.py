"""Descriptions: phrases that say what somebody is, with the words of the role and the bodies they name."""

from dataclasses import dataclass
from enum import StrEnum

from attrib.data import EntityKind, Span
from attrib.english.function_words import GENITIVES
from attrib.english.nations import PARTY_NAMES, party_name
from attrib.english.roles import is_role
from attrib.english.titles import TITLES
from attrib.pipeline.entities.complements import Complement, bodies_behind, complements
from attrib.pipeline.entities.noun_phrases import ADVERBS, head_of
from attrib.pipeline.entities.tagged import TaggedText
from attrib.pipeline.entities.told_bodies import Link, ToldBody, bodies_before, display_name, span_of
from attrib.text.word_sets import word_set

# Forms of address, which are no roles.
_ADDRESS = word_set("mr mrs ms miss mx messrs madam hon sir dame lord lady datuk seri tan")
# Ranks and degrees that stand between a role and the name: "spokesman Lt. Col. X".
RANKS = _ADDRESS | word_set(
    "lt col maj gen capt cpl sgt adm cmdr dr prof professor sheikh rev det insp he colonel major captain lieutenant"
)
# Roles whose field is part of the office: "Minister of Works", "Homeland Security Secretary", "Attorney General".
OFFICES = word_set("minister secretary")
_TIMES = word_set("former ex then late acting outgoing incoming")
_ROLE_PREPOSITIONS = word_set("of for to in at with from on")


class Place(StrEnum):
    """Where a description stands."""

    BEFORE = "before"  # "Labour MP X"
    BEFORE_COMMA = "before comma"  # "the men's solicitor, X"
    FIELD = "field"  # "head of policy X"
    FIELD_COMMA = "field comma"  # "the director of Y, X"
    AFTER = "after"  # "X, a nurse"
    AFTER_AGE = "after age"  # "X, 34, a nurse"
    AFTER_DASH = "after dash"  # "X - a nurse"
    SECOND = "second"  # "X, R-Ohio, a nurse"
    BRACKETS = "brackets"  # "X (Minister for Trade)"
    CODE = "code"  # "X, R-Ohio"
    OF = "of"  # "X of Y"
    ASIDE = "aside"  # "X, of Y,"
    COPULA = "copula"  # "X is a nurse"
    RELATIVE = "relative"  # "X, who is a nurse"
    LEADS = "leads"  # "X, who heads Y"
    OWN = "own"  # the phrase that is all the text says of the speaker: "a spokesman for Y"
    SOURCE = "source"  # a phrase beside a statement that was resolved to somebody: "the nurse said"
    BODY = "body"  # around the name of a body: "Iraqi military"


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The words of a role, by token indices: from the first to the head, what follows the head, a time word before.

    `word` is the head in lower case. "former head of research" has the time "former" and one complement.
    """

    first: int
    head: int
    word: str
    complements: tuple[Complement, ...] = ()
    time: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """A phrase that says what somebody is, or may seem to: the words of a role, bodies, or both.

    `mention` is the name that it stands beside, or its own span. `first` and `end` are token indices. `inside` is true
    of a phrase with a role of its own between it and the name.
    """

    place: Place
    mention: Span
    first: int
    end: int
    role: RoleWords | None = None
    bodies: tuple[ToldBody, ...] = ()
    determiner: str = ""
    inside: bool = False


def describe(
    doc: TaggedText,
    place: Place,
    mention: Span,
    edges: tuple[int, int],
    *,
    determiner: str = "",
    behind: bool = False,
    until: int | None = None,
) -> Description:
    """The description that a noun phrase is, its complements too if `behind`, up to `until`.

    Example: "head of research at Oxfam" has the role "head of research" and the body "Oxfam".
    """
    first, end = edges
    end = _before_ranks(doc, first, end) if place in (Place.BEFORE, Place.BEFORE_COMMA) else end
    head = head_of(doc, first, end)
    if head is None:
        return Description(place, mention, first, end, None, bodies_before(doc, first, end), determiner)
    found = complements(doc, end, until) if behind else ()
    bodies = (*bodies_before(doc, first, head), *_head_bodies(doc, head), *bodies_behind(doc, found))
    role = _role(doc, first, head, found)
    last = found[-1].end if found else end
    return Description(place, mention, first, last, role, bodies, determiner)


def _before_ranks(doc: TaggedText, first: int, end: int) -> int:
    """The end of a phrase without the ranks behind a role: "spokesman" of "spokesman Lt. Col."."""
    at = end
    while at > first + 1 and (doc.tokens[at - 1].lower in RANKS or not doc.tokens[at - 1].is_word):
        at -= 1
    return at if is_role(doc.tokens[at - 1].lower) else end


def _head_bodies(doc: TaggedText, head: int) -> tuple[ToldBody, ...]:
    """The party or body that the head itself names: "a Republican", "Reuters"."""
    token, name = doc.tokens[head], doc.names[head]
    if token.capital and (token.lower in PARTY_NAMES or party_name(token.lower)):
        return (ToldBody(token.word, Link.PARTY_HEAD, span_of(doc, head, head + 1)),)
    if name is None or not _names_body(doc, head):
        return ()
    span = span_of(doc, name.first, name.end)
    return (ToldBody(display_name(doc, name), Link.HEAD, span, entity=name.entity),)


def _names_body(doc: TaggedText, head: int) -> bool:
    """Whether a head is a body's or place's name, not a role."""
    name, word = doc.names[head], doc.tokens[head].lower
    named = name is not None and name.entity.kind in (EntityKind.ORGANIZATION, EntityKind.LOCATION)
    return named and not is_role(word) and word not in TITLES


def _role(doc: TaggedText, first: int, head: int, found: tuple[Complement, ...]) -> RoleWords | None:
    """The role whose head is at an index; None for the name of a body and a form of address."""
    word = doc.tokens[head].lower
    party = first == head and doc.tokens[head].capital and party_name(word) is not None
    if word in _ADDRESS or party or _names_body(doc, head):
        return None
    owner = max((at + 1 for at in range(first, head) if doc.tokens[at].lower in GENITIVES), default=first)
    start = owner
    while start < head and (
        doc.is_determiner(start)
        or not doc.tokens[start].is_word
        or doc.tokens[start].lower in GENITIVES | (ADVERBS - {"then"})
    ):
        start += 1
    time = next((token.word for token in doc.tokens[first:start] if token.lower in _TIMES), "")
    return RoleWords(start, head, word, found, time)


def role_text(doc: TaggedText, role: RoleWords, body: ToldBody | None = None) -> str:
    """The words of a role without the body that the affiliation names beside it.

    Example: "spokesman" of "White House spokesman" and "a spokesman for Oxfam", where these are the affiliations. Not:
    of "Homeland Security Secretary" and "Minister of Works", whose field is the office.
    """
    first, end, time = role.first, role.head + 1, role.time
    if doc.tokens[first].lower in _TIMES and first < role.head:
        first, time = first + 1, doc.tokens[first].word
    office = role.word in OFFICES
    named = body is not None and office and body.link in (Link.MODIFIER, Link.CAPITALS)
    if body is not None and not named and body.span.start <= doc.tokens[first].start < body.span.end:
        while first < role.head and (doc.tokens[first].start < body.span.end or not doc.tokens[first].is_word):
            first += 1
    if role.complements and role.complements[0].preposition in _ROLE_PREPOSITIONS:
        field = role.complements[0]
        told = body is not None and body.span.overlaps(span_of(doc, field.first, field.end))
        end = end if told and not office else field.end
    words = doc.phrase(first, end)
    return f"{time} {words}" if time else words
