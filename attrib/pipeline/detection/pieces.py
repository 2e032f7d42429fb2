"""Very long texts in pieces, so that the memory of detection does not grow with a document."""

from collections.abc import Iterator
from dataclasses import replace

from attrib.data import Mention, Span, Spans, Statement

_BREAKS = ("\n\n", "\n", " ")


def split_text(text: str, longest: int) -> Iterator[tuple[int, str]]:
    """The text in pieces of at most `longest` characters with their offsets; nothing is lost between them.

    A piece ends at the last blank line in its second half, else at a line end or space there, else at its full length.
    """
    start = 0
    while len(text) - start > longest:
        end = _cut(text, start + longest // 2, start + longest)
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _cut(text: str, low: int, high: int) -> int:
    for mark in _BREAKS:
        found = text.rfind(mark, low, high)
        if found >= 0:
            return found + len(mark)
    return high


def moved_statement(statement: Statement, by: int) -> Statement:
    """The statement with its content, cue and source that many characters further on."""
    content, cue, source = (_moved(spans, by) for spans in (statement.content, statement.cue, statement.source))
    return replace(statement, content=content, cue=cue, source=source)


def moved_mention(mention: Mention, by: int) -> Mention:
    return replace(mention, span=Span(mention.span.start + by, mention.span.end + by))


def _moved(spans: Spans, by: int) -> Spans:
    return tuple(Span(span.start + by, span.end + by) for span in spans)
