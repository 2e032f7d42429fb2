"""Sentence vectors of statements, packed in blocks in the database: a million are searched in a fraction of a second.

A vector is stored as signed bytes and a scale, with an error of less than 0.002 in a cosine: a quarter of the size of
single precision, and ten times as fast to search as half precision. The transaction that stores a document writes its
vectors as one small block; small blocks are joined into large ones from time to time. Statements are never deleted and
their numbers never reused, so a block never becomes invalid; a corrected quote loses its vector and gets another one.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, true, update

from attrib.store.database.session import Database
from attrib.store.database.streaming import streamed
from attrib.store.schema.columns import Row
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.search import VectorBlockRow
from attrib.store.schema.statements import SHOWN_OR_NOT, StatementRow
from attrib.store.search.packed_vectors import PARTS, Numbers, Vectors, packed_of
from attrib.store.statements.records import records

BLOCK = 4096  # vectors in a large block
_SMALL = BLOCK // 2
_MOST_SMALL = 256  # small blocks; more are joined immediately
_PIECE = 512  # vectors multiplied at once, which fit a core's cache in single precision
_DOCUMENTS = 40  # documents whose statements are encoded together


class Encoder(Protocol):
    """An encoder of sentences as vectors; vectors of encoders with the same `id` can be compared."""

    @property
    def id(self) -> str: ...

    def encode(self, texts: Sequence[str], /) -> Vectors: ...


def add_vectors(connection: Connection, encoder: str, vectors: Mapping[int, Vectors]) -> None:
    """Store unit vectors by statement number, as one block."""
    if vectors:
        connection.execute(insert(VectorBlockRow), [block_row(encoder, vectors)])


def block_row(encoder: str, vectors: Mapping[int, Vectors]) -> Row:
    """The row of one block of unit vectors, at least one, by statement number."""
    numbers = sorted(vectors)
    matrix = np.stack([vectors[number] for number in numbers])
    scales = np.maximum(np.abs(matrix).max(axis=1), 1e-9) / 127
    return {"encoder": encoder, "count": len(numbers), "numbers": np.array(numbers, dtype="<i8").tobytes(),
            "scales": scales.astype("<f4").tobytes(),
            "vectors": np.rint(matrix / scales[:, None]).astype(np.int8).tobytes()}  # fmt: skip


def similarities(session: Connection, encoder: str, vector: Vectors) -> tuple[Numbers, Vectors]:
    """The numbers [N] of all statements with vectors, ascending, and their cosines [N] with a unit vector."""
    columns = (VectorBlockRow.numbers, VectorBlockRow.scales, VectorBlockRow.vectors)
    query = select(*columns).where(VectorBlockRow.encoder == encoder)
    numbers, cosines = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float32)]
    piece = np.empty((_PIECE, len(vector)), dtype=np.float32)
    for some, scales, packed in streamed(session, query):
        matrix = np.frombuffer(packed, dtype=np.int8).reshape(-1, len(vector))
        numbers.append(np.frombuffer(some, dtype="<i8"))
        for start in range(0, len(matrix), _PIECE):
            rows = matrix[start : start + _PIECE]
            piece[: len(rows)] = rows
            cosines.append(piece[: len(rows)] @ vector)
        scale = np.frombuffer(scales, dtype="<f4")
        pieces = -(-len(matrix) // _PIECE)
        cosines[-pieces:] = [np.concatenate(cosines[-pieces:]) * scale]
    all_numbers = np.concatenate(numbers)
    order = np.argsort(all_numbers, kind="stable")
    return all_numbers[order], np.concatenate(cosines)[order]


def vectors_of(session: Connection, encoder: str, numbers: Collection[int]) -> dict[int, Vectors]:
    """The vectors [width] of some statements, by number; those without one are left out."""
    held, scales, packed = packed_of(session, encoder, numbers)
    return dict(zip(held.tolist(), packed.astype(np.float32) * scales[:, None], strict=True))


def join_blocks(database: Database, encoder: str, *, most_small: int = _MOST_SMALL) -> None:
    """Join small blocks into large ones if there are more than `most_small`."""
    small = (VectorBlockRow.encoder == encoder, VectorBlockRow.count < _SMALL)
    with database.session() as session:
        counted = select(func.count()).select_from(VectorBlockRow).where(*small)
        if session.scalars(counted).one() <= most_small:
            return
    with database.begin() as connection:
        # On PostgreSQL another ingest may be joining some of them; it keeps those.
        columns = [getattr(VectorBlockRow, name) for name in ("number", *PARTS)]
        query = select(*columns, VectorBlockRow.count.label("size")).where(*small).order_by(VectorBlockRow.number)
        rows = connection.execute(query.with_for_update(skip_locked=True)).all()
        for start, end in _groups([row.size for row in rows]):
            joined = {name: b"".join(getattr(row, name) for row in rows[start:end]) for name in PARTS}
            count = sum(row.size for row in rows[start:end])
            gone = [row.number for row in rows[start:end]]
            connection.execute(delete(VectorBlockRow).where(VectorBlockRow.number.in_(gone)))
            connection.execute(insert(VectorBlockRow), [joined | {"encoder": encoder, "count": count}])


def _groups(counts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of two or more neighbours that together make one block."""
    start = total = 0
    for end, count in enumerate(counts, 1):
        total += count
        if total >= BLOCK or end == len(counts) or end - start == BLOCK:
            if end - start > 1:
                yield start, end
            start, total = end, 0


