"""Reading whole statements by their numbers: verbatim pieces cut from the documents, provenance, stances, reviews."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from attrib.data import Span, Stance, StatementRecord
from attrib.store.convert import stance, statement_record
from attrib.store.registry import ActorRow, ReviewRow
from attrib.store.tables import DocumentRow, RunRow, SpanRow, StanceRow, StatementRow

_SHOWN = ("content", "cue", "source")


def records(session: Session, numbers: Sequence[int]) -> Iterable[StatementRecord]:
    """The statements of some numbers, in the order of the numbers."""
    rows = {row.number: row for row in session.execute(_statements(numbers))}
    spans: dict[int, dict[str, list[Span]]] = {number: {} for number in numbers}
    for number, role, start, end in session.execute(_spans(numbers)):
        spans[number].setdefault(role, []).append(Span(start, end))
    stances: dict[int, list[Stance]] = defaultdict(list)
    for number, target, kind, label, score in session.execute(_stances(numbers)):
        stances[number].append(stance(target, kind, label, score))
    reviewed = _reviewed(session, rows.values())
    for number in numbers:
        row = rows[number]
        pieces = {
            role: [(span, _verbatim(session, row, span)) for span in found] for role, found in spans[number].items()
        }
        yield statement_record(row, pieces, stances[number], reviewed[number])


def _statements(numbers: Sequence[int]) -> Select[*tuple[Any, ...]]:
    length = StatementRow.context_end - StatementRow.context_start
    context = func.substr(DocumentRow.text, StatementRow.context_start + 1, length)
    return (
        select(
            *(column for column in StatementRow.__table__.columns),
            context.label("context"),
            DocumentRow.id.label("document_sha256"),
            func.coalesce(ActorRow.given_name, ActorRow.name).label("actor"),
            *(DocumentRow.title, DocumentRow.outlet, DocumentRow.author, DocumentRow.url, DocumentRow.location),
            *(DocumentRow.published_at, DocumentRow.published_original, DocumentRow.retrieved_at, RunRow.model),
        )
        .join(DocumentRow, DocumentRow.key == StatementRow.document_key)
        .join(RunRow, RunRow.id == StatementRow.run_id)
        .outerjoin(ActorRow, ActorRow.id == StatementRow.actor_id)
        .where(StatementRow.number.in_(numbers))
    )


def _spans(numbers: Sequence[int]) -> Select[int, str, int, int]:
    columns = (SpanRow.statement_number, SpanRow.role, SpanRow.start, SpanRow.end)
    query = select(*columns).where(SpanRow.statement_number.in_(numbers), SpanRow.role.in_(_SHOWN))
    return query.order_by(SpanRow.statement_number, SpanRow.role, SpanRow.position)


def _stances(numbers: Sequence[int]) -> Select[int, str, str, str, float]:
    columns = (StanceRow.statement_number, StanceRow.target, StanceRow.target_kind, StanceRow.label, StanceRow.score)
    query = select(*columns).where(StanceRow.statement_number.in_(numbers))
    return query.order_by(StanceRow.statement_number, StanceRow.position)


def _verbatim(session: Session, row: Row[*tuple[Any, ...]], span: Span) -> str:
    """A span's text: out of the context at hand, else (a cue or source far from its content) out of the document."""
    if row.context_start <= span.start and span.end <= row.context_end:
        return str(row.context[span.start - row.context_start : span.end - row.context_start])
    piece = func.substr(DocumentRow.text, span.start + 1, span.end - span.start)
    return str(session.scalars(select(piece).where(DocumentRow.key == row.document_key)).one())


def _reviewed(session: Session, rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[int, str]:
    """The fields a person has corrected, by statement, joined by commas; an older run's review counts by its span."""
    anchors = {(row.document_key, row.start, row.end): row.number for row in rows}
    fields: dict[int, set[str]] = defaultdict(set)
    columns = (ReviewRow.document_key, ReviewRow.start, ReviewRow.end, ReviewRow.field)
    documents = sorted({key for key, _, _ in anchors})
    for key, start, end, name in session.execute(select(*columns).where(ReviewRow.document_key.in_(documents))):
        if (key, start, end) in anchors:
            fields[anchors[key, start, end]].add(name)
    return defaultdict(str, {number: ", ".join(sorted(names)) for number, names in fields.items()})
