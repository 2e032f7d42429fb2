"""Relative pronouns as sources: the noun phrase just before "who"."""

from collections.abc import Sequence

from attrib.data import EntityKind, Reason, Span
from attrib.english.function_words import BE, CONJUNCTIONS, HAVE, PREPOSITIONS
from attrib.english.titles import is_people
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Attributed, Outcome, SpeakerHistory, Unattributed, entity_referent
from attrib.pipeline.speakers.rules.groups import described_outcome
from attrib.pipeline.speakers.source_phrases import parse_source
from attrib.text.tokens import Token, tokens_in

_NOT_IN_PHRASE = PREPOSITIONS | CONJUNCTIONS | BE | HAVE | {"that", "said", "says", "told"}


def relative_outcome(doc: AnnotatedText, history: SpeakerHistory, offset: int) -> Outcome:
    """The noun phrase just before a relative pronoun: a description, a name, or a name with an apposition between.

    Example: "Ida Quill, who said", "officials who said". Not: a name in the sentence before.
    """
    sentence = doc.sentence(offset)
    before = tokens_in(doc.tokens, Span(max(sentence.start, offset - 300), offset))
    while before and not before[-1].is_word:
        before.pop()
    if not before:
        return Unattributed(Reason.NO_ANTECEDENT)
    near = [pair for pair in doc.entities.before(offset) if pair[0].start >= sentence.start]
    if near and near[0][0].end >= before[-1].start:
        return Attributed(entity_referent(near[0][1]), Reason.PRONOUN)
    if is_people(before[-1].lower):
        return described_outcome(doc, history, parse_source(_phrase_back(before), doc.tokens, doc.entities))
    person = next((entity for _, entity in near if entity.kind is EntityKind.PERSON), None)
    if person is None:
        return Unattributed(Reason.NO_ANTECEDENT)
    return Attributed(entity_referent(person), Reason.PRONOUN)


def _phrase_back(words: Sequence[Token]) -> Span:
    """The noun phrase that ends some words, as far back as no preposition, verb or mark stands."""
    first = len(words) - 1
    while first and words[first - 1].is_word and words[first - 1].lower not in _NOT_IN_PHRASE:
        first -= 1
    return Span(words[first].start, words[-1].end)
