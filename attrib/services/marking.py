"""Texts with their statements marked, for faces that show them: paragraphs of pieces cut at all borders of spans."""

from collections.abc import Iterable, Iterator

from attrib.data import Span, StatementRecord
from attrib.data.marked import Mark, MarkedPiece, Paragraph, Part, evidence_of, parts_of
from attrib.services.cutting import cut
from attrib.text.sentences import paragraphs

Marks = tuple[tuple[Span, Mark], ...]


def marks_of(number: int, record: StatementRecord) -> Marks:
    """All marks of a statement: its parts, and the words that decided about its sides."""
    parts = [*parts_of(record), (Part.EVIDENCE, evidence_of(record))]
    return tuple((span, Mark(number, part)) for part, spans in parts for span in spans)


def other_marks(record: StatementRecord) -> Marks:
    """The marks of a statement that a page does not list: its content, without a number."""
    return tuple((span, Mark(0, Part.OTHER)) for span in record.content_spans)


def marked_paragraphs(text: str, marked: Iterable[tuple[Span, Mark]], start: int = 0) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, each cut into pieces; `start` is the offset of the text in its document.

    Spans count from the start of the document. The white space between paragraphs is in none of them; the pieces of
    one paragraph are its text verbatim. Linear in the text, and in the marks but for sorting.
    """
    listed = sorted(marked, key=lambda pair: pair[0])
    opens = _openings(listed)
    found = []
    at, reaching = 0, list[tuple[Span, Mark]]()
    for inner in paragraphs(text):
        outer = Span(inner.start + start, inner.end + start)
        reaching = [pair for pair in reaching if pair[0].end > outer.start]
        while at < len(listed) and listed[at][0].start < outer.end:
            reaching.append(listed[at])
            at += 1
        found.append(tuple(_pieces(text, start, outer, reaching, opens)))
    return tuple(found)


def _pieces(
    text: str, start: int, paragraph: Span, marked: Iterable[tuple[Span, Mark]], opens: list[tuple[int, int]]
) -> Iterator[MarkedPiece]:
    for span, marks in cut(paragraph, marked):
        numbers = []
        while opens and opens[-1][0] < span.end:
            numbers.append(opens.pop()[1])
        yield MarkedPiece(span.start, text[span.start - start : span.end - start], marks, tuple(numbers))


def _openings(marked: Iterable[tuple[Span, Mark]]) -> list[tuple[int, int]]:
    """Where the content of each statement begins, with its number; the first in the text comes last."""
    first: dict[int, int] = {}
    for span, mark in marked:
        if mark.part is Part.CONTENT and span.start < span.end:
            first[mark.number] = min(span.start, first.get(mark.number, span.start))
    return sorted(((at, number) for number, at in first.items()), reverse=True)
