"""Noun phrases beside a cue: where one ends, and whether it names a place, an event, a medium, or hearers."""

from dataclasses import dataclass

from attrib.data import EntityKind, Span
from attrib.english.calendar import DAYS, MONTHS
from attrib.english.function_words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from attrib.english.occasions import is_occasion
from attrib.english.pronouns import PRONOUNS, WHO
from attrib.english.roles import BODIES, is_people, is_role
from attrib.english.time_words import time_at
from attrib.english.word_classes import WordClass
from attrib.pipeline.speakers.annotated import VERBS, AnnotatedText
from attrib.text.word_sets import word_set

_OPENING = frozenset("“\"‘'")
_CLOSING = frozenset("”\"’'")
_ABSTRACT = word_set(
    "time times point moment stage end start beginning outset rate risk cost expense age level heart core",
    "center centre top bottom request behest urging hands instigation invitation",
)
_TITLE = 8  # words of a title in quotation marks
WITHIN = frozenset({"of", "with", "for", "in", "at", "on", "from", "to", "by", "outside", "near", "about"})
"""The prepositions whose phrases belong to the noun before them."""
_ENDING = (PREPOSITIONS | CONJUNCTIONS | WHO | {"to", "that"}) - {"like", "than"}
_VERBS = frozenset({WordClass.FINITE_VERB, WordClass.BASE_VERB})
_BEFORE_HEAD = frozenset({WordClass.DETERMINER, WordClass.ADJECTIVE, WordClass.NUMBER, WordClass.GENITIVE})
_DOING = frozenset({WordClass.ING_FORM, WordClass.PARTICIPLE})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase by the half-open range of its tokens; `head` is the index of its head noun."""

    first: int
    end: int
    head: int


def read_phrase(doc: AnnotatedText, at: int, end: int) -> Phrase | None:
    """The noun phrase that begins at a token and ends before another, without what prepositions add.

    Example: "the Senate floor" of "the Senate floor on Monday". None where no noun phrase begins.
    """
    first, head = at, None
    while at < end:
        token, lower = doc.tokens[at], doc.tokens[at].lower
        name = _name_at(doc, at, end)
        if name is not None:
            head, at = name - 1, name
            continue
        if token.word in _OPENING:
            closed = _title(doc, at, end)
            if closed is None:
                break
            head, at = closed - 1, closed
            continue
        if not token.is_word and not token.lower.endswith("s"):
            break
        if (lower in _ENDING and not token.capital) or (at > first and lower in DETERMINERS | PRONOUNS):
            break
        if at > first and time_at(doc.text, token.start, len(doc.text)) is not None:
            break
        sort = _sort(doc, at, led=head is not None)
        if (sort in _VERBS and not token.capital) or (sort is WordClass.ADVERB and head is not None):
            break
        if sort in _DOING and head == at - 1:
            break
        if lower in PRONOUNS - DETERMINERS:
            return Phrase(first, at + 1, at) if at == first else None
        if sort not in _BEFORE_HEAD or token.capital:
            head = at
        at += 1
    return None if head is None else Phrase(first, head + 1, head)


def _sort(doc: AnnotatedText, at: int, *, led: bool) -> WordClass:
    """The class of a word; where no model tells it, behind a noun what looks like a verb is one."""
    if doc.word_classes:
        return doc.word_classes[at]
    lower = doc.tokens[at].lower
    return WordClass.FINITE_VERB if lower in VERBS or (led and lower.endswith("ed")) else WordClass.NOUN


def widen(
    doc: AnnotatedText, phrase: Phrase, end: int, *, only: frozenset[str] = WITHIN, occasions: bool = True
) -> Phrase:
    """The phrase with the prepositional phrases that follow it, up to an expression of time.

    Without `occasions` those end it too that name an event or a medium.
    """
    at = phrase.end
    while at + 1 < end and doc.tokens[at].lower in only:
        if time_at(doc.text, doc.tokens[at].start, len(doc.text)) is not None:
            break
        following = read_phrase(doc, at + 1, end)
        if following is None or not (occasions or not is_occasion(doc.tokens[following.head].lower)):
            break
        at = following.end
    if at + 1 < end and doc.tokens[at].word == "," and _is_place(doc, at + 1) and _is_place(doc, at - 1):
        at = _name_at(doc, at + 1, end) or at  # "Columbus, Ohio"
    return Phrase(phrase.first, at, phrase.head)


def span_of(doc: AnnotatedText, phrase: Phrase) -> Span:
    """The characters of a phrase."""
    return Span(doc.tokens[phrase.first].start, doc.tokens[phrase.end - 1].end)


def names_hearers(doc: AnnotatedText, phrase: Phrase) -> bool:
    """Whether a phrase names somebody who can be spoken to: a person, a body, people, "him"."""
    head = doc.tokens[phrase.head]
    kinds = _kinds(doc, phrase)
    if EntityKind.PERSON in kinds or EntityKind.ORGANIZATION in kinds or head.lower in PRONOUNS:
        return True
    return is_people(head.lower) or is_role(head.lower) or head.lower in BODIES


def names_occasion(doc: AnnotatedText, phrase: Phrase) -> bool:
    """Whether the head of a phrase is a noun for an event or a medium."""
    return is_occasion(doc.tokens[phrase.head].lower)


def names_place(doc: AnnotatedText, phrase: Phrase, preposition: str) -> bool:
    """Whether a phrase behind a preposition names a place, an event or a medium.

    Example: "in Geneva", "in a statement", "at the launch", "on Twitter". Not: "in response", "at length".
    """
    head = doc.tokens[phrase.head]
    opening = doc.tokens[phrase.first]
    kinds = _kinds(doc, phrase)
    if EntityKind.PERSON in kinds and head.capital and preposition not in ("on", "at"):
        return False
    if is_occasion(head.lower) or EntityKind.LOCATION in kinds:
        return True
    if preposition == "by" or head.lower in DAYS | MONTHS:
        return False
    definite = opening.lower in DETERMINERS or doc.tokens[phrase.head].capital
    if preposition in ("at", "outside", "inside"):
        return definite and head.lower not in _ABSTRACT
    return preposition in ("on", "in", "during", "via") and head.capital and not opening.lower.endswith("s'")


def _kinds(doc: AnnotatedText, phrase: Phrase) -> frozenset[EntityKind]:
    """The kinds of the names that the head of a phrase stands in."""
    head = doc.tokens[phrase.head]
    return frozenset(entity.kind for _, entity in doc.entities.within(Span(head.start, head.end)))


def _name_at(doc: AnnotatedText, at: int, end: int) -> int | None:
    """The index behind the name that a token begins; None where it begins none."""
    token = doc.tokens[at]
    ends = [span.end for span, _ in doc.entities.within(Span(token.start, token.end)) if span.start == token.start]
    if not ends or time_at(doc.text, token.start, len(doc.text)) is not None:
        return None
    behind = at + 1
    while behind < end and doc.tokens[behind].start < max(ends):
        behind += 1
    return behind


def _is_place(doc: AnnotatedText, at: int) -> bool:
    token = doc.tokens[at]
    found = doc.entities.within(Span(token.start, token.end))
    return any(entity.kind is EntityKind.LOCATION for _, entity in found)


def _title(doc: AnnotatedText, at: int, end: int) -> int | None:
    """The index behind a title in quotation marks: “State of the Union”; None where there is none."""
    for behind in range(at + 2, min(end, at + 2 + _TITLE)):
        if doc.tokens[behind].word in _CLOSING:
            return behind + 1 if doc.tokens[at + 1].capital else None
    return None
