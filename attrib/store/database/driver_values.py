"""Rows as the tuples that a database's driver takes."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Dialect, Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from attrib.store.schema.columns import Row

Tuples = Callable[[Iterable[Row]], list[tuple[Any, ...]]]


def tuples_of(table: Table, names: Sequence[str], dialect: Dialect) -> Tuples:
    """What makes tuples of rows: the values of some columns, converted as their types tell.

    A column that a row lacks has its default. Raises KeyError where it has none.
    """
    columns = [table.columns[name] for name in names]
    defaults: Row = {
        item.name: item.default.arg for item in columns if isinstance(item.default, ScalarElementColumnDefault)
    }
    converted = [(name, table.columns[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names]

    def made(row: Row) -> tuple[Any, ...]:
        whole = defaults | row if defaults else row
        return tuple(whole[name] if convert is None else convert(whole[name]) for name, convert in converted)

    return lambda rows: [made(row) for row in rows]
