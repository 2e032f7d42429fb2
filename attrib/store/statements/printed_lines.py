"""The lines of printed documents: where each stands in the text and on its page."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, Select, bindparam, exists, select

from attrib.data import PrintedLine
from attrib.store.database.adding import add_rows
from attrib.store.schema.documents import DocumentRow, PrintedLineRow

_LINE = ("start", "end", "page", "left", "bottom", "right", "top")


def add_lines(connection: Connection, key: int, lines: Sequence[PrintedLine]) -> None:
    """Store the lines of a printed document, unless it has them already."""
    if lines and not connection.scalar(select(exists().where(PrintedLineRow.document_key == key))):
        rows = [{name: getattr(line, name) for name in _LINE} | {"document_key": key} for line in lines]
        add_rows(connection, PrintedLineRow, rows)


def printed(connection: Connection, keys: Sequence[int]) -> set[int]:
    """Those of some documents that have printed lines."""
    return set(connection.scalars(_printed(), {"keys": keys}))


@cache
def _printed() -> Select[int]:
    has = exists().where(PrintedLineRow.document_key == DocumentRow.key)
    return select(DocumentRow.key).where(DocumentRow.key.in_(bindparam("keys", expanding=True)), has)


def lines_between(connection: Connection, key: int, start: int, end: int) -> list[PrintedLine]:
    """The printed lines of a document that have characters from `start` up to before `end`, in their order."""
    lines = PrintedLineRow.document_key == key
    first = select(PrintedLineRow.start).where(lines, PrintedLineRow.start <= start)
    begins = connection.scalar(first.order_by(PrintedLineRow.start.desc()).limit(1))
    within = lines, PrintedLineRow.start >= (begins or 0), PrintedLineRow.start < end, PrintedLineRow.end > start
    query = select(*(getattr(PrintedLineRow, name) for name in _LINE)).where(*within).order_by(PrintedLineRow.start)
    return [PrintedLine(*row) for row in connection.execute(query)]
