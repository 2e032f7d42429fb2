"""Checks of a database: its schema, the consistency of its rows, its full-text index."""

import warnings
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from sqlalchemy import Connection, LargeBinary, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.schema import SchemaItem

from attrib.errors import StoreError
from attrib.store.database.counted import COUNTED
from attrib.store.database.dangling import dangling_tables, quoted
from attrib.store.database.migrate import HEAD, migrate
from attrib.store.database.session import Database, open_engine
from attrib.store.schema import actors, changes, checks, claims, copies, documents, runs, saved, search, statements
from attrib.store.schema.base import Base

# Importing these modules fills the metadata that a database is compared with.
MAPPED = (documents, copies, runs, statements, search, actors, claims, checks, changes, saved)

_FULL_TEXT = "search_index"  # SQLite's FTS5 table; the names of its shadow tables start with it
_GIN_INDEX = "ix_search_text_vector"
_VECTOR = "vector"  # a column of search_text that PostgreSQL computes; SQLite has none
_ROWS = 1000  # of a table that are read together
_UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError)  # what a value of another kind may raise
_TRIGGERS = """
    SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"""


def included(_item: SchemaItem, name: str | None, kind: str, _reflected: bool, _other: SchemaItem | None) -> bool:
    """Whether Alembic should compare an object; `check` tests full-text indexes, which are made in SQL."""
    if kind == "table":
        return not (name or "").startswith(_FULL_TEXT)
    return (kind, name) not in (("index", _GIN_INDEX), ("column", _VECTOR))


def check(database: Database) -> list[str]:
    """The defects of a database, one line each; empty for a sound one."""
    return [*check_by_query(database), *check_values(database)]


def check_by_query(database: Database) -> list[str]:
    """The defects that a few long queries find, during which other threads may run."""
    ours = (_sqlite, _references, _objects, _full_text) if database.dialect == "sqlite" else (_postgresql,)
    return _found(database.begin, (_drift, _counts, *ours))


def check_values(database: Database) -> list[str]:
    """The tables with a value that cannot be read; every row of them is."""
    return _found(database.session, (_values,))


def _found(
    connect: Callable[[], AbstractContextManager[Connection]], parts: Sequence[Callable[[Connection], list[str]]]
) -> list[str]:
    problems: list[str] = []
    for part in parts:  # each by itself, because what is damaged ends a part
        try:
            with connect() as connection:
                problems += part(connection)
        except (StoreError, *_UNREADABLE) as error:
            problems.append(f"it cannot be checked whole: {error}")
    return problems


def _drift(connection: Connection) -> list[str]:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    options: dict[str, Any] = {"include_object": included, "compare_type": True}
    context = MigrationContext.configure(connection, opts=options)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        differences = compare_metadata(context, Base.metadata)
    return [f"the schema differs from this attrib's: {difference}" for difference in differences]


def _counts(connection: Connection) -> list[str]:
    counts = [(connection.scalar(text(query)), what) for what, query in COUNTED.items()]
    return [f"{count} {what}" for count, what in counts if count]


def _values(connection: Connection) -> list[str]:
    """Tables with a value that is none of its column's: text that is not UTF-8, a date or JSON that is none."""
    problems = []
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if not isinstance(column.type, LargeBinary)]
        try:
            deque(connection.execute(select(*columns).execution_options(yield_per=_ROWS)), maxlen=0)
        except (DBAPIError, *_UNREADABLE) as error:
            words = error.orig if isinstance(error, DBAPIError) else error
            problems.append(f"the table {table.name} holds a value that cannot be read: {words}")
    return problems


def _sqlite(connection: Connection) -> list[str]:
    return [line for (line,) in connection.exec_driver_sql("PRAGMA integrity_check") if line != "ok"]


def _references(connection: Connection) -> list[str]:
    problems = []
    for table in dangling_tables(connection, Base.metadata.tables):
        for _, row, parent, _ in connection.exec_driver_sql(f"PRAGMA foreign_key_check({quoted(table)})"):
            problems.append(f"row {row} of {table} refers to a row of {parent} that does not exist")
    return problems


def _objects(connection: Connection) -> list[str]:
    """Triggers, views and indexes that are not as the migrations make them; one that somebody added may change rows."""
    expected, found = _pattern(), _made(connection)
    problems = [f"the {kind} {name} is not of attrib's making" for kind, name in sorted(found.keys() - expected.keys())]
    problems += [f"the {kind} {name} is missing" for kind, name in sorted(expected.keys() - found.keys())]
    changed = sorted(key for key in found.keys() & expected.keys() if found[key] != expected[key])
    return problems + [f"the {kind} {name} is not as attrib made it" for kind, name in changed]


@cache
def _pattern() -> Mapping[tuple[str, str], str]:
    """What the migrations make of an empty SQLite database, tried out once a process."""
    fresh = open_engine("sqlite://")
    try:
        migrate(fresh, HEAD)
        with fresh.connect() as connection:
            return _made(connection)
    finally:
        fresh.dispose()


def _made(connection: Connection) -> dict[tuple[str, str], str]:
    """The SQL of triggers, views and named indexes, by kind and name, without regard to white space."""
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE type != 'table'")
    return {(kind, name): "".join(sql.split()).replace('"', "") for kind, name, sql in rows if sql}


def _postgresql(connection: Connection) -> list[str]:
    problems = []
    if not connection.scalar(text("SELECT to_regclass(:name)"), {"name": _GIN_INDEX}):
        problems.append(f"the full-text index {_GIN_INDEX} is missing")
    for (name,) in connection.execute(text(_TRIGGERS)):
        problems.append(f"the trigger {name} is not of attrib's making")
    return problems


def _full_text(connection: Connection) -> list[str]:
    problems = []
    if not connection.scalar(text("SELECT 1 FROM sqlite_master WHERE name = :name"), {"name": _FULL_TEXT}):
        return [f"the full-text index {_FULL_TEXT} is missing"]
    indexed = connection.scalar(text("SELECT count(*) FROM search_index_docsize"))
    texts = connection.scalar(text("SELECT count(*) FROM search_text"))
    if indexed != texts:
        problems.append(f"the full-text index holds {indexed} of {texts} texts")
    if connection.exec_driver_sql("PRAGMA query_only").scalar():
        return problems  # a file that may not be written to lets its index not check itself
    try:
        connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('integrity-check')")
    except DBAPIError as error:
        problems.append(f"the full-text index is damaged: {error.orig}")
    return problems
