"""From detected statements to typed, attributed ones: who made each, by the fullest name the text gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from attrib.data import Document, Mention, Statement, StatementType
from attrib.pipeline.readers import TextReaders
from attrib.pipeline.speakers.affiliation_passes import describing, with_affiliations, with_posts
from attrib.pipeline.speakers.annotated import AnnotatedText, annotate
from attrib.pipeline.speakers.history import Heard, SpeakerHistory
from attrib.pipeline.speakers.linking.linker import Link, link
from attrib.pipeline.speakers.linking.places import link_text
from attrib.pipeline.speakers.linking.shipped import shipped_linker
from attrib.pipeline.speakers.sourced import SourcedStatement, sourced
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
    told: Callable[[int, int], None] = lambda _number, _total: None,
) -> Resolved:
    """The statements, in the same order, each with its type and its speaker or the reason of the silence.

    First the text is annotated with what stands beside names, then all statements are linked, in order of the text, and
    only then are roles and affiliations told, from the whole text: one that the text gives late is known of the first
    statement too. `mentions` are the model's typed names; names that it misses are found by their capitals. Without a
    linker among the `readers` the one that ships is used. `told` hears how many statements of how many are linked.
    """
    known = readers or TextReaders()
    doc = annotate(document.text, mentions, known)
    order = sorted(range(len(statements)), key=lambda at: (statements[at].start, -statements[at].end))
    ordered = tuple(sourced(doc, statements[at]) for at in order)
    links = link(link_text(doc), ordered, known.linker or shipped_linker(), told)
    doc = with_affiliations(with_posts(doc, describing(ordered, links)), ordered, links)
    resolved = {at: _resolved(doc, statements[at], found) for at, found in zip(order, links, strict=True)}
    return Resolved(tuple(resolved[at] for at in range(len(statements))), doc, _history(ordered, links))


def _resolved(doc: AnnotatedText, statement: Statement, found: Link) -> Statement:
    """The statement with its type, and its speaker or the reason of the silence."""
    turn = doc.is_turn(statement.content[0])
    kind = StatementType.DIRECT if turn else statement_type(doc.text, statement.content, doc.marked)
    who = speaker(doc, found)
    return replace(statement, type=kind, speaker=who, silence=found.reason if who is None else None)


def _history(statements: Sequence[SourcedStatement], links: Sequence[Link]) -> SpeakerHistory:
    """All speakers of the text, in order of their places."""
    heard = (
        Heard(item.offset, found.referent, item.statement.content)
        for item, found in zip(statements, links, strict=True)
        if found.referent is not None
    )
    return SpeakerHistory(tuple(sorted(heard, key=lambda item: item.offset)))
