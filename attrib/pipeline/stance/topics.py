"""Topics that a statement speaks of: noun phrases and clauses, found by the classes of their words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attrib.data import Span
from attrib.english.function_words import ARTICLES
from attrib.english.lexicon import lexicon
from attrib.english.pronouns import THIRD_POSSESSIVES
from attrib.english.roles import is_people, is_role
from attrib.english.word_classes import WordClass
from attrib.text.tokens import Token
from attrib.text.word_sets import word_set


@dataclass(frozen=True, slots=True)
class TopicLimits:
    """How long a topic may be.

    words: at most, counted with marks; set by hand, for what is longer is a sentence rather than a topic.
    """

    words: int = 9


_LIMITS = TopicLimits()
_JOINS = word_set("of on for against over about in with between to from into")
_EMPTY = lexicon().words("empty_nouns")

# Each word is a letter, so that phrases are found by regular expressions over the letters.
# Before a role these make an actor of it, "our president" or "this man" may be a topic.
_BEFORE_ACTOR = ARTICLES | THIRD_POSSESSIVES
_LETTERS = {
    WordClass.PROPER_NOUN: "P",
    WordClass.NOUN: "N",
    WordClass.PLURAL_NOUN: "S",
    WordClass.ADJECTIVE: "J",
    WordClass.ADVERB: "R",
    WordClass.ING_FORM: "G",
    WordClass.PARTICIPLE: "V",
    WordClass.BASE_VERB: "B",
    WordClass.FINITE_VERB: "F",
    WordClass.DETERMINER: "D",
    WordClass.PREPOSITION: "I",
    WordClass.TO: "T",
    WordClass.PARTICLE: "Q",
    WordClass.NUMBER: "U",
    WordClass.GENITIVE: "'",
}
_PHRASE = re.compile(r"(?:R?[JVGUPNS]'?){0,40}[NSP]|(?<=D)J(?![JNSPGV'])")  # "the elderly" too
_JOIN = re.compile(r"ID?(?=[RJVGUPNS])|TBQ?D?(?=[RJVGUPNS])")
_CLAUSE = re.compile(r"(?:(?:(?<=[TF])|(?<=[TF]R))B|(?<![NSPJ'])G|^B)Q?D?(?=[RJVGUPNS])")


def topics(tokens: Sequence[Token], classes: Sequence[WordClass], names: Sequence[Span]) -> list[Span]:
    """The topics among some tokens in a row, in order of the text; one may stand within another.

    A noun phrase goes on behind "of", "on" or "to" with a verb, up to nine words: "plans to lift the embargo". A clause
    is a verb with its object: "lifting the embargo", "(to) raise taxes". `names` are actors' names: one alone is no
    topic, nor is a role behind an article ("the prime minister"), which is an actor.
    """
    letters = "".join(_LETTERS.get(item, "X") for item in classes)
    phrases = dict(match.span() for match in _PHRASE.finditer(letters))
    found: set[Span] = set()
    for first, last in phrases.items():
        end = _goes_on(tokens, letters, phrases, first, last)
        if _is_topic(tokens, first, last, end, names):
            found.add(_span(tokens, first + (letters[first] == "R" and last - first > 1), end))
    for match in _CLAUSE.finditer(letters):
        if match.end() in phrases:
            end = _goes_on(tokens, letters, phrases, match.start(), phrases[match.end()])
            found.add(_span(tokens, match.start(), end))
    return sorted(found)


def _goes_on(tokens: Sequence[Token], letters: str, phrases: dict[int, int], first: int, last: int) -> int:
    """Where a phrase ends that begins at `first`, with all that is joined to it behind `last`."""
    while (match := _JOIN.match(letters, last)) is not None:
        end = phrases.get(match.end())
        if end is None or end - first > _LIMITS.words or (letters[last] == "I" and tokens[last].lower not in _JOINS):
            break
        last = end
    return last


def _is_topic(tokens: Sequence[Token], first: int, last: int, end: int, names: Sequence[Span]) -> bool:
    if end > last:
        return True
    rest = list(_unnamed(tokens[first:last], names))
    if all(token.lower in _EMPTY or token.word[0].isdigit() for token in rest):
        return False
    head = tokens[last - 1].lower
    return not (is_role(head) and first and tokens[first - 1].lower in _BEFORE_ACTOR)


def _unnamed(words: Sequence[Token], names: Sequence[Span]) -> Iterator[Token]:
    """The words that are part of no name."""
    for token in words:
        if token.is_word and not any(span.start <= token.start < span.end for span in names):
            yield token


def _span(tokens: Sequence[Token], first: int, end: int) -> Span:
    return Span(tokens[first].start, tokens[end - 1].end)


def names_people(tokens: Sequence[Token]) -> bool:
    """Whether a topic's words end in a noun for people, so that it is an actor."""
    head = tokens[-1].lower
    return is_people(head) or is_role(head)
