"""Which utterances may make the same claim as new ones: near in meaning by the stored vectors, or of the same words."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from attrib.store.claims.utterances import keys_of
from attrib.store.database.chunks import chunks
from attrib.store.schema.claims import UtteranceRow
from attrib.store.search.packed_vectors import Bytes, packed_blocks, packed_of

_PIECE = 512  # vectors multiplied at once
Cosines = dict[tuple[int, int], float]
Near = Mapping[int, Mapping[int, float]]
"""Of each statement those near it, by number, with their cosines."""
Floats = NDArray[np.float32]
Products = Callable[[Bytes, Bytes], Floats]
"""From vectors of bytes [N, W] and [M, W] to their products [N, M]."""


def float_products(rows: Bytes, columns: Bytes) -> Floats:
    """The products [N, M] of vectors of bytes [N, W] and [M, W]; exact, as all sums are below 2 ** 24."""
    products: Floats = rows.astype(np.float32) @ columns.astype(np.float32).T
    return products


def near_statements(
    connection: Connection, encoder: str, numbers: Collection[int], least: float, products: Products = float_products
) -> dict[int, dict[int, float]]:
    """The statements with a cosine of at least `least` to some, by number, with it; one pass over all vectors.

    `products` multiplies vectors as they are stored, and gives the same whatever it multiplies with.
    """
    found: dict[int, dict[int, float]] = defaultdict(dict)
    asked, factors, columns = packed_of(connection, encoder, numbers)
    if not len(asked):
        return found
    limits = np.float32(least) / factors
    for held, scales, block in packed_blocks(connection, encoder):
        for start in range(0, len(held), _PIECE):
            some = slice(start, start + _PIECE)
            scaled = products(block[some], columns)
            scaled *= scales[some, None]
            places = np.flatnonzero(scaled >= limits)  # much quicker than nonzero of both axes
            rows, ranks = np.divmod(places, len(asked))
            cosines = scaled.ravel()[places] * factors[ranks]
            for number, other, cosine in zip(asked[ranks], held[some][rows], cosines, strict=True):
                found[int(number)][int(other)] = float(cosine)
    return found


def candidates(connection: Connection, new: Collection[int], homes: Mapping[int, int], near: Near) -> Cosines:
    """The pairs of utterance keys to compare, the lower one first, with their cosines; 0 where only words are the same.

    `new` are keys; `homes` say which utterance the statements in `near` are, of those that are new.
    """
    others = keys_of(connection, {number for found in near.values() for number in found} - homes.keys()) | dict(homes)
    pairs: Cosines = {}
    for number, found in near.items():
        for other, cosine in found.items():
            _add(pairs, new, homes[number], others.get(other), cosine)
    for one, two in _of_same_words(connection, new):
        _add(pairs, new, one, two, 0.0)
    return pairs


def _add(pairs: Cosines, new: Collection[int], one: int, two: int | None, cosine: float) -> None:
    if two is None or one == two or not (one in new or two in new):
        return
    pair = (min(one, two), max(one, two))
    pairs[pair] = max(cosine, pairs.get(pair, 0.0))


def _of_same_words(connection: Connection, new: Collection[int]) -> Iterable[tuple[int, int]]:
    """The pairs of a new utterance and another one with the same folded words."""
    for some in chunks(sorted(new)):
        folded = dict(
            connection.execute(select(UtteranceRow.key, UtteranceRow.folded).where(UtteranceRow.key.in_(some))).all()
        )
        query = select(UtteranceRow.key, UtteranceRow.folded).where(UtteranceRow.folded.in_(set(folded.values())))
        by_words: dict[int, list[int]] = defaultdict(list)
        for key, words in connection.execute(query):
            by_words[words].append(key)
        yield from ((key, other) for key, words in folded.items() for other in by_words[words])
