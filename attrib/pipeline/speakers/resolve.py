"""From detected statements to typed, attributed ones: who made each, by the fullest name the text gives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from attrib.data import Document, Mention, Reason, Statement, StatementType
from attrib.pipeline.readers import TextReaders
from attrib.pipeline.speakers.annotated import AnnotatedText, annotate
from attrib.pipeline.speakers.history import SpeakerHistory
from attrib.pipeline.speakers.resolver import SpeakerResolver
from attrib.pipeline.speakers.rules.cataphora import link_cataphora
from attrib.pipeline.speakers.speaker import speaker
from attrib.pipeline.speakers.subject_affiliations import tell_posts
from attrib.text.quotation import statement_type


@dataclass(frozen=True, slots=True)
class Resolved:
    """A document's statements with their speakers, and what resolution knows of the document by then."""

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

    `mentions` are the model's typed names; names that it missed are found by capitalisation. Speakers are made when all
    statements have been read, so that a role told late in the text is known of the first statement too.
    """
    doc = annotate(document.text, mentions, readers)
    tell_posts(doc)
    resolver = SpeakerResolver(doc)
    order = sorted(range(len(statements)), key=lambda at: (statements[at].start, -statements[at].end))
    ordered = link_cataphora(doc, [resolver.entities(statements[at]) for at in order])
    outcomes = dict(zip(order, ordered, strict=True))
    resolved: list[Statement] = []
    for at, statement in enumerate(statements):
        outcome = outcomes[at]
        told = doc.is_turn(statement.content[0])
        kind = StatementType.DIRECT if told else statement_type(doc.text, statement.content, doc.marked)
        if isinstance(outcome, Reason):
            resolved.append(replace(statement, type=kind, speaker=None, silence=outcome))
        else:
            resolved.append(replace(statement, type=kind, speaker=speaker(doc, *outcome), silence=None))
    return Resolved(tuple(resolved), doc, resolver.history)
