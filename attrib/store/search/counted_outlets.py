"""The independent outlets behind counted statements: indexes answer for all but the few in copied articles."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, true

from attrib.store.copies.outlets import independent_outlet
from attrib.store.schema.statements import StatementRow
from attrib.store.search.copied import COPIES


def outlets_by(
    session: Connection, restrictions: Sequence[ColumnElement[bool]], columns: Sequence[ColumnElement[Any]]
) -> list[Row[*tuple[Any, ...]]]:
    """The different contents of some columns of the statements that fit, each with an outlet behind it, folded."""
    own = select(*columns, StatementRow.outlet_key).where(*restrictions, StatementRow.document_key.not_in(COPIES))
    copied = select(*columns, independent_outlet()).where(*restrictions, StatementRow.document_key.in_(COPIES))
    return [*session.execute(own.distinct()), *session.execute(copied.distinct())]


def outlets_of_copied(session: Connection, numbers: Collection[int]) -> dict[int, str | None]:
    """The outlets that those of some statements count for which an article has copied, by number."""
    query = select(StatementRow.number, independent_outlet()).where(
        StatementRow.current == true(), StatementRow.copied == true(), StatementRow.document_key.in_(COPIES)
    )
    wanted = set(numbers)
    return {number: outlet for number, outlet in session.execute(query) if number in wanted}
