"""Whom words are addressed to where no adverbial tells it: who is told in a passive, or asked to do something."""

from attrib.data import Span, Statement
from attrib.english.function_words import BE, CONJUNCTIONS, HAVE, MODALS
from attrib.english.occasions import TELLING
from attrib.english.pronouns import WHO
from attrib.pipeline.occasion.phrases import names_hearers, read_phrase, span_of, widen
from attrib.pipeline.speakers.annotated import AnnotatedText

_CALLING = frozenset({"on", "upon"})  # the ends of "called on", "called upon"
_BETWEEN = frozenset({"also", "then", "not", "again", "later"})  # "were also told"
_LONGEST = 14  # words of a subject


def asked(doc: AnnotatedText, statement: Statement) -> Span | None:
    """Who is asked to do something: "voters" of "urged voters to stay". Not: words in quotation marks."""
    start = statement.content[0].start
    last = doc.tokens[doc.token_range(statement.cue[-1])[1] - 1]
    if last.lower not in TELLING | _CALLING or doc.is_quoted(start) or doc.text[last.end : start].strip():
        return None
    first, end = doc.token_range(statement.content[0])
    phrase = read_phrase(doc, first, end)
    if phrase is None:
        return None
    whole = widen(doc, phrase, end, only=frozenset({"of", "in"}))
    hears = names_hearers(doc, phrase) and whole.end < end and doc.tokens[whole.end].lower == "to"
    return span_of(doc, whole) if hears else None


def told(doc: AnnotatedText, statement: Statement) -> Span | None:
    """The subject of a passive of telling: "the migrants" of "the migrants were told to wait"."""
    cue = statement.cue[-1]
    _, end = doc.token_range(cue)
    if doc.tokens[end - 1].lower not in TELLING:
        return None
    at = end - 1
    while at and (doc.tokens[at - 1].lower in _BETWEEN or doc.tokens[at - 1].lower.endswith("ly")):
        at -= 1
    if not at or doc.tokens[at - 1].lower not in BE or doc.tokens[at - 1].start < doc.sentence(cue.start).start:
        return None
    while at and doc.tokens[at - 1].lower in BE | HAVE | MODALS | _BETWEEN:
        at -= 1
    start = at
    while start and at - start < _LONGEST and _goes_on(doc, start - 1, cue.start):
        start -= 1
    phrase = read_phrase(doc, start, at) if start < at else None
    if phrase is None or widen(doc, phrase, at).end != at or not names_hearers(doc, phrase):
        return None
    whole = span_of(doc, widen(doc, phrase, at))
    return None if any(whole.overlaps(span) for span in (*statement.content, *statement.source)) else whole


def _goes_on(doc: AnnotatedText, at: int, offset: int) -> bool:
    """Whether a token may belong to the subject before it."""
    token = doc.tokens[at]
    inside = token.start >= doc.sentence(offset).start and (token.is_word or token.lower in ("'s", "’s"))
    return inside and token.lower not in CONJUNCTIONS - {"and"} | WHO | {"that"}
