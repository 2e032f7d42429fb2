"""A document compared with the stored ones when it is stored: what it is a copy of, and what is a copy of it."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, func, select, update

from attrib.copies.comparing import Fingerprint, compare, fingerprint
from attrib.store.copies.lookup import Wanted, add_shingles, candidates
from attrib.store.copies.regrouping import regroup
from attrib.store.database.adding import add_rows
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.columns import Row
from attrib.store.schema.copies import CopyRow
from attrib.store.schema.documents import DocumentRow

_COMPARED = (DocumentRow.text, DocumentRow.author, DocumentRow.outlet)


def note_copies(connection: Connection, documents: Mapping[int, Fingerprint]) -> None:
    """Compare documents that were not compared yet, by key, with the stored ones, and group what are copies.

    Each is compared with those before it in the mapping, too.
    """
    wanted = [Wanted(key, own.sampled, of_agency=bool(own.agencies)) for key, own in documents.items()]
    for (key, own), others in zip(documents.items(), candidates(connection, wanted), strict=True):
        if others:
            rows = list(_pairs(connection, key, own, [*others, *_firsts(connection, key, others)]))
            add_rows(connection, CopyRow, rows, unless_known=True)
            if rows:
                regroup(connection, key)
    add_shingles(connection, wanted)


def note_missing(database: Database) -> Iterator[int]:
    """Compare the documents that an attrib before 0.3 has stored, some in a transaction; yields the number of each."""
    with database.session() as session:
        keys = session.scalars(select(DocumentRow.key).where(DocumentRow.shingles.is_(None))).all()
    for some in chunks(keys):
        with database.begin() as connection:
            prints: dict[int, Fingerprint] = {}
            for key in some:
                row = connection.execute(select(*_COMPARED).where(DocumentRow.key == key)).one()
                own = prints[key] = fingerprint(row.text, row.author, row.outlet)
                noted = update(DocumentRow).where(DocumentRow.key == key).values(shingles=len(own.sampled))
                connection.execute(noted)
            note_copies(connection, prints)
        yield len(some)


def uncompared(database: Database) -> int:
    """How many documents were not compared yet: an attrib before 0.3 has stored them."""
    with database.session() as session:
        query = select(func.count()).select_from(DocumentRow).where(DocumentRow.shingles.is_(None))
        return session.scalars(query).one()


def _firsts(connection: Connection, key: int, others: Sequence[int]) -> list[int]:
    """The documents that some are copies of, without those themselves."""
    query = select(DocumentRow.copy_of).where(DocumentRow.key.in_(others), DocumentRow.copy_of.is_not(None)).distinct()
    return [first for first in connection.scalars(query) if first is not None and first not in {key, *others}]


def _pairs(connection: Connection, key: int, own: Fingerprint, others: Sequence[int]) -> Iterator[Row]:
    """The rows of those documents that are copies of a document."""
    for row in connection.execute(select(DocumentRow.key, *_COMPARED).where(DocumentRow.key.in_(others))):
        overlap = compare(own, fingerprint(row.text, row.author, row.outlet))
        if overlap is not None:
            one, other = sorted((key, row.key))
            pair = {"one_key": one, "other_key": other}
            yield pair | {"shared": overlap.shared, "ratio": overlap.ratio, "agency": overlap.agency}
