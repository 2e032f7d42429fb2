"""How SQLite goes about the queries of a test."""

from typing import Any

from sqlalchemy import event

from attrib.store.database.session import Database


def explained(database: Database, table: str = "statements") -> dict[str, str]:
    """The plan of each query of a table by its words, filled while queries are asked."""
    found: dict[str, str] = {}

    def explain(_: Any, cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT") and table in statement:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found[statement] = "\n".join(row[3] for row in cursor.fetchall())

    event.listen(database.engine, "before_cursor_execute", explain)
    return found
