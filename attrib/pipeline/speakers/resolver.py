"""From detected statements to typed, attributed ones: who made each, by the fullest name the text gives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from attrib.data import Document, Mention, Statement, StatementType
from attrib.pipeline.readers import TextReaders
from attrib.pipeline.speakers.affiliation_passes import attribute_all, describing, with_cataphora, with_posts
from attrib.pipeline.speakers.annotated import AnnotatedText, annotate
from attrib.pipeline.speakers.attribution import sourced
from attrib.pipeline.speakers.history import Attributed, Outcome, SpeakerHistory
from attrib.pipeline.speakers.speaker import speaker
from attrib.text.quotation import statement_type


@dataclass(frozen=True, slots=True)
class Resolved:
    """A document's statements with their speakers, the annotated text, and the history of its speakers."""

    statements: tuple[Statement, ...]
    doc: AnnotatedText
    history: SpeakerHistory


def resolve(
    document: Document,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    readers: TextReaders | None = None,
) -> Resolved:
    """The statements, in the same order, each with its type and its speaker or the reason of the silence.

    First the text is annotated with what stands beside names, then statements are attributed, in order of the text, and
    only then are roles and affiliations told, from the whole text: one that the text gives late is known of the first
    statement too. `mentions` are the model's typed names; names that it misses are found by their capitals.
    """
    doc = annotate(document.text, mentions, readers)
    order = sorted(range(len(statements)), key=lambda at: (statements[at].start, -statements[at].end))
    ordered = tuple(sourced(doc, statements[at]) for at in order)
    doc = with_cataphora(doc, ordered)
    outcomes, history = attribute_all(doc, ordered)
    doc = with_posts(doc, describing(ordered, outcomes))
    resolved = {at: _resolved(doc, statements[at], outcome) for at, outcome in zip(order, outcomes, strict=True)}
    return Resolved(tuple(resolved[at] for at in range(len(statements))), doc, history)


def _resolved(doc: AnnotatedText, statement: Statement, outcome: Outcome) -> Statement:
    """The statement with its type, and its speaker or the reason of the silence."""
    turn = doc.is_turn(statement.content[0])
    kind = StatementType.DIRECT if turn else statement_type(doc.text, statement.content, doc.marked)
    if isinstance(outcome, Attributed):
        return replace(statement, type=kind, speaker=speaker(doc, outcome), silence=None)
    return replace(statement, type=kind, speaker=None, silence=outcome.reason)
