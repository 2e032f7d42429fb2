"""Who made one statement: its source, parsed once, and the rule that answers to that kind of source."""

from dataclasses import dataclass, replace

from attrib.data import Reason, Span, Statement
from attrib.english.pronouns import WE, WHO
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import (
    Attributed,
    Heard,
    Outcome,
    SpeakerHistory,
    Unattributed,
    entity_referent,
)
from attrib.pipeline.speakers.missing_source import missing_source
from attrib.pipeline.speakers.rules.bodies import body_outcome
from attrib.pipeline.speakers.rules.continuation import continuation_outcome
from attrib.pipeline.speakers.rules.exclusions import named_by_speaker
from attrib.pipeline.speakers.rules.first_person import first_person_outcome, interviewee
from attrib.pipeline.speakers.rules.groups import described_outcome, people_outcome
from attrib.pipeline.speakers.rules.names import name_outcome
from attrib.pipeline.speakers.rules.pronouns import antecedent
from attrib.pipeline.speakers.rules.relative import relative_outcome
from attrib.pipeline.speakers.rules.roles import role_outcome
from attrib.pipeline.speakers.rules.writings import writing_outcome
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase, parse_source
from attrib.text.turn_labels import ANSWER, QUESTION


@dataclass(frozen=True, slots=True)
class SourcedStatement:
    """A statement with its parsed source, None where it has none, and the persons whom its speaker names.

    `letter` is the "Q" or "A" that stands for the source of an interview's turn, else empty.
    """

    statement: Statement
    source: SourcePhrase | None
    exclude: frozenset[Entity]
    letter: str = ""

    @property
    def offset(self) -> int:
        """The place where the speaker is heard: that of the source or, without one, of the content."""
        return self.statement.start if self.source is None else self.source.span.start


def sourced(doc: AnnotatedText, statement: Statement) -> SourcedStatement:
    """The statement with the source that detection found, or else the one that stands beside its cue."""
    span = _source_span(statement) or missing_source(doc, statement)
    exclude = named_by_speaker(doc, statement, span)
    if span is None:
        return SourcedStatement(statement, None, exclude)
    label = span.of(doc.text) if doc.is_turn(statement.content[0]) else ""
    letter = label if label in (QUESTION, ANSWER) else ""
    return SourcedStatement(statement, parse_source(span, doc.tokens, doc.entities), exclude, letter)


def _source_span(statement: Statement) -> Span | None:
    """From the start of the first source span to the end of the last."""
    if not statement.source:
        return None
    return Span(min(span.start for span in statement.source), max(span.end for span in statement.source))


def attribute(doc: AnnotatedText, history: SpeakerHistory, item: SourcedStatement) -> Outcome:
    """Who made a statement, after a history of speakers. Changes neither the text nor the history.

    Example: "she" is Ida Quill after "Ida Quill came." Not: in a text that names nobody, where the outcome has no
    speaker but a reason.
    """
    if item.letter:
        asked = Unattributed(Reason.NO_ANTECEDENT)
        return asked if item.letter == QUESTION else history.interviewee or interviewee(doc, item.offset)
    if item.source is None:
        return continuation_outcome(doc, history, item.statement, item.exclude)
    introduced = doc.introduced.get(item.source.span)
    if introduced is not None:
        return Attributed(entity_referent(introduced), Reason.ROLE)
    return _by_source(doc, history, item.source, item.exclude)


def _by_source(
    doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase, exclude: frozenset[Entity]
) -> Outcome:
    """The answer of the rule for a kind of source."""
    if source.entity is not None:
        return name_outcome(doc, source, source.entity)
    match source.kind:
        case PhraseKind.PRONOUN:
            return _pronoun(doc, history, source, exclude)
        case PhraseKind.ROLE:
            return role_outcome(doc, history, source, exclude)
        case PhraseKind.BODY:
            return body_outcome(doc, history, source)
        case PhraseKind.PEOPLE:
            return people_outcome(doc, history, source)
        case PhraseKind.WRITING:
            return writing_outcome(doc, history, source)
    return described_outcome(doc, history, source)


def _pronoun(doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase, exclude: frozenset[Entity]) -> Outcome:
    word, offset = source.head, source.span.start
    if word in WE:
        return first_person_outcome(doc, history, offset)
    if word in WHO:
        return relative_outcome(doc, history, offset)
    referent = antecedent(doc, history, word, offset, exclude)
    return Unattributed(Reason.NO_ANTECEDENT) if referent is None else Attributed(referent, Reason.PRONOUN)


def after(doc: AnnotatedText, history: SpeakerHistory, item: SourcedStatement, outcome: Outcome) -> SpeakerHistory:
    """The history after a statement: longer by its speaker, if it has one."""
    if item.letter and history.interviewee is None:
        history = replace(history, interviewee=interviewee(doc, item.offset))
    if isinstance(outcome, Unattributed):
        return history
    return history.adding(Heard(item.offset, outcome.referent, item.statement.content))
