"""Sentence vectors as they are stored, in blocks of signed bytes with a scale each (see `vectors.py`)."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from attrib.store.database.chunks import chunks
from attrib.store.database.streaming import streamed
from attrib.store.schema.search import VectorBlockRow

PARTS = ("numbers", "scales", "vectors")
Numbers = NDArray[np.int64]
Vectors = NDArray[np.float32]
Bytes = NDArray[np.int8]


class Packed(NamedTuple):
    """Vectors as they are stored: the numbers [N] of their statements, the scales [N] and the signed bytes [N, W]."""

    numbers: Numbers
    scales: Vectors
    bytes: Bytes


def packed_of(session: Connection, encoder: str, numbers: Collection[int]) -> Packed:
    """The vectors of some statements; those without one are left out.

    Of every block only the numbers are read, which are a fiftieth of it, and the rest of those that have some.
    """
    wanted = np.array(sorted(numbers), dtype=np.int64)
    found = Packed(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros((0, 0), np.int8))
    if not len(wanted):
        return found
    query = select(VectorBlockRow.number, VectorBlockRow.numbers).where(VectorBlockRow.encoder == encoder)
    places = dict[int, NDArray[np.intp]]()
    for block, some in streamed(session, query):
        held = np.frombuffer(some, dtype="<i8")
        if len(held) and held.min() <= wanted[-1] and held.max() >= wanted[0]:
            places[block] = np.flatnonzero(np.isin(held, wanted))
    blocks = [number for number, here in places.items() if len(here)]
    columns = [getattr(VectorBlockRow, name) for name in ("number", *PARTS)]
    parts = [found]
    for chunk in chunks(blocks):
        rows = streamed(session, select(*columns).where(VectorBlockRow.number.in_(chunk)))
        parts += [_taken(unpacked(*packed), places[number]) for number, *packed in rows]
    return _joined(parts[1:] or parts)


def _taken(packed: Packed, places: NDArray[np.intp]) -> Packed:
    return Packed(packed.numbers[places], packed.scales[places], packed.bytes[places])


def _joined(parts: Sequence[Packed]) -> Packed:
    numbers = np.concatenate([part.numbers for part in parts])
    scales = np.concatenate([part.scales for part in parts])
    return Packed(numbers, scales, np.concatenate([part.bytes for part in parts]))


def packed_blocks(session: Connection, encoder: str) -> Iterator[Packed]:
    """All vectors of an encoder, block by block."""
    query = select(*(getattr(VectorBlockRow, name) for name in PARTS)).where(VectorBlockRow.encoder == encoder)
    for packed in streamed(session, query):
        yield unpacked(*packed)


def unpacked(numbers: bytes, scales: bytes, vectors: bytes) -> Packed:
    """The parts of one block as arrays, which cannot be written to."""
    held = np.frombuffer(numbers, dtype="<i8")
    rows = np.frombuffer(vectors, dtype=np.int8).reshape(len(held), -1)
    return Packed(held, np.frombuffer(scales, dtype="<f4"), rows)
