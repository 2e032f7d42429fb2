"""Groups of copies listed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select, tuple_

from attrib.copies.comparing import Overlap, kind_of
from attrib.copies.grouping import age
from attrib.data.copies import CopyGroup, CopyKind, CopyMember
from attrib.data.dates import DatePrecision
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.naming.terms import term
from attrib.store.schema.copies import CopyRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow

_SHOWN = ("key", "id", "title", "outlet", "location", "record", "url", "published_at", "published_precision", "copy_of")
SqlRow = Row[*tuple[Any, ...]]


def copy_groups(
    database: Database, documents: Sequence[int] | None = None, limit: int | None = None
) -> list[CopyGroup]:
    """The groups of copies, the largest first, or those that some documents belong to."""
    with database.session() as session:
        firsts = _firsts(session, documents, limit)
        members: dict[int, list[SqlRow]] = defaultdict(list)
        for some in chunks(firsts):
            ours = DocumentRow.key.in_(some) | DocumentRow.copy_of.in_(some)
            columns = [getattr(DocumentRow, name) for name in _SHOWN]
            for row in session.execute(select(*columns).where(ours)):
                members[row.copy_of or row.key].append(row)
        return [_group(session, first, members[first]) for first in firsts]


def _firsts(session: Connection, documents: Sequence[int] | None, limit: int | None) -> list[int]:
    """The first documents of groups, those of the largest first."""
    size = func.count()
    query = select(DocumentRow.copy_of).where(DocumentRow.copy_of.is_not(None)).group_by(DocumentRow.copy_of)
    if documents is not None:
        wanted: set[int] = set(documents)
        for some in chunks(documents):
            firsts = session.scalars(select(DocumentRow.copy_of).where(DocumentRow.key.in_(some)))
            wanted |= {first for first in firsts if first is not None}
        query = query.where(DocumentRow.copy_of.in_(wanted))
    return list(session.scalars(query.order_by(size.desc(), DocumentRow.copy_of).limit(limit)))


def _group(session: Connection, first: int, rows: Sequence[SqlRow]) -> CopyGroup:
    overlaps = _overlaps(session, first, [row.key for row in rows])
    statements = _statements(session, [row.key for row in rows])
    outlet = next(row.outlet for row in rows if row.key == first)
    ordered = sorted(rows, key=lambda row: (row.key != first, age(row.published_at, _precision(row), row.key)))
    return CopyGroup(tuple(_member(row, outlet, overlaps.get(row.key), statements) for row in ordered))


def _member(row: SqlRow, outlet: str | None, overlap: Overlap | None, statements: Mapping[int, SqlRow]) -> CopyMember:
    same_outlet = outlet is not None and term(outlet) == term(row.outlet)
    kind: CopyKind | None = kind_of(overlap, same_outlet=same_outlet) if overlap else None
    place = row.url or (row.location if row.record is None else f"{row.location}, record {row.record}")
    counted = statements.get(row.key)
    return CopyMember(
        *(row.id, row.title, row.outlet, place, row.published_at, _precision(row), kind),
        shared=overlap.shared if overlap else None,
        agency=overlap.agency if overlap else None,
        statements=counted.shown if counted else 0,
        copied=counted.copied if counted else 0,
    )


def _overlaps(session: Connection, first: int, keys: Sequence[int]) -> dict[int, Overlap]:
    """What each document has in common with the first."""
    pairs = {(min(first, key), max(first, key)): key for key in keys if key != first}
    found = {}
    for start in range(0, len(pairs), 200):
        some = tuple_(CopyRow.one_key, CopyRow.other_key).in_(list(pairs)[start : start + 200])
        for row in session.execute(select(CopyRow.__table__).where(some)):
            found[pairs[row.one_key, row.other_key]] = Overlap(row.shared, row.ratio, row.agency)
    return found


def _statements(session: Connection, keys: Sequence[int]) -> dict[int, SqlRow]:
    """The numbers of statements that search shows of each document, and of the copied ones among them."""
    copied = func.count().filter(StatementRow.copied).label("copied")
    query = select(StatementRow.document_key, func.count().label("shown"), copied).where(StatementRow.current)
    grouped = query.group_by(StatementRow.document_key)
    return {
        row.document_key: row
        for some in chunks(keys)
        for row in session.execute(grouped.where(StatementRow.document_key.in_(some)))
    }


def _precision(row: SqlRow) -> DatePrecision | None:
    return row.published_precision and DatePrecision(row.published_precision)
