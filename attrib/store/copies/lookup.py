"""The stored documents that may be copies of a text: those that share enough of its sampled shingles.

A shingle that many articles hold, such as the words below every article of a site, would bring all of them: of each
shingle only the NEAREST documents by key, a digest of the text, are looked at on both sides. Copies share many
shingles, so that some rare one brings them, whichever came first.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from sqlalchemy import BindParameter, CompoundSelect, Connection, bindparam, select, union_all

from attrib.copies.shingles import Shingles
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


def candidates(connection: Connection, key: int, sampled: Shingles, *, of_agency: bool) -> list[int]:
    """The keys of the documents that a document should be compared with, the most alike first."""
    counts = Counter(other for other in _holders(connection, key, sampled))
    least = LEAST_SAMPLED_OF_AGENCY if of_agency else LEAST_SAMPLED
    some = [other for other, number in counts.items() if number >= least * _fewest(sampled, number)]
    sizes: dict[int, int | None] = {}
    for keys in chunks(some):
        query = select(DocumentRow.key, DocumentRow.shingles).where(DocumentRow.key.in_(keys))
        sizes |= dict(connection.execute(query).all())
    shares = {other: counts[other] / min(len(sampled), sizes.get(other) or len(sampled)) for other in some}
    near = sorted((-share, other) for other, share in shares.items() if share >= least)
    return [other for _, other in near[:MOST_COMPARED]]


def _fewest(sampled: Shingles, number: int) -> int:
    """The fewest shingles that the smaller of two samples may have: as many as are shared, or more."""
    return min(len(sampled), number)


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
    key = ShingleRow.document_key
    at: BindParameter[int] = bindparam("key")
    return union_all(
        *(
            select(near.subquery().c.document_key)
            for each in range(number)
            for holds in (select(key).where(ShingleRow.hash == bindparam(f"hash{each}")).limit(NEAREST),)
            for near in (holds.where(key < at).order_by(key.desc()), holds.where(key > at).order_by(key))
        )
    )
