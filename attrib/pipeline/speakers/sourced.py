"""Statements with their parsed sources."""

from dataclasses import dataclass

from attrib.data import EntityKind, Span, Statement
from attrib.english.pronouns import WHO
from attrib.english.time_words import time_at
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.authors import author_of
from attrib.pipeline.speakers.missing_source import missing_source
from attrib.pipeline.speakers.rules.exclusions import named_by_speaker
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase, parse_source
from attrib.text.tokens import tokens_in
from attrib.text.turn_labels import ANSWER, QUESTION

_ANTECEDENTS = {"who": EntityKind.PERSON, "which": EntityKind.ORGANIZATION}
_BEFORE_WHO = 60  # characters in front of a relative pronoun in which its name is looked for


@dataclass(frozen=True, slots=True)
class SourcedStatement:
    """A statement with its parsed source, None where it has none, and the persons whom its speaker names.

    `letter` is the "Q" or "A" that stands for the source of an interview's turn, else empty. `writing` is the text that
    speaks, if one does; where its phrase names the author ("a report by X"), `source` is the author.
    """

    statement: Statement
    source: SourcePhrase | None
    exclude: frozenset[Entity]
    letter: str = ""
    writing: SourcePhrase | None = None

    @property
    def offset(self) -> int:
        """The place where the speaker is heard: that of the source or, without one, of the content."""
        return self.statement.start if self.source is None else self.source.span.start


def sourced(doc: AnnotatedText, statement: Statement) -> SourcedStatement:
    """The statement with the source that detection found, or else the one that stands beside its cue."""
    span = _source_span(doc, statement) or missing_source(doc, statement)
    exclude = named_by_speaker(doc, statement, span)
    if span is None:
        return SourcedStatement(statement, None, exclude)
    label = span.of(doc.text) if doc.is_turn(statement.content[0]) else ""
    letter = label if label in (QUESTION, ANSWER) else ""
    source = parse_source(span, doc.tokens, doc.entities)
    author = author_of(span, doc.tokens, doc.entities)
    if author is not None:
        return SourcedStatement(statement, parse_source(author, doc.tokens, doc.entities), exclude, letter, source)
    return SourcedStatement(statement, source, exclude, letter, source if source.kind is PhraseKind.WRITING else None)


def _source_span(doc: AnnotatedText, statement: Statement) -> Span | None:
    """From the start of the first source span to the end of the last; None where no letter or digit stands there.

    An emoji or a row of stars names nobody, and the "who" of "a doctor in Italy who said" is no part of the doctor.
    """
    if not any(char.isalnum() for span in statement.source for char in span.of(doc.text)):
        return None
    found = Span(min(span.start for span in statement.source), max(span.end for span in statement.source))
    words = tokens_in(doc.tokens, found)
    if len(words) > 1 and words[-1].word in WHO:
        return Span(found.start, words[-2].end)
    if len(words) == 1 and words[0].lower in _ANTECEDENTS:
        return _named_before(doc, found, _ANTECEDENTS[words[0].lower]) or found
    return _one_side_of_whom(doc, statement, found)


def _named_before(doc: AnnotatedText, pronoun: Span, kind: EntityKind) -> Span | None:
    """The name right in front of a relative pronoun, with at most a mark and an expression of time between.

    Example: "Ida Quill" of "met Ida Quill on Friday, who said". Not: of "Ida Quill's lawyers, who".
    """
    place = Span(max(0, pronoun.start - _BEFORE_WHO), pronoun.start)
    mention, entity = max(doc.entities.within(place), key=lambda item: item[0].end, default=(None, None))
    if mention is None or entity is None or entity.kind is not kind:
        return None
    between = doc.text[mention.end : pronoun.start]
    start = mention.end + len(between) - len(between.lstrip())
    when = time_at(doc.text, start, pronoun.start)
    rest = doc.text[start if when is None else when.end : pronoun.start]
    return mention if rest.strip() in {"", ","} else None


def _one_side_of_whom(doc: AnnotatedText, statement: Statement, source: Span) -> Span:
    """Of "Ida Quill, whom Otto Grim" Otto Grim where the cue follows at once ("has accused"), else Ida Quill."""
    words = tokens_in(doc.tokens, source)
    at = next((at for at, word in enumerate(words) if word.lower == "whom"), 0)
    if not 0 < at < len(words) - 1 or not statement.cue:
        return source
    follows = not doc.text[source.end : min(statement.cue).start].strip()
    return Span(words[at + 1].start, source.end) if follows else Span(source.start, words[at - 1].end)
