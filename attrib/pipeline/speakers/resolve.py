"""From detected statements to typed, attributed ones: who made each, by the fullest name the text gives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from attrib.data import Document, Mention, Reason, Statement, StatementType
from attrib.pipeline.readers import TextReaders
from attrib.pipeline.speakers.annotated import Scene, lay_out
from attrib.pipeline.speakers.history import Memory
from attrib.pipeline.speakers.resolver import Casting
from attrib.pipeline.speakers.rules.cataphora import name_foreshadowed
from attrib.pipeline.speakers.speaker import speaker
from attrib.pipeline.speakers.subject_affiliations import tell_posts
from attrib.text.quotation import statement_type


@dataclass(frozen=True, slots=True)
class Resolved:
    """A document's statements with their speakers, and what resolution knows of the document by then."""

    statements: tuple[Statement, ...]
    scene: Scene
    memory: Memory


def resolve(
    document: Document,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    readers: TextReaders | None = None,
) -> tuple[Statement, ...]:
    """The statements, in the same order, with type, speaker or, where the text names nobody, the reason of the silence.

    See `resolve_all` for what the mentions are."""
    return resolve_all(document, statements, mentions, readers).statements


def resolve_all(
    document: Document,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    readers: TextReaders | None = None,
) -> Resolved:
    """The statements as `resolve` gives them, with the document laid out and its speakers in memory.

    `mentions` are the model's typed names; names that it missed are found by capitalisation. Speakers are made when all
    statements have been read, so that a role told late in the text is known of the first statement too.
    """
    scene = lay_out(document.text, mentions, readers)
    tell_posts(scene)
    casting = Casting(scene)
    order = sorted(range(len(statements)), key=lambda at: (statements[at].start, -statements[at].end))
    ordered = name_foreshadowed(scene, [casting.cast(statements[at]) for at in order])
    verdicts = dict(zip(order, ordered, strict=True))
    resolved: list[Statement] = []
    for at, statement in enumerate(statements):
        verdict = verdicts[at]
        told = scene.is_turn(statement.content[0])
        kind = StatementType.DIRECT if told else statement_type(scene.text, statement.content, scene.marked)
        if isinstance(verdict, Reason):
            resolved.append(replace(statement, type=kind, speaker=None, silence=verdict))
        else:
            resolved.append(replace(statement, type=kind, speaker=speaker(scene, *verdict), silence=None))
    return Resolved(tuple(resolved), scene, casting.memory)
