"""Reading whole statements by number: verbatim pieces of the documents, provenance, stances, reviews."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, func, select

from attrib.data import PrintedLine, Review, Span, Stance, StatementRecord
from attrib.store.database.membership import given, is_given
from attrib.store.schema.actors import ACTIVE_REVIEW, CANONICAL, ActorRow, ReviewRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.runs import RunRow
from attrib.store.schema.statements import SpanRow, StanceRow, StatementRow
from attrib.store.statements.checks import matches_of
from attrib.store.statements.convert import review, stance, statement_record
from attrib.store.statements.occasions import PARTS, occasion_of
from attrib.store.statements.printed_lines import lines_between, printed

_SHOWN = ("content", "cue", "source")
# The queries are made once and their text kept: with all numbers in it, it would be made anew for every batch.


def records(session: Connection, numbers: Sequence[int]) -> Iterable[StatementRecord]:
    """The statements with some numbers, in the order of the numbers."""
    asked, dialect = given(session, numbers), session.dialect.name
    # As dictionaries: each value of a row that is asked for by its name costs as much as ten of them.
    rows = {row.number: row._asdict() for row in session.execute(_statements(dialect), asked).all()}
    found_spans: dict[int, dict[str, list[Span]]] = {number: {} for number in numbers}
    for number, role, start, end in session.execute(spans(dialect), asked).all():
        found_spans[number].setdefault(role, []).append(Span(start, end))
    stances: dict[int, list[Stance]] = defaultdict(list)
    for found_stance in session.execute(_stances(dialect), asked).all():
        stances[found_stance.statement_number].append(stance(found_stance))
    anchors = {
        (row["document_key"], *row["machine"]["anchor"]): number
        for number, row in rows.items()
        if row["machine"] is not None
    }
    reviewed, checks = reviews_at(session, anchors), matches_of(session, numbers)
    with_lines = printed(session, sorted({row["document_key"] for row in rows.values()}))
    for number in numbers:
        row = rows[number]
        key, occasion = row["document_key"], occasion_of(row)
        told = {part: [span] for part in PARTS if (span := getattr(occasion, part)) is not None}
        pieces = {
            role: [(span, _words(session, row, span)) for span in found]
            for role, found in (found_spans[number] | told).items()
        }
        lines = lines_of(session, key, found_spans[number]["content"]) if key in with_lines else []
        found = stances[number], reviewed[number], checks.get(number, ())
        yield statement_record(row, occasion, pieces, *found, lines)


@cache
def _statements(dialect: str) -> Select[*tuple[Any, ...]]:
    length = StatementRow.context_end - StatementRow.context_start
    context = func.substr(DocumentRow.text, StatementRow.context_start + 1, length)
    return (
        select(
            *(column for column in StatementRow.__table__.columns),
            context.label("context"),
            DocumentRow.id.label("document_sha256"),
            func.coalesce(ActorRow.given_name, ActorRow.name).label("actor"),
            *(
                DocumentRow.title,
                DocumentRow.outlet,
                DocumentRow.author,
                DocumentRow.url,
                DocumentRow.location,
                DocumentRow.record,
            ),
            *(DocumentRow.published_at, DocumentRow.published_original, DocumentRow.retrieved_at, RunRow.model),
            DocumentRow.published_precision,
            *(DocumentRow.raw_sha256, DocumentRow.final_url, DocumentRow.archive_url),
            *(DocumentRow.modified_at, DocumentRow.modified_precision),
        )
        .join(DocumentRow, DocumentRow.key == StatementRow.document_key)
        .join(RunRow, RunRow.id == StatementRow.run_id)
        .outerjoin(ActorRow, ActorRow.id == StatementRow.actor_id)
        .where(is_given(dialect, StatementRow.number))
    )


@cache
def spans(dialect: str) -> Select[int, str, int, int]:
    """The query for the spans of content, cue and source of statements, which are `given`."""
    columns = (SpanRow.statement_number, SpanRow.role, SpanRow.start, SpanRow.end)
    query = select(*columns).where(is_given(dialect, SpanRow.statement_number), SpanRow.role.in_(_SHOWN))
    return query.order_by(SpanRow.statement_number, SpanRow.role, SpanRow.position)


@cache
def _stances(dialect: str) -> Select[*tuple[Any, ...]]:
    canonical = CANONICAL.label("canonical")
    query = select(StanceRow.__table__, canonical).outerjoin(ActorRow, ActorRow.id == StanceRow.target_actor_id)
    query = query.where(is_given(dialect, StanceRow.statement_number))
    return query.order_by(StanceRow.statement_number, StanceRow.position)


def lines_of(session: Connection, document: int, content: Sequence[Span]) -> list[PrintedLine]:
    """The printed lines that the content of a statement stands on; the document is given by its key."""
    start, end = min(span.start for span in content), max(span.end for span in content)
    between = lines_between(session, document, start, end)
    return [line for line in between if any(line.start < span.end and line.end > span.start for span in content)]


def _words(session: Connection, row: Mapping[str, Any], span: Span) -> str:
    """A span's text, from the context or, for a cue or source far from its content, from the document."""
    start = row["context_start"]
    if start <= span.start and span.end <= row["context_end"]:
        return str(row["context"][span.start - start : span.end - start])
    return verbatim(session, row["document_key"], span)


def verbatim(session: Connection, document: int, span: Span) -> str:
    """A span of a document's text, read from the database; the document is given by its key."""
    piece = func.substr(DocumentRow.text, span.start + 1, span.end - span.start)
    return str(session.scalars(select(piece).where(DocumentRow.key == document)).one())


def reviews_at(session: Connection, anchors: Mapping[tuple[int, int, int], int]) -> Mapping[int, list[Review]]:
    """The active reviews of some statements by number, only the latest of each field.

    An anchor is the document's key with start and end of the content that the machine found.
    """
    latest_by_number: dict[int, dict[tuple[str, str | None], Review]] = defaultdict(dict)
    if anchors:
        documents = sorted({key for key, _, _ in anchors})
        query = select(ReviewRow.__table__).where(ReviewRow.document_key.in_(documents), ACTIVE_REVIEW)
        for row in session.execute(query.order_by(ReviewRow.reviewed_at, ReviewRow.field, ReviewRow.id)):
            if (row.document_key, row.start, row.end) in anchors:
                latest_by_number[anchors[row.document_key, row.start, row.end]][row.field, row.target_key] = review(row)
    return defaultdict(list, {number: list(latest.values()) for number, latest in latest_by_number.items()})
