"""Searching the statements: streamed, counted, or one by its id."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from attrib.data import StatementQuery, StatementRecord
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.database.session import Database
from attrib.store.schema.statements import StatementRow
from attrib.store.search.filters import conditions, ordered
from attrib.store.statements.records import records

_BATCH = 400
_MOST_LISTED = 5
ID_DIGITS = 20


def search(database: Database, query: StatementQuery) -> Iterator[StatementRecord]:
    """The statements of each document's newest extraction that fit, in a total order that is the same every time.

    Orders: "date" newest first and undated last; "speaker" by name, nobody last; "confidence" highest first; "position"
    by document. Ties are broken by document digest, start and id. Records are read as they are taken, so any number
    takes the same memory. Raises, before the first record, SettingsError for an unknown order, AmbiguousNameError or
    NotFoundError for an actor's name that fits several or none, and StoreError where the database fails.
    """
    with database.session() as session:  # a wrong name is reported now, and not when the first record is taken
        wanted = ordered(session, query)
    return _stream(database, wanted)


def _stream(database: Database, wanted: Select[int]) -> Iterator[StatementRecord]:
    with database.session() as session:
        found = session.execute(wanted.execution_options(yield_per=_BATCH))
        for numbers in found.scalars().partitions(_BATCH):
            yield from records(session, numbers)


def count(database: Database, query: StatementQuery) -> int:
    """How many statements fit, whatever the query's limit; errors as `search`."""
    with database.session() as session:
        counted = select(func.count()).select_from(StatementRow).where(*conditions(session, query))
        return session.scalars(counted).one()


def get(database: Database, statement_id: str) -> StatementRecord:
    """The statement of an id, or of the beginning of one; of an older run too.

    Raises NotFoundError where there is none and AmbiguousNameError where several begin so.
    """
    with database.session() as session:
        return next(iter(records(session, [beginning_with(session, statement_id)[1]])))


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
