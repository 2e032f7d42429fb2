"""Reading what stands beside a cue, phrase by phrase, until something else begins."""

from dataclasses import dataclass, replace

from attrib.data import Occasion, Span
from attrib.english.function_words import CONJUNCTIONS, PREPOSITIONS
from attrib.english.pronouns import WHO
from attrib.english.time_words import time_at, time_before_noun
from attrib.english.word_classes import WordClass
from attrib.pipeline.occasion.phrases import (
    WITHIN,
    Phrase,
    names_hearers,
    names_occasion,
    names_place,
    read_phrase,
    span_of,
    widen,
)
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.text.word_sets import word_set

_PLACING = word_set("in at on by during via from outside inside")
_HEARING = word_set("to with before")
_SPEAKING = word_set("speaking writing appearing testifying talking posting tweeting published posted released issued")
_SPEAKING |= word_set("aired broadcast held addressed")
_SKIPPED = PREPOSITIONS - _PLACING - {"to"}
_APPOSITION = 14  # words between commas behind a name


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, and the index of the first token that was not."""

    occasion: Occasion
    at: int


def read_adverbials(
    doc: AnnotatedText, at: int, end: int, *, telling: bool = False, named: bool = False, far: bool = False
) -> Reading:
    """What the adverbials from a token on tell, up to the first that is none.

    With `telling` a noun phrase at the start is the addressee; with `named` an apposition or brackets may come first.
    `far` from the cue only a noun for an event or a medium tells the place.
    """
    found = Occasion()
    if telling and at < end and doc.tokens[at].lower not in PREPOSITIONS | CONJUNCTIONS | WHO:
        phrase = None if _time(doc, at, end) else read_phrase(doc, at, end)
        if phrase is not None:
            whole = widen(doc, phrase, end, only=frozenset({"of", "for"}))
            found, at = replace(found, addressee=span_of(doc, whole)), whole.end
    if named:
        at = _behind_apposition(doc, at, end)
    while at < end:
        step = _step(doc, at, end, found, far)
        if step is None:
            break
        found, at = step.occasion, step.at
    return Reading(found, at)


def _step(doc: AnnotatedText, at: int, end: int, found: Occasion, far: bool) -> Reading | None:
    """What one phrase adds; None where there is no adverbial."""
    token = doc.tokens[at]
    span = _time(doc, at, end)
    if span is not None:
        behind = doc.token_range(span)[1]
        return Reading(found if found.time else replace(found, time=span), behind)
    if token.word == ",":
        ahead = _step(doc, at + 1, end, found, far) if at + 1 < end else None
        return None if ahead is None or doc.tokens[at + 1].word == "," else ahead
    if token.lower in _SPEAKING:
        return Reading(found, at + 1)
    if token.lower in _PLACING | _HEARING | _SKIPPED:
        return _prepositional(doc, at, end, found, far)
    if (doc.word_classes and doc.word_classes[at] is WordClass.ADVERB) or token.lower.endswith("ly"):
        return Reading(found, at + 1)
    return None


def _prepositional(doc: AnnotatedText, at: int, end: int, found: Occasion, far: bool) -> Reading | None:
    """What a prepositional phrase adds: a place, hearers, or nothing."""
    preposition = doc.tokens[at].lower
    phrase = read_phrase(doc, at + 1, end)
    if phrase is None:
        return None
    if preposition in _PLACING and (names_occasion(doc, phrase) if far else names_place(doc, phrase, preposition)):
        whole = widen(doc, phrase, end, only=WITHIN - {"to"})
        span = span_of(doc, whole)
        inner = time_before_noun(doc.text, span_of(doc, phrase))
        hearers = _hearers_in(doc, phrase, whole)
        return Reading(
            replace(
                found,
                place=found.place or span,
                time=found.time or inner,
                addressee=found.addressee or hearers,
            ),
            whole.end,
        )
    if preposition in _HEARING and names_hearers(doc, phrase):
        whole = widen(doc, phrase, end, only=frozenset({"of"}))
        told = preposition == "to" or doc.tokens[at - 1].lower in _SPEAKING
        addressee = span_of(doc, whole) if told else None
        return Reading(replace(found, addressee=found.addressee or addressee), whole.end)
    return Reading(found, widen(doc, phrase, end, occasions=False).end)


def _hearers_in(doc: AnnotatedText, phrase: Phrase, whole: Phrase) -> Span | None:
    """The hearers that a place names: "an interview with CNN"."""
    for at in range(phrase.end, whole.end - 1):
        if doc.tokens[at].lower == "with":
            inner = read_phrase(doc, at + 1, whole.end)
            if inner is not None and names_hearers(doc, inner):
                return span_of(doc, inner)
    return None


def _behind_apposition(doc: AnnotatedText, at: int, end: int) -> int:
    """The index behind brackets and behind the comma that ends an apposition; the same where there is none."""
    if at < end and doc.tokens[at].word == "(":
        at = next((behind + 1 for behind in range(at, end) if doc.tokens[behind].word == ")"), at)
    if at >= end or doc.tokens[at].word != "," or _step(doc, at, end, Occasion(), False) is not None:
        return at
    for behind in range(at + 2, min(end, at + _APPOSITION)):
        if doc.tokens[behind].word == ",":
            return behind + 1
    return at


def _time(doc: AnnotatedText, at: int, end: int) -> Span | None:
    limit = doc.tokens[end - 1].end
    return time_at(doc.text, doc.tokens[at].start, limit)
