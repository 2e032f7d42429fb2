"""Which utterances may make the same claim as new ones: near in meaning by the stored vectors, or of the same words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import numpy as np
from sqlalchemy import Connection, select

from attrib.store.claims.utterances import keys_of
from attrib.store.database.chunks import chunks
from attrib.store.schema.claims import UtteranceRow
from attrib.store.schema.search import VectorBlockRow
from attrib.store.search.vectors import Vectors

_PIECE = 2048  # vectors multiplied at once
Cosines = dict[tuple[int, int], float]


def near_statements(
    connection: Connection, encoder: str, vectors: Mapping[int, Vectors], least: float
) -> dict[int, dict[int, float]]:
    """The statements with a cosine of at least `least` to some, by number, with it; one pass over all vectors."""
    found: dict[int, dict[int, float]] = defaultdict(dict)
    if not vectors:
        return found
    numbers, matrix = sorted(vectors), np.stack([vectors[number] for number in sorted(vectors)])
    columns = (VectorBlockRow.numbers, VectorBlockRow.scales, VectorBlockRow.vectors)
    query = select(*columns).where(VectorBlockRow.encoder == encoder).execution_options(yield_per=16)
    for some, scales, packed in connection.execute(query):
        held, scale = np.frombuffer(some, dtype="<i8"), np.frombuffer(scales, dtype="<f4")
        block = np.frombuffer(packed, dtype=np.int8).reshape(len(held), -1)
        for start in range(0, len(held), _PIECE):
            rows = block[start : start + _PIECE].astype(np.float32)
            cosines = (rows @ matrix.T) * scale[start : start + _PIECE, None]
            for row, column in zip(*np.nonzero(cosines >= least), strict=True):
                found[numbers[column]][int(held[start + row])] = float(cosines[row, column])
    return found


def candidates(
    connection: Connection, new: Collection[int], homes: Mapping[int, int], near: Mapping[int, Mapping[int, float]]
) -> Cosines:
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
