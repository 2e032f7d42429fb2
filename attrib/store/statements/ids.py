"""Statements by their ids, or by the first digits of one."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.schema.statements import StatementRow

_MOST_LISTED = 5
ID_DIGITS = 20


def beginning_with(session: Session, statement_id: str) -> tuple[str, int]:
    """The id and number of the statement whose id begins so; errors as `get`."""
    wanted = statement_id.strip().lower()
    found = _fitting(session, wanted)
    if not found:
        raise NotFoundError(
            f"no statement has the id {statement_id!r}; ids are {ID_DIGITS} hexadecimal digits or their first few,"
            " as `attrib search` shows them"
        )
    if len(found) > 1:
        listed = ", ".join(identity for identity, _ in found[:_MOST_LISTED])
        more = ", …" if len(found) > _MOST_LISTED else ""
        raise AmbiguousNameError(f"statement id {statement_id!r} fits several: {listed}{more}; give more digits")
    identity, number = found[0]
    return identity, number


def _fitting(session: Session, wanted: str) -> Sequence[tuple[str, int]]:
    """The ids that begin with some digits, and their numbers; of many only the first few."""
    if not wanted or set(wanted) - set("0123456789abcdef"):
        return []
    fitting = (StatementRow.id >= wanted, StatementRow.id < wanted + "g")
    query = select(StatementRow.id, StatementRow.number).where(*fitting).order_by(StatementRow.id)
    return session.execute(query.limit(_MOST_LISTED + 1)).all()
