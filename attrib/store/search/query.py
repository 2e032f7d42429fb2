"""Searching statements: as a stream, as a count, or one by its id."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Select, case, func, select

from attrib.data import StatementQuery, StatementRecord
from attrib.store.database.session import Database
from attrib.store.schema.statements import UNDATED, StatementRow
from attrib.store.search.filters import counted_on, counting_conditions, ordered
from attrib.store.statements.ids import beginning_with
from attrib.store.statements.records import records

_BATCH = 400


def search(database: Database, query: StatementQuery) -> Iterator[StatementRecord]:
    """The statements of each document's newest extraction that fit the query, in a total order.

    Orders: "-date" newest first, "date" oldest first, undated last; "score" of the stance asked for, "confidence":
    highest first; "speaker" by name, unknown speakers last; "position" by document. Ties are broken by document digest,
    start and id. Records are read as they are consumed, so memory does not grow with their number. Raises, before the
    first record, SettingsError for an unknown order, AmbiguousNameError or NotFoundError for an actor's name that fits
    several or none, and StoreError where the database fails.
    """
    with database.session() as session:  # reports a wrong name now, not when the first record is consumed
        numbers = ordered(session, query)
    return _stream(database, numbers)


def _stream(database: Database, query: Select[int]) -> Iterator[StatementRecord]:
    # Whoever stops early leaves no cursor open on the server.
    with database.session() as session, session.execute(query.execution_options(yield_per=_BATCH)) as rows:
        for numbers in rows.scalars().partitions(_BATCH):
            yield from records(session, numbers)


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
    open_ended = replace(query, since=None, until=None)
    with database.session() as session:
        restrictions = counting_conditions(session, open_ended)
        undated = (
            select(func.count()).select_from(StatementRow).where(*restrictions, StatementRow.date_order == UNDATED)
        )
        return session.scalars(undated).one()


def get(database: Database, statement_id: str) -> StatementRecord:
    """The statement with an id, or an id that starts so; of an older run too.

    Raises NotFoundError where there is none and AmbiguousNameError where several ids start so.
    """
    with database.session() as session:
        return next(iter(records(session, [beginning_with(session, statement_id)[1]])))
