"""Lookup of statements by id, or by the first digits of an id."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.schema.statements import StatementRow

_MOST_LISTED = 5
ID_DIGITS = 20


def beginning_with(session: Connection, statement_id: str) -> tuple[str, int]:
    """The id and number of the statement whose id starts so; errors as `get`."""
    digits = statement_id.strip().lower()
    matches = _fitting(session, digits)
    if not matches:
        raise NotFoundError(
            f"no statement has the id {statement_id!r}; ids are {ID_DIGITS} hexadecimal digits or their first few,"
            " as `attrib search` shows them"
        )
    if len(matches) > 1:
        ids = ", ".join(identity for identity, _ in matches[:_MOST_LISTED])
        more = ", …" if len(matches) > _MOST_LISTED else ""
        raise AmbiguousNameError(f"statement id {statement_id!r} fits several: {ids}{more}; give more digits")
    identity, number = matches[0]
    return identity, number


def _fitting(session: Connection, digits: str) -> Sequence[tuple[str, int]]:
    """The ids that start with some digits, and their numbers; only the first few of many."""
    if not digits or set(digits) - set("0123456789abcdef"):
        return []
    conditions = (StatementRow.id >= digits, StatementRow.id < digits + "g")
    query = select(StatementRow.id, StatementRow.number).where(*conditions).order_by(StatementRow.id)
    return session.execute(query.limit(_MOST_LISTED + 1)).all()
