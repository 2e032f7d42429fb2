"""The stored documents that may be copies of a text: those that share enough of its sampled shingles.

A shingle that many articles hold, such as the words below every article of a site, would bring all of them: of each
shingle only the NEAREST documents by key, a digest of the text, are looked at on both sides. Copies share many
shingles, so that some rare one brings them, whichever came first.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Float,
    Insert,
    Integer,
    Select,
    bindparam,
    func,
    insert,
    select,
    true,
    union_all,
)
from sqlalchemy.types import TypeEngine

from attrib.copies.shingles import Shingles
from attrib.store.database.adding import add_rows
from attrib.store.database.chunks import chunks
from attrib.store.schema.copies import ShingleRow
from attrib.store.schema.documents import DocumentRow

NEAREST = 50
"""Documents on each side of a key that one shingle brings."""
LEAST_SAMPLED = 0.3
"""The share of sampled shingles from which on two texts are compared: of halves of a text hardly one has less."""
LEAST_SAMPLED_OF_AGENCY = 0.12
MOST_COMPARED = 20
"""Documents that one is compared with, the most alike first."""
_TOGETHER = 16  # shingles of one query
_ROUNDING = 1e-6


def candidates(connection: Connection, key: int, sampled: Shingles, *, of_agency: bool) -> list[int]:
    """The keys of the documents that a document should be compared with, the most alike first."""
    least = LEAST_SAMPLED_OF_AGENCY if of_agency else LEAST_SAMPLED
    if connection.dialect.name == "postgresql":
        found = _counted_at_once(connection, key, sampled, least)
    else:
        found = _counted(connection, key, sampled)
    shares = {other: shared / min(len(sampled), size or len(sampled)) for other, shared, size in found}
    near = sorted((-share, other) for other, share in shares.items() if share >= least)
    return [other for _, other in near[:MOST_COMPARED]]


def add_shingles(connection: Connection, key: int, sampled: Shingles) -> None:
    """Let a document be looked up by its sampled shingles; PostgreSQL takes them as one parameter."""
    if connection.dialect.name == "postgresql":
        connection.execute(_all_added(), {"key": key, "hashes": sorted(sampled)})
    else:
        add_rows(connection, ShingleRow, [{"hash": each, "document_key": key} for each in sorted(sampled)])


@cache
def _all_added() -> Insert:
    rows = select(func.unnest(_hashes()), bindparam("key", type_=BigInteger))
    return insert(ShingleRow).from_select(["hash", "document_key"], rows)


def _hashes() -> BindParameter[Any]:
    """The parameter of any number of shingles."""
    numbers: TypeEngine[Any] = ARRAY(BigInteger)
    return bindparam("hashes", type_=numbers)


def _counted(connection: Connection, key: int, sampled: Shingles) -> list[tuple[int, int, int | None]]:
    """The documents that hold shingles near a key: how many, and how many each has."""
    counts = Counter(other for other in _holders(connection, key, sampled))
    sizes: dict[int, int | None] = {}
    for keys in chunks(counts):
        query = select(DocumentRow.key, DocumentRow.shingles).where(DocumentRow.key.in_(keys))
        sizes |= dict(connection.execute(query).all())
    return [(other, number, sizes.get(other)) for other, number in counts.items()]


def _holders(connection: Connection, key: int, sampled: Shingles) -> Iterator[int]:
    """The documents that hold each shingle, near a key."""
    ordered = sorted(sampled)
    for start in range(0, len(ordered), _TOGETHER):
        some = ordered[start : start + _TOGETHER]
        values = {f"hash{number}": each for number, each in enumerate(some)}
        yield from connection.scalars(_query(len(some)), {"key": key, **values})


@cache
def _query(number: int) -> CompoundSelect[int]:
    """The documents before and after a key that hold each of some shingles."""
    each = (_on_both_sides(bindparam(f"hash{place}")) for place in range(number))
    return union_all(*(select(near.subquery().c.document_key) for near in chain.from_iterable(each)))


def _counted_at_once(
    connection: Connection, key: int, sampled: Shingles, least: float
) -> list[tuple[int, int, int | None]]:
    """The same of those documents that hold at least such a share of the smaller sample."""
    values = {"key": key, "hashes": sorted(sampled), "own": len(sampled), "least": least}
    return [(row[0], row[1], row[2]) for row in connection.execute(_all_at_once(), values)]


@cache
def _all_at_once() -> Select[int, int, int | None]:
    """One statement in place of one for each few shingles and their documents: SQLite has no lateral joins."""
    each = func.unnest(_hashes()).table_valued("hash").render_derived(name="wanted")
    sides = (side.correlate(each).subquery().select() for side in _on_both_sides(each.c.hash))
    near = union_all(*sides).lateral("near")
    key = near.c.document_key
    own = bindparam("own", type_=Integer)
    fewest = func.least(own, func.coalesce(func.nullif(DocumentRow.shingles, 0), own))
    return (
        select(key, func.count(), DocumentRow.shingles)
        .select_from(each.join(near, true()).join(DocumentRow, DocumentRow.key == key))
        .group_by(key, DocumentRow.shingles)
        .having(func.count() >= bindparam("least", type_=Float) * fewest - _ROUNDING)
    )


def _on_both_sides(wanted: ColumnElement[int]) -> tuple[Select[int], Select[int]]:
    """The NEAREST documents before a key that hold a shingle, and after it."""
    key = ShingleRow.document_key
    at: BindParameter[int] = bindparam("key", type_=BigInteger)
    holds = select(key).where(ShingleRow.hash == wanted).limit(NEAREST)
    return holds.where(key < at).order_by(key.desc()), holds.where(key > at).order_by(key)
