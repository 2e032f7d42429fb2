"""One page of a search, found from the statement at its edge: as quick on the last page as on the first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, literal, or_, select
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import desc_op

from attrib.data import StatementQuery, StatementRecord
from attrib.store.database.session import Database
from attrib.store.schema.statements import StatementRow
from attrib.store.search.filters import conditions, sorting
from attrib.store.statements.ids import beginning_with
from attrib.store.statements.records import records


def page(
    database: Database, query: StatementQuery, size: int, *, after: str | None = None, before: str | None = None
) -> tuple[list[StatementRecord], bool]:
    """Up to `size` statements of a query in its order, and whether there are more of them in the direction asked for.

    They are the first ones, those behind the statement `after`, or those that end before the statement `before`; either
    need not fit the query any more. The query's limit does not count. Raises as `search`, and NotFoundError for an id.
    """
    with database.session() as session:
        numbers = _numbers(session, query, size + 1, after=after, before=before)
        more = len(numbers) > size
        kept = numbers[:size]
        return list(records(session, kept[::-1] if before is not None else kept)), more


def ids(database: Database, query: StatementQuery, limit: int) -> list[str]:
    """The ids of the first statements of a query, in its order. Raises as `search`."""
    with database.session() as session:
        order = sorting(session, query)
        found = select(StatementRow.id).where(*conditions(session, query)).order_by(*order).limit(limit)
        return list(session.scalars(found))


def _numbers(
    session: Connection, query: StatementQuery, size: int, *, after: str | None, before: str | None
) -> Sequence[int]:
    """The numbers of a page, from the statement at its edge on: backwards with `before`."""
    order = sorting(session, query)
    restrictions = conditions(session, query)
    edge = after if before is None else before
    keys = [(_column(key), _descends(key)) for key in order]
    if before is not None:
        keys = [(column, not descends) for column, descends in keys]
    if edge is not None:
        restrictions.append(_behind(session, keys, beginning_with(session, edge)[1]))
    sorted_by = [column.desc() if descends else column for column, descends in keys]
    found = select(StatementRow.number).where(*restrictions).order_by(*sorted_by).limit(size)
    return session.scalars(found).all()


def _behind(session: Connection, keys: list[tuple[ColumnElement[Any], bool]], number: int) -> ColumnElement[bool]:
    """A condition: behind a statement in the order of some keys, each of which may descend."""
    held = session.execute(select(*(column for column, _ in keys)).where(StatementRow.number == number)).one()
    alternatives = []
    equal: list[ColumnElement[bool]] = []
    for (column, descends), value in zip(keys, held, strict=True):
        here = literal(value, column.type)
        if value is not None:  # of an unknown value nothing is behind
            alternatives.append(and_(*equal, column < here if descends else column > here))
        equal.append(column.is_(None) if value is None else column == here)
    (first, descends), here = keys[0], literal(held[0], keys[0][0].type)
    bound = first <= here if descends else first >= here  # lets an index begin there
    return and_(bound, or_(*alternatives))


def _column(key: ColumnElement[Any]) -> ColumnElement[Any]:
    return key.element if isinstance(key, UnaryExpression) and key.modifier is desc_op else key


def _descends(key: ColumnElement[Any]) -> bool:
    return isinstance(key, UnaryExpression) and key.modifier is desc_op
