"""The stored documents that may be copies of a text: those that share enough of its sampled shingles.

A shingle that many articles hold, such as the words below every article of a site, would bring all of them: of each
shingle only the NEAREST documents by key, a digest of the text, are looked at on both sides. Copies share many
shingles, so that some rare one brings them, whichever came first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    Insert,
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
_Count = tuple[int, int, int | None]
"""A document, how many sampled shingles it shares, and how many it has; None where it was not compared yet."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document whose copies are looked for: its key, its sampled shingles, and whether it names an agency."""

    key: int
    sampled: Shingles
    of_agency: bool

    @property
    def least(self) -> float:
        """The share of the smaller sample that a document must have in common with it to be compared."""
        return LEAST_SAMPLED_OF_AGENCY if self.of_agency else LEAST_SAMPLED


def candidates(connection: Connection, wanted: Sequence[Wanted]) -> list[list[int]]:
    """For each of some documents the keys of those it should be compared with, the most alike first.

    The documents have different keys, and `add_shingles` has not been told of them: each is looked for among those
    that it has been told of, and among those before it.
    """
    if connection.dialect.name == "postgresql":
        stored = _counted_at_once(connection, wanted)
    else:
        stored = _counted(connection, wanted)
    found = zip(wanted, stored, _counted_among(wanted), strict=True)
    return [_most_alike(each, [*near, *beside]) for each, near, beside in found]


def add_shingles(connection: Connection, wanted: Sequence[Wanted]) -> None:
    """Let documents be looked up by their sampled shingles; PostgreSQL takes them as two parameters."""
    rows = sorted((each, document.key) for document in wanted for each in document.sampled)
    if connection.dialect.name != "postgresql":
        add_rows(connection, ShingleRow, [{"hash": each, "document_key": key} for each, key in rows])
    elif rows:
        connection.execute(_all_added(), {"hashes": [each for each, _ in rows], "keys": [key for _, key in rows]})


def _most_alike(own: Wanted, found: Iterable[_Count]) -> list[int]:
    """The keys of those documents that share enough with one, of which as many as are compared."""
    shares = {other: shared / min(len(own.sampled), size or len(own.sampled)) for other, shared, size in found}
    near = sorted((-share, other) for other, share in shares.items() if share >= own.least)
    return [other for _, other in near[:MOST_COMPARED]]


def _counted_among(wanted: Sequence[Wanted]) -> Iterator[list[_Count]]:
    """For each document those before it that share shingles."""
    before: dict[int, list[int]] = defaultdict(list)
    sizes = {each.key: len(each.sampled) for each in wanted}
    for each in wanted:
        counts = Counter(chain.from_iterable(before.get(shingle, ()) for shingle in each.sampled))
        yield [(other, number, sizes[other]) for other, number in counts.items()]
        for shingle in each.sampled:
            before[shingle].append(each.key)


@cache
def _all_added() -> Insert:
    each = func.unnest(_numbers("hashes"), _numbers("keys")).table_valued("hash", "document_key")
    return insert(ShingleRow).from_select(["hash", "document_key"], select(each.render_derived(name="added")))


def _numbers(name: str) -> BindParameter[Any]:
    """A parameter of any number of whole numbers."""
    numbers: TypeEngine[Any] = ARRAY(BigInteger)
    return bindparam(name, type_=numbers)


def _counted(connection: Connection, wanted: Sequence[Wanted]) -> list[list[_Count]]:
    """For each of some documents those that hold shingles near its key."""
    counts = [Counter(_holders(connection, each.key, each.sampled)) for each in wanted]
    sizes: dict[int, int | None] = {}
    for keys in chunks({other for each in counts for other in each}):
        query = select(DocumentRow.key, DocumentRow.shingles).where(DocumentRow.key.in_(keys))
        sizes |= dict(connection.execute(query).all())
    return [[(other, number, sizes.get(other)) for other, number in each.items()] for each in counts]


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
    at: BindParameter[int] = bindparam("key", type_=BigInteger)
    each = (_on_both_sides(bindparam(f"hash{place}"), at) for place in range(number))
    return union_all(*(select(near.subquery().c.document_key) for near in chain.from_iterable(each)))


def _counted_at_once(connection: Connection, wanted: Sequence[Wanted]) -> list[list[_Count]]:
    """The same, of those documents alone that may be compared with it."""
    rows = [(each.key, shingle, len(each.sampled)) for each in wanted for shingle in sorted(each.sampled)]
    found: dict[int, list[_Count]] = {each.key: [] for each in wanted}
    if rows:
        keys, hashes, sizes = zip(*rows, strict=True)
        values = {"keys": list(keys), "hashes": list(hashes), "sizes": list(sizes)}
        for own, other, number, size in connection.execute(_all_at_once(), values):
            found[own].append((other, number, size))
    return list(found.values())


@cache
def _all_at_once() -> Select[int, int, int, int | None]:
    """One statement in place of one for each few shingles and their documents: SQLite has no lateral joins."""
    each = func.unnest(_numbers("keys"), _numbers("hashes"), _numbers("sizes"))
    asked = each.table_valued("own_key", "hash", "size").render_derived(name="wanted")
    sides = (side.correlate(asked).subquery().select() for side in _on_both_sides(asked.c.hash, asked.c.own_key))
    near = union_all(*sides).lateral("near")
    key = near.c.document_key
    fewest = func.least(asked.c.size, func.coalesce(func.nullif(DocumentRow.shingles, 0), asked.c.size))
    return (
        select(asked.c.own_key, key, func.count(), DocumentRow.shingles)
        .select_from(asked.join(near, true()).join(DocumentRow, DocumentRow.key == key))
        .group_by(asked.c.own_key, key, asked.c.size, DocumentRow.shingles)
        .having(func.count() >= min(LEAST_SAMPLED, LEAST_SAMPLED_OF_AGENCY) * fewest - _ROUNDING)
    )


def _on_both_sides(wanted: ColumnElement[int], at: ColumnElement[int]) -> tuple[Select[int], Select[int]]:
    """The NEAREST documents before a key that hold a shingle, and after it."""
    key = ShingleRow.document_key
    holds = select(key).where(ShingleRow.hash == wanted).limit(NEAREST)
    return holds.where(key < at).order_by(key.desc()), holds.where(key > at).order_by(key)
