"""Role and affiliation inside a description of a person: "Taliban spokesperson", "a spokesman for the union"."""

from collections.abc import Sequence

from attrib.data import EntityKind, Span
from attrib.pipeline.cast import Cast, Post
from attrib.text.nations import COUNTRIES, COUNTRY_OF, PARTY_ADJECTIVES
from attrib.text.titles import BODIES, COURTESY_TITLES, FIELDS, OTHER_POSTS, is_role, singular
from attrib.text.tokens import Token
from attrib.text.words import word_set

GENITIVES = frozenset({"'s", "’s", "'", "’"})
_PREPOSITIONS = word_set("of for at from with to in on")
_DETERMINERS = word_set("the a an his her its their our this that")
_PARTIES = PARTY_ADJECTIVES - {"former", "ex", "fellow", "independent"}


def describe(text: str, words: Sequence[Token], cast: Cast) -> Post | None:
    """Role and affiliation in a description: "Taliban spokesperson", "a spokesman for Y", "Y's head of research"."""
    head = next((at for at, token in enumerate(words) if token.lower in _PREPOSITIONS), len(words))
    role_at = max((at for at in range(head) if is_role(singular(words[at].lower))), default=-1)
    span = Span(words[0].start, words[-1].end)
    if role_at < 0:
        affiliation = _before_role(text, words[:head], cast)[0]
        return Post(None, affiliation, span, _lowered(words)) if affiliation else None
    affiliation, used = _before_role(text, words[:role_at], cast)
    start = used
    while start < role_at and (
        words[start].lower in _DETERMINERS or not words[start].is_word or words[start].lower == "s"
    ):
        start += 1
    role = Span(words[start].start, words[role_at].end).of(text)
    if affiliation is None and head < len(words) and words[head].lower not in {"to", "in", "on"}:
        affiliation = _after_role(Span(words[head].end, span.end), cast)
    return Post(" ".join(role.split()), affiliation, span, _lowered(words))


def _lowered(words: Sequence[Token]) -> frozenset[str]:
    return frozenset(token.lower for token in words if token.is_word)


def _before_role(text: str, words: Sequence[Token], cast: Cast) -> tuple[str | None, int]:
    """The body or country named in front of the role, and how many tokens it takes up."""
    skip = 1 if words and words[0].lower in _DETERMINERS else 0
    words = words[skip:]
    if not words:
        return None, skip
    name, taken = _body_first(text, words, cast)
    return name, taken + skip


def _body_first(text: str, words: Sequence[Token], cast: Cast) -> tuple[str | None, int]:
    region = Span(words[0].start, words[-1].end)
    for at, token in enumerate(words):
        if token.lower in GENITIVES and at:
            owners = [
                entity for span, entity in cast.within(Span(region.start, token.start)) if span.end == token.start
            ]
            return (owners[0].name if owners else None), at + 1
    for at, token in enumerate(words):
        if token.capital and token.lower in COUNTRY_OF:
            return COUNTRY_OF[token.lower], at + 1
        if token.capital and (token.lower in _PARTIES or token.word in COUNTRIES):
            end = at + 1
            while end < len(words) and words[end].capital and words[end].lower in _PARTIES | {"party"}:
                end += 1
            return Span(token.start, words[end - 1].end).of(text), end
    for span, entity in cast.within(region):
        taken = next((at for at, token in enumerate(words) if token.start >= span.end), len(words))
        offices = all(token.lower in FIELDS or is_role(token.lower) for token in words[:taken])
        if entity.kind is not EntityKind.MISC and span.end <= region.end and not offices:
            return entity.name, taken
    return _unknown_body(text, words)


def _unknown_body(text: str, words: Sequence[Token]) -> tuple[str | None, int]:
    """Capitalised words at the start that are no part of an office's name: "Norwell chief executive"."""
    end = 0
    while end < len(words) and words[end].capital and words[end].lower not in FIELDS | OTHER_POSTS | COURTESY_TITLES:
        end += 1
    body = next((at + 1 for at, token in enumerate(words) if token.lower in BODIES - FIELDS), 0)
    end = max(end, body)
    if not end or any(is_role(token.lower) for token in words[:end]):
        return None, 0
    return Span(words[0].start, words[end - 1].end).of(text), end


def _after_role(region: Span, cast: Cast) -> str | None:
    """The first body or place named behind "of", "for" or "at"."""
    for span, entity in cast.within(region):
        if entity.kind is not EntityKind.PERSON and span.start - region.start < 40:
            return entity.name
    return None
