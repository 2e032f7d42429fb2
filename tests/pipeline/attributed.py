"""Statements made from words, for tests of resolution."""

from attrib.data import Document, EntityKind, Mention, Span, Spans, Speaker, Statement, StatementType
from attrib.pipeline.speakers.resolver import resolve


def said(text: str, content: str, cue: str = "", source: str = "") -> Statement:
    """An untyped statement whose parts are found in the text; cue and source are looked for nearest the content."""
    at = text.index(content)
    span = Span(at, at + len(content))
    return Statement(StatementType.INDIRECT, (span,), _nearest(text, cue, span), _nearest(text, source, span))


def _nearest(text: str, part: str, content: Span) -> Spans:
    starts = [at for at in range(len(text)) if text.startswith(part, at)] if part else []
    outside = [Span(at, at + len(part)) for at in starts if not content.overlaps(Span(at, at + len(part)))]
    nearest = min(outside, key=lambda span: max(content.start - span.end, span.start - content.end), default=None)
    return () if nearest is None else (nearest,)


def speakers(text: str, *statements: Statement, mentions: tuple[Mention, ...] = ()) -> list[Speaker | None]:
    """The speakers that resolution gives the statements of a text."""
    return [statement.speaker for statement in resolve(Document(text), statements, mentions).statements]


def names(text: str, *statements: Statement, mentions: tuple[Mention, ...] = ()) -> list[str | None]:
    """Their names; None where nobody speaks."""
    return [speaker.name if speaker else None for speaker in speakers(text, *statements, mentions=mentions)]


def named(text: str, name: str, kind: EntityKind, after: str = "") -> Mention:
    """The first mention of a name, behind other words if given, as the model would mark it."""
    at = text.index(name, text.index(after))
    return Mention(Span(at, at + len(name)), kind)


def body(text: str, name: str) -> Mention:
    """The first mention of an organization, as the model would mark it."""
    return named(text, name, EntityKind.ORGANIZATION)
