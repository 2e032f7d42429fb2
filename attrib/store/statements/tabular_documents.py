"""What the rows of a table share: documents by key, with the cells of each made once and the beginning of its text."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, select

from attrib.data import DatePrecision, SaidDates
from attrib.data.records import cite, place_of
from attrib.data.tabular import TabularDocument
from attrib.store.schema.documents import DocumentRow
from attrib.store.statements.occasions import published_dates
from attrib.store.statements.printed_lines import printed

_HELD = 100_000
"""Characters of the beginning of a text that are read once for all its statements; what lies behind, piece by piece."""


class _FoundDocument(NamedTuple):
    """The columns of a document that cells are made of, by their names, and the beginning of its text."""

    key: int
    id: str
    location: str
    record: int | None
    title: str | None
    url: str | None
    outlet: str | None
    author: str | None
    published_at: datetime | None
    published_original: str | None
    published_precision: str | None
    raw_sha256: str | None
    archive_url: str | None
    modified_at: datetime | None
    modified_precision: str | None
    beginning: str


class SharedDocument(NamedTuple):
    """A document with the beginning of its text and the dates that stand in where a statement tells no time."""

    shown: TabularDocument
    citation: str
    beginning: str
    published: SaidDates | None
    printed: bool


def documents_of(session: Connection, keys: Sequence[int]) -> Mapping[int, SharedDocument]:
    """The documents with some keys, by key."""
    rows = session.execute(_beginnings(), {"keys": keys}).all()
    with_lines = printed(session, keys)
    return {row[0]: _document(_FoundDocument._make(row), printed=row[0] in with_lines) for row in rows}


@cache
def _beginnings() -> Select[*tuple[Any, ...]]:
    columns = (DocumentRow.__table__.c[name] for name in _FoundDocument._fields[:-1])
    query = select(*columns, func.substr(DocumentRow.text, 1, _HELD))
    return query.where(DocumentRow.key.in_(bindparam("keys", expanding=True)))


def _document(row: _FoundDocument, *, printed: bool) -> SharedDocument:
    shown = TabularDocument(
        document_sha256=row.id, title=row.title, outlet=row.outlet, author=row.author, url=row.url,
        document=place_of(row.location, row.record), published_at=row.published_at,
        published_precision=DatePrecision(row.published_precision) if row.published_precision else None,
        raw_sha256=row.raw_sha256, archive_url=row.archive_url, modified_at=row.modified_at,
        modified_precision=DatePrecision(row.modified_precision) if row.modified_precision else None,
    )  # fmt: skip
    published = published_dates(row.published_at, row.published_original, row.published_precision)
    return SharedDocument(shown, cite(shown), row.beginning, published, printed)
