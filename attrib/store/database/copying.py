"""Rows into PostgreSQL by COPY, which has no ON CONFLICT: rows that may be known go through a staging table."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.exc import DBAPIError

from attrib.store.database.driver_values import Tuples, tuples_of
from attrib.store.schema.columns import Row


def copy_rows(connection: Connection, table: Table, rows: Sequence[Row], *, unless_known: bool = False) -> int:
    """Copy rows, which all have the same columns, in the transaction of the connection; how many are new.

    Without `unless_known`, none may exist. The staging table is one of the session, empty after every call.
    """
    names = tuple(rows[0])
    columns, tuples = _columns(table, names, connection.dialect)
    target = connection.dialect.identifier_preparer.quote(table.name)
    staged = connection.dialect.identifier_preparer.quote(f"staged_{table.name}") if unless_known else target
    if unless_known:
        made = f"CREATE TEMPORARY TABLE IF NOT EXISTS {staged} (LIKE {target} INCLUDING DEFAULTS) ON COMMIT DELETE ROWS"
        connection.exec_driver_sql(made)
    _copy(connection, f"COPY {staged} ({columns}) FROM STDIN", tuples(rows))
    if not unless_known:
        return len(rows)
    moved = f"INSERT INTO {target} ({columns}) SELECT {columns} FROM {staged} ON CONFLICT DO NOTHING"  # noqa: S608
    new = connection.exec_driver_sql(moved).rowcount
    connection.exec_driver_sql(f"DELETE FROM {staged}")  # noqa: S608 - these names are the schema's
    return new


def _copy(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Send rows by the driver, of whose COPY SQLAlchemy knows nothing. Raises DBAPIError, as SQLAlchemy does."""
    from psycopg import Error  # only here, as most databases are files

    cursor = cast("Any", connection.connection.driver_connection).cursor()
    try:
        with cursor, cursor.copy(statement) as copying:
            for values in rows:
                copying.write_row(values)
    except Error as error:
        raise DBAPIError(statement, None, error) from error


@lru_cache
def _columns(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, Tuples]:
    """The columns as in SQL, and what makes tuples of them."""
    quoted = ", ".join(map(dialect.identifier_preparer.quote, names))
    return quoted, tuples_of(table, names, dialect)
