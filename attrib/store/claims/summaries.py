"""What is told of a claim: its statements, the earliest first, and their counts."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, literal_column, select, true

from attrib.data import DOUBTFUL, DatePrecision
from attrib.data.claims import ClaimLevel, ClaimSummary
from attrib.store.copies.outlets import independent_outlets
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import UNDATED, StatementRow
from attrib.store.search.repeats import repeating
from attrib.store.statements.records import records

ID_DIGITS = 16
SqlRow = Row[*tuple[Any, ...]]


def claim_id(key: int) -> str:
    """The id of the claim with that key."""
    return f"{key:0{ID_DIGITS}x}"


def statements_of(connection: Connection, key: int, level: ClaimLevel) -> Sequence[SqlRow]:
    """The shown statements of a claim, the earliest first and undated ones last."""
    columns = ("number", "id", "speaker", "confidence", "outlet_key", "document_key", "date_order", "start", "end")
    query = (
        select(
            *(getattr(StatementRow, name) for name in columns),
            StatementRow.machine.is_not(None).label("reviewed"),
            DocumentRow.published_at,
            DocumentRow.published_precision,
        )
        .join(DocumentRow, DocumentRow.key == StatementRow.document_key)
        .where(StatementRow.number.in_(repeating(key, level)), _current(connection))
    )
    dated = StatementRow.date_order == UNDATED
    order = (dated, StatementRow.date_order.desc(), StatementRow.document_key, StatementRow.start, StatementRow.id)
    return connection.execute(query.order_by(*order)).all()


def _current(connection: Connection) -> ColumnElement[bool]:
    """A condition: search shows the statement. The sign keeps SQLite from scanning all that it shows."""
    sign = connection.dialect.name == "sqlite"
    return literal_column("+statements.current") == 1 if sign else StatementRow.current == true()


def standing_alone(rows: Sequence[SqlRow]) -> list[SqlRow]:
    """The statements of a claim without those that stand within another one of the same article.

    "Lee said that the mayor had denied it" says once what the statement within it says: nothing is repeated there.
    """
    around: dict[int, list[SqlRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.start - row.end, row.start, row.id)):
        if not any(other.start <= row.start and row.end <= other.end for other in around[row.document_key]):
            around[row.document_key].append(row)
    alone = {row.number for some in around.values() for row in some}
    return [row for row in rows if row.number in alone]


def counted_on(row: SqlRow) -> bool:
    """Whether a confident search shows a statement."""
    return bool(row.reviewed) or (row.speaker is not None and row.confidence >= DOUBTFUL)


def summary_of(connection: Connection, key: int, level: ClaimLevel, rows: Sequence[SqlRow]) -> ClaimSummary:
    """The counts of a claim, of its statements as `statements_of` gives them."""
    counted = standing_alone(rows)
    dated = [row for row in counted if row.date_order != UNDATED]
    shortest = min(counted, key=lambda row: (row.end - row.start, row.id), default=None)
    words = "" if shortest is None else next(iter(records(connection, [shortest.number]))).quote
    speakers: dict[str, int] = {}
    for row in counted:
        if row.speaker:
            speakers[row.speaker] = speakers.get(row.speaker, 0) + 1
    return ClaimSummary(
        id=claim_id(key),
        level=level,
        words=words,
        statements=len(counted),
        within=len(rows) - len(counted),
        speakers=tuple(sorted(speakers, key=lambda name: (-speakers[name], name))),
        outlets=len(independent_outlets(connection, [row.number for row in counted]) - {""}),
        documents=len({row.document_key for row in counted}),
        first=dated[0].id if dated else None,
        first_at=dated[0].published_at if dated else None,
        first_precision=_precision(dated[0]) if dated else None,
        latest=dated[-1].id if dated else None,
        latest_at=dated[-1].published_at if dated else None,
        latest_precision=_precision(dated[-1]) if dated else None,
    )


def _precision(row: SqlRow) -> DatePrecision | None:
    return DatePrecision(row.published_precision) if row.published_precision else None
