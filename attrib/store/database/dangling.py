"""Tables of SQLite that refer to rows that are not there, found at less cost than by `PRAGMA foreign_key_check`.

That looks for the row that each row refers to. Here each distinct value is looked for once: at a million statements in
half of the processor time. Which rows they are the pragma tells, of the tables found. Values are read from the tables,
not from indexes, which may be damaged.
"""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection

_REFERENCES = """
    SELECT m.name, f.id, f."table", f."from", f."to" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
    WHERE m.type = 'table' ORDER BY m.rowid, f.id, f.seq"""


def dangling_tables(connection: Connection, own: Collection[str]) -> list[str]:
    """The names of the tables in which `PRAGMA foreign_key_check` has something to tell, and maybe others.

    Tables that are not attrib's `own` are among them if they refer to any: theirs are left to the pragma.
    """
    references: dict[str, dict[int, list[tuple[str, str, str | None]]]] = defaultdict(lambda: defaultdict(list))
    for table, number, parent, child_column, parent_column in connection.exec_driver_sql(_REFERENCES).all():
        references[table][number].append((parent, child_column, parent_column))
    there = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master")}.intersection(own)
    return [
        table
        for table, constraints in references.items()
        if table not in there or any(_dangles(connection, table, columns, there) for columns in constraints.values())
    ]


def _dangles(connection: Connection, table: str, columns: list[tuple[str, str, str | None]], there: set[str]) -> bool:
    """Whether some row refers to none by these columns; True too where that is left to the pragma."""
    parent = columns[0][0]
    if parent not in there or any(column is None for _, _, column in columns):
        return True
    ours = [quoted(column) for _, column, _ in columns]
    theirs = [quoted(column or "") for _, _, column in columns]
    given = " AND ".join(f"{column} IS NOT NULL" for column in ours)
    same = " AND ".join(f"p.{there} = c.{here}" for there, here in zip(theirs, ours, strict=True))
    distinct = f"SELECT DISTINCT {', '.join(ours)} FROM {quoted(table)} NOT INDEXED WHERE {given}"  # noqa: S608 - quoted
    missing = f"NOT EXISTS (SELECT 1 FROM {quoted(parent)} p WHERE {same})"  # noqa: S608 - quoted
    return connection.exec_driver_sql(f"SELECT 1 FROM ({distinct}) c WHERE {missing} LIMIT 1").first() is not None  # noqa: S608


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'
