"""Checks of a database: its schema, the consistency of its rows, its full-text index."""

import warnings
from collections import deque
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, LargeBinary, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.schema import SchemaItem

from attrib.errors import StoreError
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
# Each is answered by scans and look-ups in an index, so that its cost grows as the database does. No index begins with
# the document of a statement: `current IN (true, false)` before it lets that of positions answer.
COUNTED = {
    "statements have no search text": """
        SELECT count(*) FROM statements s WHERE NOT EXISTS (
        SELECT 1 FROM search_text t WHERE t.statement_number = s.number)""",
    "statements disagree with their extraction on being current": """
        SELECT count(*) FROM statements s JOIN extractions e ON e.document_key = s.document_key AND e.run_id = s.run_id
        WHERE s.current != (e.current AND NOT s.rejected)""",
    "documents do not have one current extraction": """
        SELECT count(*) FROM (SELECT document_key FROM extractions JOIN documents ON key = document_key
        WHERE NOT deleted AND replaced_by IS NULL GROUP BY document_key
        HAVING sum(CASE WHEN current THEN 1 ELSE 0 END) != 1) AS odd""",
    "deleted or replaced documents have a current extraction": """
        SELECT count(*) FROM extractions JOIN documents ON key = document_key
        WHERE current AND (deleted OR replaced_by IS NOT NULL)""",
    "extractions lack some of their statements": """
        SELECT count(*) FROM extractions e LEFT JOIN (
        SELECT document_key, run_id, count(*) AS found FROM statements WHERE NOT added GROUP BY document_key, run_id) s
        ON s.document_key = e.document_key AND s.run_id = e.run_id WHERE e.statements != coalesce(s.found, 0)""",
    "statements begin or end elsewhere than their quotes": """
        SELECT count(*) FROM statements s JOIN (
            SELECT statement_number, min(start) AS first, max("end") AS last FROM spans WHERE role = 'content'
            GROUP BY statement_number) q ON q.statement_number = s.number
        WHERE s.start != q.first OR s."end" != q.last""",
    "statements have no quote": """
        SELECT count(*) FROM statements s WHERE NOT EXISTS (
        SELECT 1 FROM spans p WHERE p.statement_number = s.number AND p.role = 'content')""",
    "statements that people added are shown without a review that says so": """
        SELECT count(*) FROM statements s WHERE s.added AND s.machine IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM reviews r WHERE r.document_key = s.document_key AND r.undone_at IS NULL
        AND r.field IN ('added', 'quote'))""",
    "statements that people added and took back are shown": """
        SELECT count(*) FROM statements s WHERE s.added AND s.machine IS NULL AND NOT s.rejected""",
    "reviews of added statements and quotes lack their words": """
        SELECT count(*) FROM reviews
        WHERE field IN ('added', 'quote') AND (details IS NULL OR corrected_value IS NULL)""",
    "reviews say that they followed to a review that is not there": """
        SELECT count(*) FROM reviews r WHERE r.followed_by IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM reviews f WHERE f.id = r.followed_by)""",
    "statements that people added stand in no run of their article": """
        SELECT count(*) FROM reviews r JOIN extractions e ON e.document_key = r.document_key
        WHERE r.field = 'added' AND r.undone_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM statements s WHERE s.document_key = e.document_key AND s.run_id = e.run_id
        AND s.current IN (true, false) AND s.machine IS NOT NULL AND s.start < r."end" AND s."end" > r.start)""",
    "utterances are in another claim than the one they name": """
        SELECT count(*) FROM utterances u WHERE NOT EXISTS (
        SELECT 1 FROM utterances n WHERE n.key = u.meaning AND n.meaning = u.meaning AND n.key <= u.key)""",
    "documents are copies of one that is a copy, deleted or replaced": """
        SELECT count(*) FROM documents d JOIN documents f ON f.key = d.copy_of
        WHERE f.copy_of IS NOT NULL OR f.deleted OR f.replaced_by IS NOT NULL""",
    "reviews lie outside the text of their document": """
        SELECT count(*) FROM reviews r JOIN documents d ON d.key = r.document_key
        WHERE r.start < 0 OR r.start >= r."end" OR r."end" > length(d.text)""",
    "blocks of sentence vectors have a size that does not fit their number": """
        SELECT count(*) FROM vector_blocks
        WHERE length(numbers) != 8 * count OR length(scales) != 4 * count OR length(vectors) % count != 0""",
    "statements are copied in documents that are no copies": """
        SELECT count(*) FROM statements s JOIN documents d ON d.key = s.document_key
        WHERE s.copied AND d.copy_of IS NULL""",
    "statements are not shown under their canonical actor": """
        SELECT count(*) FROM statements s JOIN actors a ON a.id = coalesce(s.own_actor_id, s.actor_id)
        WHERE s.actor_id != coalesce(a.canonical_id, a.id)""",
}


def included(_item: SchemaItem, name: str | None, kind: str, _reflected: bool, _other: SchemaItem | None) -> bool:
    """Whether Alembic should compare an object; `check` tests full-text indexes, which are made in SQL."""
    if kind == "table":
        return not (name or "").startswith(_FULL_TEXT)
    return (kind, name) not in (("index", _GIN_INDEX), ("column", _VECTOR))


def check(database: Database) -> list[str]:
    """The defects of a database, one line each; empty for a sound one."""
    parts = (
        _drift,
        _counts,
        _values,
        *((_sqlite, _objects, _full_text) if database.dialect == "sqlite" else (_postgresql,)),
    )
    problems: list[str] = []
    for part in parts:  # each by itself, because what is damaged ends a part
        try:
            with database.begin() as connection:
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
    problems = [line for (line,) in connection.exec_driver_sql("PRAGMA integrity_check") if line != "ok"]
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
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
