"""Searching the statements: streamed, counted, or one by its id."""

from collections.abc import Iterator

from sqlalchemy import Select, func, select

from attrib.data import StatementQuery, StatementRecord
from attrib.store.database.session import Database
from attrib.store.schema.statements import StatementRow
from attrib.store.search.filters import conditions, ordered
from attrib.store.statements.ids import beginning_with
from attrib.store.statements.records import records

_BATCH = 400


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
