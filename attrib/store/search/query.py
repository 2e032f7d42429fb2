"""Searching statements: as a stream, as a count, or one by its id."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Select, case, func, select, true

from attrib.data import StatementQuery, StatementRecord
from attrib.data.tabular import TabularStatement
from attrib.store.database.session import Database
from attrib.store.schema.statements import UNDATED, StatementRow
from attrib.store.search.filters import conditions, counted_on, counting_conditions, ordered
from attrib.store.statements.ids import beginning_with
from attrib.store.statements.records import records
from attrib.store.statements.tabular import tabular_statements

_BATCH = 400
_FEW_UNDATED = 20_000  # statements that are each tested; where more are undated, those that a query names are
_TABULAR_BATCH = 1000  # of an export, which nobody waits for on a screen
Found = TypeVar("Found")
_Reader = Callable[[Connection, Sequence[int]], Iterable[Found]]


def search(database: Database, query: StatementQuery) -> Iterator[StatementRecord]:
    """The statements of each document's newest extraction that fit the query, in a total order.

    Orders: "-date" newest first, "date" oldest first, undated last; "score" of the stance asked for, "confidence":
    highest first; "speaker" by name, unknown speakers last; "position" by document. Ties are broken by document digest,
    start and id. Records are read as they are consumed, so memory does not grow with their number. Raises, before the
    first record, SettingsError for an unknown order, AmbiguousNameError or NotFoundError for an actor's name that fits
    several or none, and StoreError where the database fails.
    """
    return _read(database, query, records, _BATCH)


def search_tabular(database: Database, query: StatementQuery, *, neutral: bool = True) -> Iterator[TabularStatement]:
    """The same statements as rows of a table, in a third of the time; without `neutral` only stances with a side."""
    return _read(database, query, partial(tabular_statements, neutral=neutral), _TABULAR_BATCH)


def _read(database: Database, query: StatementQuery, read: _Reader[Found], batch: int) -> Iterator[Found]:
    with database.session() as session:  # reports a wrong name now, not when the first statement is consumed
        numbers = ordered(session, query)
    return _stream(database, numbers, read, batch)


def _stream(database: Database, query: Select[int], read: _Reader[Found], batch: int) -> Iterator[Found]:
    # Whoever stops early leaves no cursor open on the server.
    with database.session() as session, session.execute(query.execution_options(yield_per=batch)) as rows:
        for numbers in rows.scalars().partitions(batch):
            yield from read(session, numbers)


def count(database: Database, query: StatementQuery, most: int | None = None) -> int:
    """The number of statements that fit, whatever the query's limit, or `most` of them; errors as `search`."""
    with database.session() as session:
        restrictions = counting_conditions(session, query, bounded=most is not None)
        fitting = select(StatementRow.number).where(*restrictions).limit(most).subquery()
        return session.scalars(select(func.count()).select_from(fitting)).one()


def count_with_doubtful(database: Database, query: StatementQuery, most: int | None = None) -> tuple[int, int]:
    """The number of statements that fit a confident query, and of those that it leaves out; errors as `search`.

    Of both together `most` are counted.

    One pass over the index of searches counts both (but for speakers, whose statements are looked up).
    """
    with database.session() as session:
        restrictions = counting_conditions(session, replace(query, confident=False), bounded=most is not None)
        sure = case((counted_on(query), 1)).label("sure")
        fitting = select(sure).select_from(StatementRow).where(*restrictions).limit(most).subquery()
        total, shown = session.execute(select(func.count(), func.count(fitting.c.sure)).select_from(fitting)).one()
    return shown, total - shown


def count_undated(database: Database, query: StatementQuery) -> int:
    """The number of statements of articles without a date that fit a query but for its dates; errors as `search`."""
    undated = StatementRow.date_order == UNDATED
    open_ended = replace(query, since=None, until=None)
    with database.session() as session:
        every = select(StatementRow.number).where(StatementRow.current == true(), undated)
        few = len(session.scalars(every.limit(_FEW_UNDATED + 1)).all()) <= _FEW_UNDATED
        restrictions = conditions(session, open_ended) if few else counting_conditions(session, open_ended)
        return session.scalars(select(func.count()).select_from(StatementRow).where(*restrictions, undated)).one()


def get(database: Database, statement_id: str) -> StatementRecord:
    """The statement with an id, or an id that starts so; of an older run too.

    Raises NotFoundError where there is none and AmbiguousNameError where several ids start so.
    """
    with database.session() as session:
        return next(iter(records(session, [beginning_with(session, statement_id)[1]])))
