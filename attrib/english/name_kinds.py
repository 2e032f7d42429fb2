"""The kind of a run of capitalised words: a person, a body, a place, or just an office."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from attrib.data import EntityKind, Mention, Span
from attrib.english.function_words import GENITIVES
from attrib.english.given_names import GIVEN_NAMES
from attrib.english.lexicon import having, lexicon
from attrib.english.name_keys import PARTICLES
from attrib.english.nations import COUNTRIES, COUNTRY_OF, PARTY_ADJECTIVES
from attrib.english.roles import FIELDS, is_people, is_role
from attrib.english.titles import COURTESY_TITLES, NAME_SUFFIXES, NAME_TITLES, OFFICE_TITLES, POSTNOMINALS
from attrib.text.tokens import Token

WEAK = 0.2  # confidence of a lone word that may be a name or just begin a sentence
_BODY_NAMES = lexicon().tagged("body_name_words", {"surname"})
BODY_WORDS = frozenset(_BODY_NAMES)
"""The lower-case nouns that bodies are named by: "agency" of "Environmental Protection Agency"."""
_BODILY = having(_BODY_NAMES, "surname")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,3}")  # "J.R. Holloway"
_PLACES = frozenset({"u.n.", "e.u.", "u.k.", "u.s.", "d.c.", "l.a.", "n.y.", "n.j."})
_INSIDE = GENITIVES | {"of", "for", "on", "&"}
_ADJECTIVES = PARTY_ADJECTIVES | frozenset(COUNTRY_OF)
_FIELDS = FIELDS | BODY_WORDS | {"and", "the", "staff"}


class Seen(NamedTuple):
    """The words of a text away from the start of a sentence: `lower` in lower case, `inner` with a capital."""

    lower: frozenset[str]
    inner: frozenset[str]


def classify(tokens: Sequence[Token], first: int, end: int, words_seen: Seen) -> Mention | None:
    """The name in a run of capitals and its kind; None for an office alone.

    Example: "President Orla Tasbek" gives the person "Orla Tasbek". Not: "Home Secretary".
    """
    run = [at for at in range(first, end) if tokens[at].word != "."]
    behind: list[int] = []
    while len(run) > 1 and tokens[run[-1]].lower in POSTNOMINALS:
        behind.append(run.pop())
    mention = _without_suffix(tokens, run, first, words_seen)
    suffix = behind[-1] if mention is not None and behind and tokens[behind[-1]].lower in NAME_SUFFIXES else None
    return mention if mention is None or suffix is None else _with_suffix(tokens, mention, suffix)


def _with_suffix(tokens: Sequence[Token], mention: Mention, suffix: int) -> Mention:
    """The mention with "Jr." or "II" behind it, its dot included; only a person has "Jr." or "Sr."."""
    last, told = tokens[suffix], tokens[suffix].lower in {"jr", "sr"}
    if not told and mention.kind is not EntityKind.PERSON:
        return mention
    dotted = suffix + 1 < len(tokens) and tokens[suffix + 1].word == "." and tokens[suffix + 1].start == last.end
    confidence = max(mention.confidence, 0.8) if told else mention.confidence
    return Mention(Span(mention.span.start, last.end + dotted), EntityKind.PERSON, confidence)


def _without_suffix(tokens: Sequence[Token], run: list[int], first: int, words_seen: Seen) -> Mention | None:
    words = [tokens[at].lower for at in run]
    field = next((at for at, word in enumerate(words) if at and word in {"of", "for"} and is_role(words[at - 1])), None)
    if field is not None:  # "Minister of Mines and Energy", "Secretary of State Ida Quill"
        return _after_field(tokens, run[field + 1 :])
    body = words[-1] in BODY_WORDS or any(word in _INSIDE for word in words[1:-1])
    personal = any(word in COURTESY_TITLES for word in words) or _is_bodily_surname(tokens, run, words)
    if body and not personal:
        return _mention(tokens, run, EntityKind.ORGANIZATION, 0.9 if len(run) > 1 else 0.6)
    titled = next((at for at, word in enumerate(words[:-1]) if word in COURTESY_TITLES or word in NAME_TITLES), None)
    if titled is not None:
        return _mention(tokens, run[titled:], EntityKind.PERSON, 0.9)
    marked = next((at for at, index in enumerate(run) if not tokens[index].is_word), len(run))  # of a nickname
    office = max((at for at, word in enumerate(words[:marked]) if _is_office(word)), default=-1)
    if office == len(words) - 1:
        return _mention(tokens, run, EntityKind.PERSON, 0.8) if words[0] in GIVEN_NAMES and office == 1 else None
    if office >= 0:
        return _mention(tokens, run[office + 1 :], EntityKind.PERSON, 0.8)
    skipped = _FIELDS if _follows_office(tokens, first) else _ADJECTIVES
    while len(run) > 2 and words[0] in skipped:
        run, words = run[1:], words[1:]
    return _lone(tokens, run[0], words_seen) if len(run) == 1 else _untitled(tokens, run, words)


def _is_bodily_surname(tokens: Sequence[Token], run: Sequence[int], words: Sequence[str]) -> bool:
    """Whether the last word, which ends names of bodies too, is a surname: "Sarah Church", "Swimmer Femke Post"."""
    if words[-1] not in _BODILY or (run[0] and tokens[run[0] - 1].lower == "the"):
        return False
    role = len(words) == 3 and _is_office(words[0])
    return role or (len(words) == 2 and words[0] in GIVEN_NAMES)


def _after_field(tokens: Sequence[Token], run: list[int]) -> Mention | None:
    """The person named behind an office and its field: "Ida Quill" of "Secretary of State Ida Quill"."""
    while run and tokens[run[0]].lower in _FIELDS:
        run = run[1:]
    named = len(run) > 1 and tokens[run[0]].lower in GIVEN_NAMES
    return _mention(tokens, run, EntityKind.PERSON, 0.8) if named else None


def _follows_office(tokens: Sequence[Token], at: int) -> bool:
    """Whether a role and "of" or "for" stand before an index: "Director of Police Ida Quill"."""
    at -= at > 1 and tokens[at - 1].lower == "the"
    return at > 1 and tokens[at - 1].lower in {"of", "for"} and is_role(tokens[at - 2].lower)


def _is_office(word: str) -> bool:
    return (is_role(word) or word in OFFICE_TITLES) and word not in GIVEN_NAMES


def _lone(tokens: Sequence[Token], at: int, seen: Seen) -> Mention | None:
    """The mention of a single capitalised word; None for a word that just begins a sentence."""
    token, run = tokens[at], [at]
    if token.word in COUNTRIES:
        return _mention(tokens, run, EntityKind.LOCATION, 0.9)
    if token.lower in COUNTRY_OF:
        return _mention(tokens, run, EntityKind.MISC, 0.8)
    if token.lower in PARTY_ADJECTIVES:
        return _mention(tokens, run, EntityKind.ORGANIZATION, 0.6)
    letters = token.word.replace(".", "")
    if 2 <= len(letters) <= 6 and sum(map(str.isupper, letters)) >= max(2, len(letters) - 1):
        return _mention(tokens, run, EntityKind.ORGANIZATION, 0.8)
    if token.lower in GIVEN_NAMES:
        return _mention(tokens, run, EntityKind.PERSON, 0.4)
    if token.initial and (token.lower in seen.lower or is_people(token.lower)):
        return None
    if token.initial and token.lower.endswith(("ly", "ing", "ed")) and token.word not in seen.inner:
        return None
    return _mention(tokens, run, EntityKind.ORGANIZATION, WEAK if token.initial else 0.4)


def _untitled(tokens: Sequence[Token], run: list[int], words: list[str]) -> Mention:
    """The mention of several words without a title; its words and the word before them tell the kind."""
    before = tokens[run[0] - 1].lower if run[0] else ""
    if " ".join(tokens[at].word for at in run) in COUNTRIES:
        return _mention(tokens, run, EntityKind.LOCATION, 0.9)
    if all(word in PARTY_ADJECTIVES for word in words):
        return _mention(tokens, run, EntityKind.ORGANIZATION, 0.9)
    initials = len(words) in (2, 3) and _INITIALS.fullmatch(words[0]) and tokens[run[0]].word not in COUNTRIES
    if initials and before != "the" and words[0] not in _PLACES:
        return _mention(tokens, run, EntityKind.PERSON, 0.6)
    if words[0] in GIVEN_NAMES or any(len(word) == 1 for word in words[1:-1]):
        return _mention(tokens, run, EntityKind.PERSON, 0.8)
    if is_role(before):
        return _mention(tokens, run, EntityKind.PERSON, 0.7)
    acronym = any(tokens[at].word.isupper() and len(tokens[at].word) > 1 for at in run)
    body = (
        before == "the"
        or sum(word not in PARTICLES for word in words) > 3
        or acronym
        or any(word.isdigit() for word in words)
    )
    return _mention(tokens, run, EntityKind.ORGANIZATION if body else EntityKind.PERSON, 0.5)


def _mention(tokens: Sequence[Token], run: Sequence[int], kind: EntityKind, confidence: float) -> Mention:
    return Mention(Span(tokens[run[0]].start, tokens[run[-1]].end), kind, confidence)
