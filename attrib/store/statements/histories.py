"""What histories of people's decisions share: who decides and when, and finding rows by the first digits of an id."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from attrib.errors import AmbiguousNameError, NotFoundError, StoreError
from attrib.store.schema.base import Base
from attrib.store.statements.convert import storable

FEWEST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, when and why; all judgements of one command share it."""

    by: str
    at: datetime
    batch: str
    note: str | None = None


def decide(connection: Connection, table: type[Base], by: str, note: str | None = None) -> Decision:
    """A new decision, later than every earlier one of the table even if the clock was set back.

    The table has the column `judged_at`. Raises StoreError for a blank `by`.
    """
    if not by.strip():
        raise StoreError("a judgement needs to say who made it; give --by NAME or set ATTRIB_BY")
    now = datetime.now(UTC)
    last = connection.scalar(select(func.max(table.__table__.c.judged_at)))
    at = now if last is None else max(now, last + timedelta(microseconds=1))
    return Decision(str(storable(by.strip())), at, secrets.token_hex(6), None if note is None else str(storable(note)))


def find_decided(
    connection: Connection, table: type[Base], prefix: str, listed_by: str
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The row with an id that starts so, or all rows of the command (`batch`) with such an id.

    Raises NotFoundError, which names the command that lists them, and AmbiguousNameError.
    """
    digits = prefix.strip().lower()
    if len(digits) >= FEWEST_DIGITS and not set(digits) - set("0123456789abcdef"):
        groups: dict[str, Sequence[Row[*tuple[Any, ...]]]] = {}
        for name in ("id", "batch"):
            column: ColumnElement[str] = table.__table__.c[name]
            matches = connection.execute(select(table.__table__).where(column >= digits, column < digits + "g")).all()
            groups |= {
                value: [row for row in matches if getattr(row, name) == value]
                for value in {getattr(row, name) for row in matches}
            }
        if len(groups) > 1:
            raise AmbiguousNameError(f"the id {prefix!r} fits several judgements; give more digits")
        if groups:
            return next(iter(groups.values()))
    raise NotFoundError(f"no judgement has the id {prefix!r}; `{listed_by}` lists them")


def undo_decided(
    connection: Connection, table: type[Base], prefix: str, listed_by: str, by: str
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Undo a judgement, or all of one command, by the start of an id; the rows undone, as they were.

    Raises NotFoundError, AmbiguousNameError, or StoreError where it is undone already and for a blank `by`.
    """
    rows = find_decided(connection, table, prefix, listed_by)
    active = [row for row in rows if row.undone_at is None]
    if not active:
        raise undone_already(prefix, rows)
    decision = decide(connection, table, by)
    columns = table.__table__.c
    stamp = {"undone_by": decision.by, "undone_at": decision.at}
    connection.execute(update(table).where(columns.id.in_([row.id for row in active])).values(stamp))
    return active


def judged_before(known: Row[*tuple[Any, ...]], says: str, undo: str) -> StoreError:
    """The error for what an active judgement says already, or denies; `undo` is the command that takes it back."""
    return StoreError(
        f"{known.judged_by} judged on {known.judged_at:%Y-%m-%d} {says}; undo that first: {undo} {known.batch}"
    )


def undone_already(prefix: str, rows: Sequence[Row[*tuple[Any, ...]]]) -> StoreError:
    """The error for a judgement that somebody has undone before."""
    return StoreError(
        f"{prefix!r} was undone already, by {rows[0].undone_by} on {rows[0].undone_at:%Y-%m-%d}; "
        "nothing is left to undo"
    )
