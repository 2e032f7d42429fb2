"""From extractions made elsewhere to the database: the rows that one ingest of all the documents would store."""

from collections.abc import Generator, Iterable, Iterator, Sequence

from attrib.data.shards import ShardRow
from attrib.data.vectors import SentenceVectors
from attrib.services.ingest import FATES, JOINED, MOST_SMALL, Fate, Outcome, Sorter
from attrib.store.database.session import Database
from attrib.store.save import save_many

TOGETHER = JOINED // 2
"""Extractions of a transaction: a stop loses so many, and the next load stores them."""


def load(rows: Iterable[ShardRow], database: Database) -> Generator[Outcome, None, None]:
    """Store documents with what was found in them; an outcome for each.

    What the database holds already is left as it is, so that loading twice, or again after a stop, changes nothing.
    Ids are those of an ingest; loaded in the order of the input, so are all rows. Raises StoreError.
    """
    from attrib.store.search.vectors import join_blocks  # with numpy, which takes time to import

    number, encoders = 0, dict[str, None]()
    for chunk in _chunks(rows):
        encoders |= {row.vectors.encoder: None for row in chunk if row.vectors is not None}
        yield from _store(chunk, database)
        number += sum(row.extraction is not None for row in chunk)
        if number % JOINED == 0:
            for encoder in encoders:
                join_blocks(database, encoder)
    for encoder in encoders:
        join_blocks(database, encoder, most_small=MOST_SMALL)


def _store(chunk: Sequence[ShardRow], database: Database) -> Iterator[Outcome]:
    """Store rows whose extractions are of one run, those that are new in one transaction."""
    runs = frozenset(row.extraction.run.id for row in chunk if row.extraction is not None)
    read = {id(row.document): row for row in chunk}
    sorter = Sorter(runs, database, lambda document: read[id(document)].extraction is not None, strict=False)
    new = [read[id(document)] for document in sorter.documents(row.document for row in chunk)]
    yield from sorter.decided()
    extractions = [row.extraction for row in new if row.extraction is not None]
    saved = save_many(database, extractions, _vectors(new)) if extractions else []
    for extraction, each in zip(extractions, saved, strict=True):
        fate = FATES[each]
        stored = 0 if fate in (Fate.UNCHANGED, Fate.CORRECTED) else len(extraction.statements)
        yield Outcome(extraction.document, fate, stored)


def _vectors(rows: Sequence[ShardRow]) -> SentenceVectors | None:
    """The sentence vectors of some rows, which all have them of one encoder or none."""
    made = [row.vectors for row in rows if row.vectors is not None]
    if not made:
        return None
    return SentenceVectors(made[0].encoder, {key: vector for each in made for key, vector in each.vectors.items()})


def _chunks(rows: Iterable[ShardRow]) -> Iterator[list[ShardRow]]:
    """Neighbouring rows of one run and encoder, with TOGETHER extractions."""
    chunk: list[ShardRow] = []
    extracted = 0
    run: str | None = None
    encoder: str | None = None
    for row in rows:
        own = run if row.extraction is None else row.extraction.run.id
        other = encoder if row.vectors is None else row.vectors.encoder
        if extracted == TOGETHER or (run or own, encoder or other) != (own, other):
            yield chunk
            chunk, extracted = [], 0
        chunk.append(row)
        extracted += row.extraction is not None
        run, encoder = own, other
    if chunk:
        yield chunk
