"""Numbers of new statements."""

from sqlalchemy import Connection, func, select, text

from attrib.store.schema.statements import StatementRow


def new_numbers(connection: Connection, count: int) -> list[int]:
    """Ascending numbers for new statements; FTS5 is fast only if its rows come in order."""
    if connection.dialect.name == "sqlite":
        first = (connection.scalar(select(func.max(StatementRow.number))) or 0) + 1
        return list(range(first, first + count))
    sequence = text("SELECT nextval(pg_get_serial_sequence('statements', 'number')) FROM generate_series(1, :count)")
    return sorted(connection.scalars(sequence, {"count": count}))
