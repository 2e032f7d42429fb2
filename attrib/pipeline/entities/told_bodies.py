"""The bodies that a description of somebody names: before its head, in a genitive, behind a preposition."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from attrib.data import EntityKind, Span
from attrib.english.function_words import DEFINITE, GENITIVES
from attrib.english.nations import COUNTRIES, COUNTRY_OF, PARTY_ADJECTIVES, PARTY_NAMES, party_name
from attrib.english.roles import BODIES, OTHER_POSTS
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.entities.tagged import Name, TaggedText

PARTIES = PARTY_ADJECTIVES - {"former", "ex", "fellow", "independent"}


class Link(StrEnum):
    """How a description names a body."""

    GENITIVE = "genitive"  # "the BBC's editor"
    GENITIVE_CAPITALS = "genitive capitals"  # the same, of a name that nobody knows
    GENITIVE_NOUN = "genitive noun"  # "the company's chairman"
    NATION = "nation"  # "French minister"
    PARTY = "party"  # "Labour MP"
    MODIFIER = "modifier"  # "NPR reporter"
    CAPITALS = "capitals"  # the capitalised words the phrase begins with
    NOUN = "noun"  # "company spokesman"
    HEAD = "head"  # "X, New York Times"
    PARTY_HEAD = "party head"  # "X, a Republican"
    PREPOSITION = "preposition"  # "head of Oxfam"
    PERSON = "person"  # "a spokesman for Peter Moss"
    ADJECTIVE = "adjective"  # "head of French intelligence"
    OBJECT_CAPITALS = "object capitals"  # "editor of Bahati Weekly", which nobody knows for a name
    OBJECT = "object"  # "a spokesman for the company", with all its words
    WHOLE = "whole"  # "chair of the Senate's committee on trade"
    CODE = "code"  # "(R-Ohio)"
    BRACKETS = "brackets"  # "(ANC)"
    ANAPHOR = "anaphor"  # "the group's chairman", as the body named last before
    LED = "led"  # "who heads the union"
    INSIDE = "inside"  # "Israeli army", a body's own name
    REST = "rest"  # "Obama campaign"


@dataclass(frozen=True, slots=True)
class ToldBody:
    """A body, place, party or person that a description names, as the affiliation would say it.

    `order` counts the names of the description before it, `distance` the words between it and the head.
    """

    name: str
    link: Link
    span: Span
    preposition: str = ""
    entity: Entity | None = None
    order: int = 0
    distance: int = 0


def display_name(doc: TaggedText, name: Name) -> str:
    """The name by which an affiliation calls an entity: the fullest, but a country's as it is written there.

    A surname stays as it is where the text gives the full name only later: that may be somebody else's.
    """
    written, entity = doc.phrase(name.first, name.end), name.entity
    later = entity.kind is EntityKind.PERSON and entity.span.start > doc.tokens[name.first].start
    if later or (entity.kind is EntityKind.LOCATION and written in COUNTRIES):
        return written
    return entity.name[4:] if entity.name.lower().startswith("the ") else entity.name


def span_of(doc: TaggedText, first: int, end: int) -> Span:
    return Span(doc.tokens[first].start, doc.tokens[end - 1].end)


_REACH = 80  # tokens within which the body named last is the one that "the group" means


def body_meant(doc: TaggedText, at: int) -> Entity | None:
    """The organization named last before a noun for a body, within a few sentences: "the group" of "the group's head".

    None for other nouns, where nothing makes them point back, and where no organization is near.
    """
    definite = at > 0 and doc.tokens[at].lower in BODIES and doc.tokens[at - 1].lower in DEFINITE
    if not definite:
        return None
    before = (doc.names[index] for index in range(at - 1, max(-1, at - _REACH), -1))
    near = (name.entity for name in before if name is not None)
    return next((entity for entity in near if entity.kind is EntityKind.ORGANIZATION), None)


def bodies_before(doc: TaggedText, first: int, head: int) -> tuple[ToldBody, ...]:
    """The bodies named in a noun phrase before its head, in a genitive first."""
    genitive = max((at for at in range(first + 1, head) if doc.tokens[at].lower in GENITIVES), default=None)
    start = first if genitive is None else genitive + 1
    owner = [] if genitive is None else [_owner(doc, first, genitive)]
    meant = None if genitive is None else body_meant(doc, genitive - 1)
    if meant is not None and genitive is not None:
        owner.append(ToldBody(meant.name, Link.ANAPHOR, span_of(doc, genitive - 1, genitive), entity=meant))
    named = list(_modifiers(doc, first if genitive is None else start, head))
    opening = run = next((at for at in range(start, head) if doc.tokens[at].lower not in OTHER_POSTS), head)
    while run < head and doc.tokens[run].capital:
        run += 1
    capitals = doc.phrase(opening, run)
    if run > opening and all(body.name != capitals for body in named):
        named.append(ToldBody(capitals, Link.CAPITALS, span_of(doc, opening, run), order=len(named)))
    nouns = [at for at in range(start, head) if doc.tokens[at].lower in BODIES and not doc.tokens[at].capital]
    common = [ToldBody(doc.tokens[at].word, Link.NOUN, span_of(doc, at, at + 1), order=len(named)) for at in nouns]
    return (*owner, *named, *common)


def _owner(doc: TaggedText, first: int, genitive: int) -> ToldBody:
    """The body in whose genitive a head stands, whose genitive ending is at an index."""
    name, run = doc.names[genitive - 1], genitive
    if name is not None:
        whole = span_of(doc, name.first, genitive)
        return ToldBody(display_name(doc, name), Link.GENITIVE, whole, entity=name.entity)
    while run > first and doc.tokens[run - 1].capital:
        run -= 1
    start, link = (first, Link.GENITIVE_NOUN) if run == genitive else (run, Link.GENITIVE_CAPITALS)
    return ToldBody(doc.phrase(start, genitive), link, span_of(doc, start, genitive))


def _modifiers(doc: TaggedText, first: int, head: int) -> Iterator[ToldBody]:
    """The names, nations and parties among the words before a head."""
    at, order = first, 0
    while at < head:
        name = doc.names[at]
        end = name.end if name is not None and name.first == at and name.end <= head else at + 1
        if at + 2 <= head and party_name(doc.phrase(at, at + 2)) is not None:
            end = max(end, at + 2)  # "Liberal Democrat", "Labour Party"
        body = _modifier(doc, at, end, order)
        if body is not None:
            yield body
            order += 1
        at = end


def _modifier(doc: TaggedText, first: int, end: int, order: int) -> ToldBody | None:
    """The nation, party or body that some words before a head name, if they name one."""
    written, name = doc.phrase(first, end), doc.names[first]
    lower, span = written.lower(), span_of(doc, first, end)
    entity = name.entity if name is not None and (name.first, name.end) == (first, end) else None
    if not doc.tokens[first].capital:
        return None
    if lower in COUNTRY_OF or written in COUNTRIES:
        return ToldBody(COUNTRY_OF.get(lower, written), Link.NATION, span, entity=entity, order=order)
    if lower in PARTIES | PARTY_NAMES or (" " in lower and party_name(lower) is not None):
        return ToldBody(written, Link.PARTY, span, entity=entity, order=order)
    if entity is None or name is None:
        return None
    link = Link.PERSON if entity.kind is EntityKind.PERSON else Link.MODIFIER
    return ToldBody(display_name(doc, name), link, span, entity=entity, order=order)
