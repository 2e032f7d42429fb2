"""Where the mentions of a text stand: sentence, paragraph, part of the sentence; and what else a linker looks up."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attrib.data import Span
from attrib.english.function_words import CONJUNCTIONS, GENITIVES, PREPOSITIONS
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.coreference.candidates import Expressions
from attrib.pipeline.speakers.linking.facts import Facts, facts_of_entities
from attrib.pipeline.speakers.linking.interviews import interviewee
from attrib.pipeline.speakers.linking.phrases import described_phrases
from attrib.pipeline.speakers.source_phrases import SourcePhrase
from attrib.text.tokens import Token, tokens_in

_OPENING = 50  # characters of a sentence within which a mention is taken for its subject
_SUBJECT, _PREPOSITION, _OWNER, _OTHER = "subject", "preposition", "owner", "other"


@dataclass(frozen=True, slots=True)
class Place:
    """One mention: its span, its sentence and paragraph, the number in the narration, and its part in the sentence."""

    span: Span
    sentence: int
    paragraph: int
    index: int
    part: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class LinkText:
    """A text with what a linker looks up: facts and places of its entities, described phrases, paragraphs.

    `expressions` are what a pronoun may mean, `interviewee` is who answers where the turns are labelled "Q" and "A".
    """

    doc: AnnotatedText
    facts: Mapping[Entity, Facts]
    places: Mapping[Entity, tuple[Place, ...]]
    phrases: tuple[SourcePhrase, ...]
    paragraphs: tuple[int, ...]
    expressions: Expressions | None = None
    interviewee: Entity | None = None

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph that an offset lies in."""
        return bisect_right(self.paragraphs, offset) - 1

    def place(self, span: Span) -> Place:
        """Where a span stands."""
        return _place(self.doc, self.paragraphs, span)

    def words(self, span: Span) -> list[Token]:
        return tokens_in(self.doc.tokens, span)


def link_text(doc: AnnotatedText) -> LinkText:
    """The text with what a linker looks up; expressions only where a head scores them."""
    expressions = None if doc.antecedents is None else Expressions(doc)
    paragraphs = _paragraphs(doc.text)
    places = {entity: tuple(_place(doc, paragraphs, span) for span in entity.mentions) for entity in doc.entities.all}
    return LinkText(
        doc, facts_of_entities(doc), places, described_phrases(doc), paragraphs, expressions, interviewee(doc)
    )


def _paragraphs(text: str) -> tuple[int, ...]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        if at + 1 < len(text) and text[at + 1] != "\n":
            starts.append(at + 1)
        at = text.find("\n", at + 1)
    return tuple(starts)


def _place(doc: AnnotatedText, paragraphs: Sequence[int], span: Span) -> Place:
    sentence = doc.sentence_at(span.start)
    paragraph = bisect_right(paragraphs, span.start) - 1
    return Place(
        span, sentence, paragraph, doc.narrative_index(span.start), _part(doc, span), doc.is_quoted(span.start)
    )


def _part(doc: AnnotatedText, span: Span) -> str:
    """How a mention stands in its sentence."""
    if doc.text[span.end : span.end + 2] in GENITIVES:
        return _OWNER
    sentence = doc.sentence(span.start)
    before = doc.text[max(sentence.start, span.start - 60) : span.start]
    words = before.lower().split()
    if words and words[-1] in PREPOSITIONS | {"and"}:
        return _PREPOSITION
    if words and words[-1] in CONJUNCTIONS | {"as"}:
        return _SUBJECT
    return _SUBJECT if "," not in before and len(before) < _OPENING else _OTHER
