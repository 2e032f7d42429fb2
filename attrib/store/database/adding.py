"""Rows added to tables, without those that are there already where that is asked for.

SQLite is given tuples, past SQLAlchemy's parameters, which take longer than SQLite does. PostgreSQL takes many rows by
COPY, which is several times as fast as its INSERT.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Dialect, Insert, Table, insert
from sqlalchemy.dialects import sqlite

from attrib.store.database.copying import copy_rows
from attrib.store.database.driver_values import Tuples, tuples_of
from attrib.store.schema.base import Base
from attrib.store.schema.columns import Row

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

LEAST_COPIED = 50
"""Rows from which on PostgreSQL takes them by COPY; below, an INSERT has fewer steps."""


def add_rows(connection: Connection, table: type[Base], rows: list[Row], *, unless_known: bool = False) -> int:
    """Insert rows, which all have the same columns, without those that exist already if `unless_known`; how many."""
    if not rows:
        return 0
    if connection.dialect.name == "sqlite":
        text, tuples = _for_sqlite(table.__table__, tuple(rows[0]), unless_known, connection.dialect)
        counting = {"preserve_rowcount": True}
        return connection.exec_driver_sql(text, tuples(rows), execution_options=counting).rowcount
    if len(rows) >= LEAST_COPIED:
        return copy_rows(connection, table.__table__, rows, unless_known=unless_known)
    return connection.execute(_for_postgresql(table.__table__, unless_known), rows).rowcount


@lru_cache
def _for_sqlite(table: Table, names: tuple[str, ...], unless_known: bool, dialect: Dialect) -> tuple[str, Tuples]:
    """The text of an insertion of some columns, and what makes its tuples; cached, as making it takes long."""
    made = sqlite.insert(table).on_conflict_do_nothing() if unless_known else insert(table)
    compiled = made.compile(dialect=dialect, column_keys=list(names))
    return str(compiled), tuples_of(table, compiled.positiontup or (), dialect)


@lru_cache
def _for_postgresql(table: Table, unless_known: bool) -> Insert:
    made = insertion("postgresql", table)
    if unless_known:
        made = made.on_conflict_do_nothing()
    return made.execution_options(preserve_rowcount=True)


def insertion(dialect: str, table: Table | type[Base]) -> "sqlite.Insert | postgresql.Insert":
    """An insertion that can be told what to do with rows that are there, for SQLite or PostgreSQL."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # only here: most databases are files, and wait for no other dialect

    return postgresql.insert(table)
