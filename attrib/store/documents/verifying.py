"""Stored documents as they are to be checked: text, capture, and statements with the spans they were stored with."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from attrib.data import Span, Spans, Statement, StatementQuery, StatementType, statement_id
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.documents.listing import find_document, fitting
from attrib.store.schema.base import document_key
from attrib.store.schema.columns import MAX_INDEXED
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.search import SearchTextRow
from attrib.store.schema.statements import SpanRow, StatementRow
from attrib.text.folding import fold

Parts = dict[str, Spans]
_STATEMENT = tuple(getattr(StatementRow, name) for name in ("number", "id", "run_id", "type", "machine", "added"))

TOGETHER = 50
"""Documents that are read at once."""


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement of a document: its id, content, and what is wrong with its spans, if anything is."""

    id: str
    content: Spans
    current: bool
    objection: str | None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document to check. `sound` says whether its text has the hash that names it."""

    sha256: str
    text: str
    location: str
    record: int | None
    url: str | None
    raw_sha256: str | None
    sound: bool
    statements: tuple[StoredStatement, ...]

    @property
    def place(self) -> str:
        """Where it was read."""
        return self.location if self.record is None else f"{self.location}, record {self.record}"


def documents_to_verify(database: Database, query: StatementQuery, names: Sequence[str]) -> list[int]:
    """The keys of the documents with some names, of those that fit a query, or of all, file by file.

    Raises as `find_document` and `search`.
    """
    with database.session() as session:
        if names:
            return list(dict.fromkeys(find_document(session, name) for name in names))
        keys = select(DocumentRow.key).order_by(DocumentRow.location, DocumentRow.record, DocumentRow.key)
        if query != StatementQuery(sort=query.sort):
            keys = keys.where(*fitting(session, query, hidden=False))
        return list(session.scalars(keys))


def stored_documents(database: Database, keys: Sequence[int]) -> Iterator[StoredDocument]:
    """Documents by their keys, in that order; TOGETHER are read at once, so that where one fails these all do.

    Raises KeyError for a key that no document has.
    """
    for start in range(0, len(keys), TOGETHER):
        some = keys[start : start + TOGETHER]
        with database.session() as session:
            columns = select(DocumentRow.__table__).where(DocumentRow.key.in_(some))
            documents = {row.key: row for row in session.execute(columns)}
            statements = _statements(session, documents)
        for key in some:
            row = documents[key]
            sound = hashlib.sha256(row.text.encode("utf-8", "surrogatepass")).hexdigest() == row.id
            yield StoredDocument(
                *(row.id, row.text, row.location, row.record, row.final_url or row.url, row.raw_sha256),
                sound=sound and document_key(row.id) == row.key,
                statements=tuple(statements[key]),
            )


def _statements(
    session: Connection, documents: Mapping[int, Row[*tuple[Any, ...]]]
) -> dict[int, list[StoredStatement]]:
    """The statements of some documents by key, in the order of the text."""
    query = select(StatementRow.document_key, *_STATEMENT, StatementRow.current, SearchTextRow.words)
    query = query.outerjoin(SearchTextRow, SearchTextRow.statement_number == StatementRow.number)
    theirs = query.where(StatementRow.document_key.in_(documents)).order_by(StatementRow.start, StatementRow.number)
    rows = session.execute(theirs).all()
    spans = _spans(session, [row.number for row in rows])
    found: dict[int, list[StoredStatement]] = defaultdict(list)
    for row in rows:
        parts = spans[row.number]
        objection = _objection(documents[row.document_key], row, parts)
        found[row.document_key].append(StoredStatement(row.id, parts.get("content", ()), row.current, objection))
    return found


def _spans(session: Connection, numbers: Sequence[int]) -> dict[int, Parts]:
    columns = (SpanRow.statement_number, SpanRow.role, SpanRow.start, SpanRow.end)
    found: dict[int, Parts] = defaultdict(dict)
    for some in chunks(numbers):
        query = select(*columns).where(SpanRow.statement_number.in_(some)).order_by(SpanRow.role, SpanRow.position)
        for number, role, start, end in session.execute(query):
            found[number][role] = (*found[number].get(role, ()), Span(start, end))
    return found


def _objection(document: Row[*tuple[Any, ...]], row: Row[*tuple[Any, ...]], parts: Parts) -> str | None:
    """What is wrong with the spans of a statement; None for nothing."""
    length = len(document.text)
    outside = [span for spans in parts.values() for span in spans if not 0 <= span.start < span.end <= length]
    if outside or not parts.get("content"):
        return f"span {list(outside[0])} lies outside the text" if outside else "it has no quote"
    quote = " […] ".join(span.of(document.text) for span in parts["content"])
    if fold(quote[:MAX_INDEXED]) != row.words:
        return f"its quote is “{quote}”, and the words stored for search are others"
    machine = (row.machine or {}).get("spans")
    if machine is not None:
        parts = {role: tuple(Span(start, end) for start, end in spans) for role, spans in machine.items()}
    content, cue, source = (parts.get(role, ()) for role in ("content", "cue", "source"))
    identity = statement_id(document.id, row.run_id, Statement(StatementType(row.type), content, cue, source))
    return None if row.added or identity == row.id else f"its spans are not those that its id {row.id} was made of"
