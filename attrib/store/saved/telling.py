"""What saved searches have told: a digest is noted before it is written, and told when it was.

The order is: the digest with its statements is committed as not told; its output is written, whole; it is committed as
told. Whoever begins a digest settles first one that an interrupted process has left: where its output is there, it
counts as told, else its statements are new again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from attrib.data.saved import StatementPlace
from attrib.errors import StoreError
from attrib.store.database.adding import add_rows
from attrib.store.database.session import Database
from attrib.store.schema.saved import DigestRow, ToldStatementRow

_PENDING = select(DigestRow.number).where(DigestRow.told_at.is_(None))
IS_TOLD: ColumnElement[bool] = or_(
    ToldStatementRow.digest_number.is_(None), ToldStatementRow.digest_number.not_in(_PENDING)
)
"""A condition: the row is of no digest, or of one that was told."""

Places = Mapping[int, Iterable[StatementPlace]]
"""Places of statements by the number of the saved search that tells them."""


def note_known(connection: Connection, search: int, places: Iterable[StatementPlace]) -> int:
    """Note statements that a search does not tell, for they were known before; how many were not noted yet."""
    return add_rows(connection, ToldStatementRow, _rows({search: places}, None), unless_known=True)


def next_number(database: Database) -> int:
    """The number that the next digest will have."""
    with database.session() as session:
        return (session.scalar(select(func.max(DigestRow.number))) or 0) + 1


def settle_interrupted(database: Database, was_written: Callable[[str, str], bool]) -> list[int]:
    """Settle the digests that interrupted processes have left; the numbers of those that may not have been read.

    `was_written` tells whether the file at a path has a SHA-256. A digest whose file was written counts as told; of
    every other one the statements are new again.
    """
    with database.session() as session:
        if session.scalar(_PENDING.limit(1)) is None:
            return []
    lost = []
    with database.begin() as connection:
        # The lock waits for a process that is just writing one (PostgreSQL; SQLite has one writer at a time).
        pending = select(DigestRow.__table__).where(DigestRow.told_at.is_(None)).with_for_update()
        for row in connection.execute(pending).all():
            ours = DigestRow.number == row.number
            if row.output is not None and was_written(row.output, row.sha256):
                connection.execute(update(DigestRow).where(ours).values(told_at=datetime.now(UTC)))
                continue
            _take_back(connection, row.number)
            lost.append(int(row.number))
    return lost


def forget(database: Database, number: int) -> None:
    """Take back a digest that was noted and could not be written; its statements are new again."""
    with database.begin() as connection:
        pending = select(DigestRow.number).where(DigestRow.number == number, DigestRow.told_at.is_(None))
        if connection.scalar(pending.with_for_update()) is not None:
            _take_back(connection, number)


def _take_back(connection: Connection, number: int) -> None:
    connection.execute(delete(ToldStatementRow).where(ToldStatementRow.digest_number == number))
    connection.execute(delete(DigestRow).where(DigestRow.number == number))


def note_digest(
    database: Database, number: int, told: Places, known: Places, *, output: str | None, sha256: str
) -> None:
    """Commit a digest that is about to be written, as not told.

    `known` are places of statements that were told before, at other places. Raises StoreError where another digest has
    been made since its number was asked for.
    """
    row = {"number": number, "output": output, "sha256": sha256, "made_at": datetime.now(UTC), "told_at": None}
    with database.begin() as connection:
        if not add_rows(connection, DigestRow, [row], unless_known=True):
            raise _overtaken()
        rows = _rows(told, number)
        if add_rows(connection, ToldStatementRow, rows, unless_known=True) != len(rows):
            raise _overtaken()
        add_rows(connection, ToldStatementRow, _rows(known, None), unless_known=True)


@contextmanager
def telling(database: Database, number: int) -> Iterator[None]:
    """Mark a digest that was noted as told if the block, which writes it, succeeds; nobody else settles it meanwhile.

    Raises StoreError where another process has taken it for an interrupted one.
    """
    with database.begin() as connection:
        ours = DigestRow.number == number
        pending = select(DigestRow.number).where(ours, DigestRow.told_at.is_(None)).with_for_update()
        if connection.scalar(pending) is None:
            raise _overtaken()
        yield
        connection.execute(update(DigestRow).where(ours).values(told_at=datetime.now(UTC)))


def _rows(places: Places, digest: int | None) -> list[dict[str, int | None]]:
    return [
        {"search_number": search, "document_key": document, "start": start, "end": end, "digest_number": digest}
        for search, some in places.items()
        for document, start, end in sorted(set(some))
    ]


def _overtaken() -> StoreError:
    return StoreError("another digest was made at the same time; nothing was told twice: run this one again")
