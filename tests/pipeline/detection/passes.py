"""A text after all passes over its statements, for the tests of each pass."""

from attrib.data import Span, Spans, Statement, StatementType
from attrib.pipeline.detection.reconcile import reconcile

DIALOGUE = '"Who paid?" Nadia Farouk asked. "You did," said Otto Grim. "With whose money?" "Yours."'
"""Two who answer each other, the first two quotations with tags."""

Found = list[tuple[str, str, str]]


def read(text: str, *statements: Statement) -> Found:
    """The statements of a text after all passes: content, cue and source."""

    def words(spans: Spans) -> str:
        return " | ".join(span.of(text) for span in spans)

    return [(words(item.content), words(item.cue), words(item.source)) for item in reconcile(text, statements)]


def glued(text: str, cue: str, source: str, *pieces: str) -> Statement:
    """A statement of several pieces of content; cue and source are the first of their words."""
    places = [Span(text.index(piece), text.index(piece) + len(piece)) for piece in (*pieces, cue, source)]
    content, ends = tuple(places[: len(pieces)]), places[len(pieces) :]
    parts = [(span,) if span.end > span.start else () for span in ends]
    return Statement(StatementType.INDIRECT, content, parts[0], parts[1], 0.9)
