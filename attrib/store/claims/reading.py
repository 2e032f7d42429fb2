"""Reading claims: their list, one with its statements, and what a statement repeats."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    and_,
    func,
    literal_column,
    select,
    true,
    union,
)

from attrib.data import DatePrecision
from attrib.data.claims import Claim, ClaimLevel, ClaimSummary
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.claims.judgements import judgements_about
from attrib.store.copies.listing import independent_outlets
from attrib.store.database.session import Database
from attrib.store.schema.claims import StatementUtteranceRow, UtteranceRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import UNDATED, StatementRow
from attrib.store.search.repeats import claim_key, column_of, repeating
from attrib.store.statements.records import records

ID_DIGITS = 16
_LARGEST = 2**63 - 1
SqlRow = Row[*tuple[Any, ...]]


def claim_id(key: int) -> str:
    """The id of the claim with that key."""
    return f"{key:0{ID_DIGITS}x}"


def list_claims(
    database: Database, *, level: ClaimLevel = ClaimLevel.MEANING, least: int = 2, limit: int | None = None
) -> list[ClaimSummary]:
    """The claims that `least` statements or more make, those in most outlets first, then of most statements."""
    column = column_of(level)
    outlets = func.count(StatementRow.outlet_key.distinct())
    with database.session() as connection:
        query = (
            _shown(select(column))
            .where(*([column.in_(_repeated(column))] if least > 1 else []))
            .group_by(column)
            .having(func.count() >= least)
            .order_by(outlets.desc(), func.count().desc(), column)
            .limit(limit)
        )
        return [_summary(connection, key, level) for key in connection.scalars(query).all()]


def _repeated(column: Column[int]) -> CompoundSelect[int]:
    """The claims that several utterances make, or one utterance of several statements: few among all."""
    several = select(column).where(column != UtteranceRow.key)
    often = (
        select(StatementUtteranceRow.utterance_key)
        .group_by(StatementUtteranceRow.utterance_key)
        .having(func.count() > 1)
    )
    return union(several, select(column).where(UtteranceRow.key.in_(often)))


def show_claim(database: Database, identity: str, *, level: ClaimLevel = ClaimLevel.MEANING) -> Claim:
    """A claim by its id or the first digits of it. Raises NotFoundError and AmbiguousNameError."""
    with database.session() as connection:
        return _claim(connection, _key(connection, identity, level), level)


def claim_of(database: Database, statement: str, *, level: ClaimLevel = ClaimLevel.MEANING) -> Claim:
    """The claim that a statement makes, with all its statements. Raises NotFoundError and AmbiguousNameError.

    A NotFoundError says too where the statement has not been compared yet.
    """
    with database.session() as connection:
        return _claim(connection, claim_key(connection, statement, level), level)


def _key(connection: Connection, identity: str, level: ClaimLevel) -> int:
    digits = identity.strip().lower()
    column = column_of(level)
    if digits and len(digits) <= ID_DIGITS and not set(digits) - set("0123456789abcdef"):
        low, high = (int(digits.ljust(ID_DIGITS, fill), 16) for fill in "0f")
        query = select(column).where(column >= low, column <= min(high, _LARGEST)).distinct().limit(2)
        keys = connection.scalars(query).all() if low <= _LARGEST else []
        if len(keys) > 1:
            raise AmbiguousNameError(f"the id {identity!r} fits several claims; give more digits")
        if keys:
            return int(keys[0])
    raise NotFoundError(f"no claim has the id {identity!r}; `attrib claims list` lists them, `claims of ID` finds one")


def _claim(connection: Connection, key: int, level: ClaimLevel) -> Claim:
    rows = _ordered(connection, key, level)
    found = tuple(records(connection, [row.number for row in rows]))
    judgements = judgements_about(connection, {row.id for row in rows}, {row.document_key for row in rows})
    return Claim(_summary(connection, key, level), found, judgements)


def _shown(query: Select[int]) -> Select[int]:
    """A query of utterances, joined to the statements that search shows."""
    joined = StatementUtteranceRow.utterance_key == UtteranceRow.key
    shown = and_(StatementRow.number == StatementUtteranceRow.statement_number, StatementRow.current == true())
    return query.join(StatementUtteranceRow, joined).join(StatementRow, shown)


def _ordered(connection: Connection, key: int, level: ClaimLevel) -> Sequence[SqlRow]:
    """The shown statements of a claim, the earliest first and undated ones last."""
    columns = ("number", "id", "speaker", "outlet_key", "document_key", "date_order", "start", "end")
    query = (
        select(
            *(getattr(StatementRow, name) for name in columns),
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


def _summary(connection: Connection, key: int, level: ClaimLevel) -> ClaimSummary:
    rows = _ordered(connection, key, level)
    dated = [row for row in rows if row.date_order != UNDATED]
    shortest = min(rows, key=lambda row: (row.end - row.start, row.id), default=None)
    words = "" if shortest is None else next(iter(records(connection, [shortest.number]))).quote
    speakers: dict[str, int] = {}
    for row in rows:
        if row.speaker:
            speakers[row.speaker] = speakers.get(row.speaker, 0) + 1
    return ClaimSummary(
        id=claim_id(key),
        level=level,
        words=words,
        statements=len(rows),
        speakers=tuple(sorted(speakers, key=lambda name: (-speakers[name], name))),
        outlets=len(independent_outlets(connection, [row.number for row in rows]) - {""}),
        documents=len({row.document_key for row in rows}),
        first=dated[0].id if dated else None,
        first_at=dated[0].published_at if dated else None,
        first_precision=_precision(dated[0]) if dated else None,
        latest=dated[-1].id if dated else None,
        latest_at=dated[-1].published_at if dated else None,
        latest_precision=_precision(dated[-1]) if dated else None,
    )


def _precision(row: SqlRow) -> DatePrecision | None:
    return DatePrecision(row.published_precision) if row.published_precision else None
