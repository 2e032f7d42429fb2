"""Listing reviews, and finding one by the start of its id."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from attrib.data import Review
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.actors.decisions import FEWEST_DIGITS
from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_REVIEW, ReviewRow
from attrib.store.schema.statements import StatementRow
from attrib.store.statements.convert import review as as_review
from attrib.store.statements.ids import beginning_with

SqlRow = Row[*tuple[Any, ...]]


def find_reviews(connection: Connection, prefix: str) -> Sequence[SqlRow]:
    """The reviews of a command, or the one review, whose id starts so. Raises NotFoundError and AmbiguousNameError."""
    digits = prefix.strip().lower()
    if len(digits) >= FEWEST_DIGITS and not set(digits) - set("0123456789abcdef"):
        for column in (ReviewRow.batch, ReviewRow.id):
            query = select(ReviewRow.__table__).where(column >= digits, column < digits + "g").order_by(ReviewRow.id)
            matches = connection.execute(query).all()
            if len({getattr(row, column.key) for row in matches}) > 1:
                raise AmbiguousNameError(f"the id {prefix!r} fits several reviews; give more digits")
            if matches:
                return matches
    raise NotFoundError(f"no review has the id {prefix!r}; `attrib review list` lists them")


def list_reviews(
    database: Database, statement_id: str | None = None, *, undone: bool = False, limit: int | None = None
) -> list[Review]:
    """Reviews, the latest first; of one statement if given, whichever run found it."""
    with database.session() as session:
        conditions: list[ColumnElement[bool]] = [] if undone else [ACTIVE_REVIEW]
        if statement_id is not None:
            identity, number = beginning_with(session, statement_id)
            row = session.execute(select(StatementRow.__table__).where(StatementRow.number == number)).one()
            start, end = row.machine["anchor"] if row.machine else (row.start, row.end)
            same_span = (
                (ReviewRow.document_key == row.document_key) & (ReviewRow.start == start) & (ReviewRow.end == end)
            )
            conditions.append(same_span | (ReviewRow.statement_id == identity))
        return reviews_where(session.connection(), *conditions, limit=limit)


def reviews_where(connection: Connection, *which: ColumnElement[bool], limit: int | None = None) -> list[Review]:
    """The reviews that fit all conditions, the latest first."""
    latest = (ReviewRow.reviewed_at.desc(), ReviewRow.field, ReviewRow.id)
    query = select(ReviewRow.__table__).where(*which).order_by(*latest).limit(limit)
    return [as_review(row) for row in connection.execute(query)]
