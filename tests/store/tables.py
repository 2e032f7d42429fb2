"""What a database holds, table by table, to compare two of them."""

from sqlalchemy import select

from attrib.store.database.session import Database
from attrib.store.schema.base import Base

MOMENTS = {"added_at", "seen_at", "first_at", "finished_at"}
"""Columns that say when something was stored, and differ between any two databases."""


def contents(database: Database) -> dict[str, list[str]]:
    """The rows of each table that has some, in an order that their values give; without the moments of storing."""
    with database.session() as session:
        rows = {
            table.name: sorted(
                repr([value for name, value in row.items() if name not in MOMENTS])
                for row in session.execute(select(table)).mappings()
            )
            for table in Base.metadata.sorted_tables
        }
    return {name: some for name, some in rows.items() if some}
