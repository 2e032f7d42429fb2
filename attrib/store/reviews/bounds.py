"""The spans of a statement that a person has drawn otherwise, with what follows from them: context and search words."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from attrib.data import ReviewField, Span, Spans
from attrib.store.schema.columns import MAX_INDEXED
from attrib.store.schema.search import SearchTextRow
from attrib.store.schema.statements import SpanRow
from attrib.store.statements.context import Paragraphs, context_span
from attrib.text.folding import fold

REDRAWN = (ReviewField.ADDED, ReviewField.QUOTE)
"""The fields whose reviews hold spans."""

Parts = dict[str, list[list[int]]]
"""The spans of a statement by their role, as JSON holds them."""


def parts_of(connection: Connection, number: int) -> Parts:
    """The spans of a statement as they are stored."""
    columns = (SpanRow.role, SpanRow.start, SpanRow.end)
    query = select(*columns).where(SpanRow.statement_number == number).order_by(SpanRow.role, SpanRow.position)
    parts: Parts = {}
    for role, start, end in connection.execute(query):
        parts.setdefault(role, []).append([start, end])
    return parts


def content_of(parts: Parts) -> Spans:
    """The spans of the content."""
    return tuple(Span(start, end) for start, end in parts["content"])


def extent(parts: Parts) -> Span:
    """From the first to the last character of the content."""
    content = content_of(parts)
    return Span(min(span.start for span in content), max(span.end for span in content))


def redrawn(parts: Parts, reviews: Sequence[Row[*tuple[Any, ...]]]) -> Parts:
    """The spans with those of reviews in place: all of an added statement, the content of a corrected quote."""
    for review in reviews:
        if review.field == ReviewField.ADDED:
            parts = dict(review.details["spans"])
        elif review.field == ReviewField.QUOTE:
            parts = parts | {"content": review.details["spans"]["content"]}
    return parts


def bounds_columns(text: str, parts: Parts) -> dict[str, int]:
    """The columns of a statement that follow from its spans."""
    spans = [Span(start, end) for role in ("content", "cue", "source") for start, end in parts.get(role, ())]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    content = extent(parts)
    context = context_span(Paragraphs(text), content, whole)
    return {"start": content.start, "end": content.end, "context_start": context.start, "context_end": context.end}


def store_parts(connection: Connection, number: int, text: str, parts: Parts) -> None:
    """Store the spans of a statement, and its words for full-text search, in place of what is there."""
    connection.execute(delete(SpanRow).where(SpanRow.statement_number == number))
    rows = [
        {"statement_number": number, "role": role, "position": position, "start": start, "end": end}
        for role, spans in parts.items()
        for position, (start, end) in enumerate(spans)
    ]
    connection.execute(insert(SpanRow), rows)
    words = fold(" […] ".join(span.of(text) for span in content_of(parts))[:MAX_INDEXED])
    known = SearchTextRow.statement_number == number
    if connection.scalar(select(SearchTextRow.statement_number).where(known)) is None:
        connection.execute(insert(SearchTextRow), [{"statement_number": number, "words": words}])
    else:
        connection.execute(update(SearchTextRow).where(known).values(words=words))
