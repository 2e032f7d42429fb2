"""Rows added to tables, without those that are there already where that is asked for."""

from functools import lru_cache

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.dialects import sqlite

from attrib.store.schema.base import Base
from attrib.store.schema.columns import Row


def add_rows(connection: Connection, table: type[Base], rows: list[Row], *, unless_known: bool = False) -> int:
    """Insert rows, without those that exist already if `unless_known`; the number inserted."""
    if not rows:
        return 0
    return connection.execute(
        _insertion(table.__table__, connection.dialect.name if unless_known else ""), rows
    ).rowcount


@lru_cache
def _insertion(table: Table, dialect: str) -> Insert:
    """An insertion; with a dialect, one that skips existing rows.

    Cached, because making it costs as much as running it.
    """
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # only here: most databases are files, and wait for no other dialect

        return postgresql.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return insert(table)
