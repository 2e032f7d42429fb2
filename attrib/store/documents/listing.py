"""Finding documents: those that hold what a search finds, and one by its id, its place or a statement of it."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, false, func, or_, select, true

from attrib.data import NEAREST, SORTS, DatePrecision, StatementQuery
from attrib.data.document_edits import DocumentSummary
from attrib.errors import AmbiguousNameError, NotFoundError, SettingsError
from attrib.store.database.session import Database
from attrib.store.naming.terms import term
from attrib.store.schema.base import aliased
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow
from attrib.store.search.documents import documents_at, documents_from, documents_titled
from attrib.store.search.filters import conditions
from attrib.store.statements.ids import beginning_with

_NEWER = aliased(DocumentRow)
_MOST_LISTED = 5
_FEWEST_DIGITS = 6
_SORTS = ("-date", "date", NEAREST)  # a topic brings NEAREST along; documents come by date then too


def list_documents(
    database: Database, query: StatementQuery, *, hidden: bool = False, limit: int | None = None
) -> list[DocumentSummary]:
    """The documents that fit a query, the newest by date first, with the sort "date" the oldest; undated ones last.

    Filters of documents hold for those without statements too; any other filter keeps the documents with a statement
    that fits all. `hidden` asks for deleted and replaced documents instead. Raises as `search`, and SettingsError for
    an order that statements alone have.
    """
    if query.sort not in _SORTS:
        raise SettingsError(f"documents have no order {query.sort!r}; sort them by date or -date")
    date = DocumentRow.published_at
    with database.session() as session:
        keys = fitting(session, query, hidden=hidden)
        order = (date.is_(None), date.asc() if query.sort == "date" else date.desc(), DocumentRow.key)
        rows = session.execute(_summaries().where(*keys).order_by(*order).limit(limit)).all()
    return [_summary(row) for row in rows]


def fitting(session: Connection, query: StatementQuery, *, hidden: bool) -> list[ColumnElement[bool]]:
    """The conditions on documents that fit a query, or are hidden too."""
    hiding = or_(DocumentRow.deleted == true(), DocumentRow.replaced_by.is_not(None))
    found = [hiding if hidden else ~hiding]
    if query.document:
        found.append(DocumentRow.key.in_(documents_at(session, query.document)))
    if query.title:
        found.append(DocumentRow.key.in_(documents_titled(session, query.title)))
    if query.url:
        found.append(DocumentRow.key.in_(documents_from(query.url)))
    of_statements = replace(
        query, document=(), title=(), url=(), outlet=(), since=None, until=None, sort=SORTS[0], limit=None
    )
    if of_statements != StatementQuery() or (query.since or query.until) or query.outlet:
        asked = conditions(session, replace(query, limit=None))
        with_statement = DocumentRow.key.in_(select(StatementRow.document_key).where(*asked))
        if of_statements != StatementQuery():
            return [*found, with_statement]
        found.append(or_(with_statement, DocumentRow.key.in_(_silent(session, query))))
    return found


def _silent(session: Connection, query: StatementQuery) -> Sequence[int]:
    """Documents without a statement that search shows, by outlet and date."""
    spoken = select(StatementRow.number).where(StatementRow.document_key == DocumentRow.key, StatementRow.current)
    columns = (DocumentRow.key, DocumentRow.outlet, DocumentRow.published_at)
    rows = session.execute(select(*columns).where(~spoken.exists())).all()
    wanted = [f" {term(name)} " for name in query.outlet]
    return [
        row.key
        for row in rows
        if (not wanted or any(words in f" {term(row.outlet) or ''} " for words in wanted))
        and (query.since is None or (row.published_at is not None and row.published_at >= query.since))
        and (query.until is None or (row.published_at is not None and row.published_at < query.until))
    ]


def find_documents(database: Database, names: Sequence[str]) -> list[int]:
    """The keys of the documents of some names. Raises as `find_document`."""
    with database.session() as session:
        return [find_document(session, name) for name in names]


def find_document(session: Connection, name: str) -> int:
    """The key of the document of an id or its first digits, a place as documents_at takes it, or a statement's id.

    A whole path or address comes before a part of one. Raises NotFoundError, and AmbiguousNameError with the documents.
    """
    shown = name.strip()
    exact = select(DocumentRow.key).where(or_(DocumentRow.location == shown, DocumentRow.url == shown))
    keys = session.scalars(exact.where(DocumentRow.deleted == false(), DocumentRow.replaced_by.is_(None))).all()
    if not keys:
        try:
            there = documents_at(session, [shown])
            keys = session.scalars(select(DocumentRow.key).where(DocumentRow.key.in_(there))).all()
        except NotFoundError:
            keys = _of_statement(session, shown)
            if not keys:
                raise
    if len(keys) > 1:
        rows = session.execute(_summaries().where(DocumentRow.key.in_(keys)).limit(_MOST_LISTED)).all()
        listed = ", ".join(f"{row.id[:8]} {row.location}" for row in rows)
        more = ", …" if len(keys) > _MOST_LISTED else ""
        raise AmbiguousNameError(f"{name!r} fits several documents: {listed}{more}; give an id")
    return keys[0]


def _of_statement(session: Connection, digits: str) -> list[int]:
    """The document of the statement whose id starts so; empty where there is none."""
    if len(digits) < _FEWEST_DIGITS:
        return []
    try:
        number = beginning_with(session, digits)[1]
    except NotFoundError:
        return []
    return list(session.scalars(select(StatementRow.document_key).where(StatementRow.number == number)))


def summary_of(session: Connection, key: int) -> DocumentSummary:
    """One document, hidden or not."""
    return _summary(session.execute(_summaries().where(DocumentRow.key == key)).one())


def _summaries() -> Select[*tuple[Any, ...]]:
    count = select(func.count()).where(StatementRow.document_key == DocumentRow.key, StatementRow.current == true())
    columns = [getattr(DocumentRow, name) for name in _COLUMNS]
    query = select(
        DocumentRow.id,
        *columns,
        func.length(DocumentRow.text).label("characters"),
        count.correlate(DocumentRow).scalar_subquery().label("statements"),
        _NEWER.id.label("replaced_by"),
    )
    return query.outerjoin(_NEWER, _NEWER.key == DocumentRow.replaced_by)


def _summary(row: Row[*tuple[Any, ...]]) -> DocumentSummary:
    values = {name: row._mapping[name] for name in (*_COLUMNS, "characters", "statements", "replaced_by")}
    for name in ("published_precision", "modified_precision"):
        values[name] = values[name] and DatePrecision(values[name])
    return DocumentSummary(**values | {"sha256": row.id})


_COLUMNS = tuple(
    item.name
    for item in fields(DocumentSummary)
    if item.name not in ("sha256", "characters", "statements", "replaced_by")
)
