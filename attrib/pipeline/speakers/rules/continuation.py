"""Statements without a source: the last speaker goes on."""

from attrib.data import Reason, Span, Statement
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Attributed, Outcome, SpeakerHistory, Unattributed
from attrib.pipeline.speakers.rules.pronouns import person_before
from attrib.text.tokens import tokens_in
from attrib.text.word_sets import word_set

_CONJUNCTIONS = word_set("and but then also later ,")
_NEAR = 40  # characters from the start of a sentence to a cue whose subject may be left out


def continuation_outcome(
    doc: AnnotatedText, history: SpeakerHistory, statement: Statement, exclude: frozenset[Entity]
) -> Outcome:
    """The last speaker, for a quotation without a cue or a cue whose subject is left out; else nobody.

    Example: '"We lost," said Quill. "We were poor."' Not: "It was announced that …", a passive.
    """
    if statement.cue and not _elides_subject(doc, statement.cue[0]):
        return Unattributed(Reason.NO_SOURCE)
    last = history.last(statement.start)
    if (last is None or last.entity in exclude) and doc.is_quoted(statement.start):
        last = person_before(doc, history, statement.start, None, exclude=exclude)
    return Unattributed(Reason.NO_SOURCE) if last is None else Attributed(last, Reason.CONTINUATION)


def _elides_subject(doc: AnnotatedText, cue: Span) -> bool:
    """Whether only a conjunction stands between the sentence's start and the cue: "But told reporters …"."""
    start = doc.sentence(cue.start).start
    between = tokens_in(doc.tokens, Span(start, cue.start)) if cue.start - start < _NEAR else []
    return bool(between) and all(token.lower in _CONJUNCTIONS for token in between)