def lacking(database: Database, encoder: str) -> int:
    """The number of documents with shown statements that lack vectors of this encoder."""
    with database.session() as session:
        return session.scalars(select(func.count()).select_from(ExtractionRow).where(*_lacking(encoder))).one()


def _lacking(encoder: str) -> tuple[ColumnElement[bool], ...]:
    without = func.coalesce(ExtractionRow.vectors, "") != encoder
    return ExtractionRow.current == true(), ExtractionRow.statements > 0, without


def embed_lacking(database: Database, open_encoder: Callable[[], Encoder], encoder: str) -> Iterator[int]:
    """Add missing vectors to shown statements, in the order of documents; yields numbers of statements done.

    Each transaction covers a few documents, so that a stop loses little; the next call does the rest.
    """
    opened: Encoder | None = None
    while True:
        with database.session() as session:
            query = select(ExtractionRow.document_key, ExtractionRow.run_id).where(*_lacking(encoder))
            extractions = session.execute(query.order_by(ExtractionRow.document_key).limit(_DOCUMENTS)).all()
            numbers = {(key, run): session.scalars(_of(key, run)).all() for key, run in extractions}
            all_numbers = [number for some in numbers.values() for number in some]
            quotes = [record.quote for record in records(session, all_numbers)]
        if not extractions:
            break
        opened = opened or open_encoder()
        vectors = dict(zip(all_numbers, opened.encode(quotes), strict=True))
        with database.begin() as connection:
            done = [number for pair, some in numbers.items() if mark(connection, *pair, encoder) for number in some]
            add_vectors(connection, encoder, {number: vectors[number] for number in done})
        join_blocks(database, encoder)
        yield len(done)
    join_blocks(database, encoder, most_small=1)


def _of(document: int, run: str) -> Select[int]:
    here = SHOWN_OR_NOT, StatementRow.document_key == document, StatementRow.run_id == run
    return select(StatementRow.number).where(*here).order_by(StatementRow.number)


def mark(connection: Connection, document: int, run: str, encoder: str) -> bool:
    """Record that the statements of an extraction have their vectors; False if they had them already."""
    here = ExtractionRow.document_key == document, ExtractionRow.run_id == run
    without = func.coalesce(ExtractionRow.vectors, "") != encoder
    return connection.execute(update(ExtractionRow).where(*here, without).values(vectors=encoder)).rowcount == 1
