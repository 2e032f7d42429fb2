"""Noun phrases that describe somebody without a name: "the minister", "protesters", "a report"."""

from collections.abc import Iterator, Sequence

from attrib.data import Span
from attrib.english.function_words import BE, CONJUNCTIONS, DETERMINERS, DO, GENITIVES, HAVE, MODALS, PREPOSITIONS
from attrib.english.pronouns import PRONOUNS
from attrib.english.roles import BODIES, is_people, is_role, is_writing
from attrib.pipeline.speakers.annotated import VERBS, AnnotatedText
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase, parse_source
from attrib.text.tokens import Token

_LONGEST = 7  # words of a phrase up to its head
_BREAKS = (PREPOSITIONS | CONJUNCTIONS | BE | HAVE | DO | MODALS | VERBS | {"that", "not", "said", "says", "told"}) - {
    "first",
    "past",
}


def described_phrases(doc: AnnotatedText) -> tuple[SourcePhrase, ...]:
    """The phrases whose head is a common noun for a person, several people, a body or a text, in order.

    Example: "the 34-year-old striker", "Police". Not: "striker Ida Quill", whose head is a name.
    """
    return tuple(_phrases(doc))


def _phrases(doc: AnnotatedText) -> Iterator[SourcePhrase]:
    words = doc.tokens
    for at, token in enumerate(words):
        if not _is_head(words, at) or any(
            mention.start <= token.start < mention.end or mention.start == _next(words, at).start
            for mention, _ in doc.entities.within(Span(token.start, token.end + 2))
        ):
            continue
        first = _first(words, at)
        if _is_apposed(doc, words, first):
            continue
        source = parse_source(Span(words[first].start, token.end), doc.tokens, doc.entities)
        if source.kind not in (PhraseKind.NAME, PhraseKind.PRONOUN, PhraseKind.OTHER):
            yield source


def _is_apposed(doc: AnnotatedText, words: Sequence[Token], first: int) -> bool:
    """Whether a phrase stands in apposition to a name before it: "Ida Quill, the mayor"."""
    if not first or words[first - 1].word != ",":
        return False
    comma = words[first - 1].start
    return any(mention.end == comma for mention, _ in doc.entities.within(Span(comma - 1, comma)))


def _next(words: Sequence[Token], at: int) -> Token:
    return words[min(at + 1, len(words) - 1)]


def _is_head(words: Sequence[Token], at: int) -> bool:
    """Whether a word is a noun for somebody, and the next one no noun that goes on from it."""
    token = words[at]
    return _is_noun(token) and not (at + 1 < len(words) and _is_noun(words[at + 1]))


def _is_noun(token: Token) -> bool:
    lower = token.lower
    if not token.is_word or (token.capital and not token.initial):
        return False
    return is_role(lower) or is_people(lower) or lower in BODIES or is_writing(lower)


def _first(words: Sequence[Token], at: int) -> int:
    """The index of the first word of the phrase that ends at an index."""
    first = at
    while first and at - first < _LONGEST:
        before = words[first - 1]
        if not (before.is_word or before.lower in GENITIVES) or before.lower in _BREAKS:
            break
        if before.lower in PRONOUNS and before.lower not in DETERMINERS:
            break
        first -= 1
        if before.lower in DETERMINERS:
            break
    return first
