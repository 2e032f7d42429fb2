"""Sentence vectors of statements whose words have become others: they are taken out, so that no search goes by them."""

from sqlalchemy import Connection, delete, select, update

from attrib.store.database.streaming import streamed
from attrib.store.schema.search import VectorBlockRow

_WIDTHS = {"numbers": 8, "scales": 4}  # bytes a statement; those of `vectors` depend on the encoder


def drop_vectors(connection: Connection, number: int) -> None:
    """Take the vectors of a statement, of every encoder, out of their blocks; `embed_added` makes them anew."""
    packed = number.to_bytes(8, "little", signed=True)
    # On PostgreSQL an ingest may be joining the block that holds it: then it stands in another one afterwards.
    while holding := _holding(connection, packed):
        for block in holding:
            _cut(connection, block, packed)


def _holding(connection: Connection, packed: bytes) -> list[int]:
    """The blocks that have a vector of the statement."""
    query = select(VectorBlockRow.number, VectorBlockRow.numbers)
    return [block for block, numbers in streamed(connection, query) if _place(numbers, packed) is not None]


def _place(numbers: bytes, packed: bytes) -> int | None:
    """Which of a block's statements it is."""
    at = numbers.find(packed)
    while at % 8 and at >= 0:
        at = numbers.find(packed, at + 1)
    return None if at < 0 else at // 8


def _cut(connection: Connection, block: int, packed: bytes) -> None:
    here = VectorBlockRow.number == block
    columns = (VectorBlockRow.numbers, VectorBlockRow.scales, VectorBlockRow.vectors)
    locked = select(*columns, VectorBlockRow.count.label("size")).where(here).with_for_update()
    row = connection.execute(locked).one_or_none()
    place = None if row is None else _place(row.numbers, packed)
    if row is None or place is None:
        return
    if row.size == 1:
        connection.execute(delete(VectorBlockRow).where(here))
        return
    widths = _WIDTHS | {"vectors": len(row.vectors) // row.size}
    parts = {name: getattr(row, name) for name in widths}
    left = {name: part[: place * widths[name]] + part[(place + 1) * widths[name] :] for name, part in parts.items()}
    connection.execute(update(VectorBlockRow).where(here).values(left | {"count": row.size - 1}))
