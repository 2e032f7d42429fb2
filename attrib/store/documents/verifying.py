"""Stored documents as they are to be checked: text, capture, and statements with the spans they were stored with."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from attrib.data import Span, Spans, StatementQuery, StatementType
from attrib.data.statements import id_of_spans
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.documents.listing import find_document, fitting
from attrib.store.schema.base import document_key
from attrib.store.schema.columns import MAX_INDEXED
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.search import SearchTextRow
from attrib.store.schema.statements import SHOWN_OR_NOT, SpanRow, StatementRow
from attrib.store.statements.convert import BETWEEN
from attrib.text.folding import fold

Parts = dict[str, list[Span]]
_STATEMENT = (
    *(StatementRow.number, StatementRow.document_key, StatementRow.id, StatementRow.run_id, StatementRow.type),
    *(StatementRow.machine, StatementRow.added, StatementRow.current, SearchTextRow.words),
)

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
    query = select(*_STATEMENT).outerjoin(SearchTextRow, SearchTextRow.statement_number == StatementRow.number)
    theirs = query.where(SHOWN_OR_NOT, StatementRow.document_key.in_(documents))
    rows = session.execute(theirs.order_by(StatementRow.start, StatementRow.number)).all()
    spans = _spans(session, [number for number, *_ in rows])
    texts = {key: (row.id, row.text) for key, row in documents.items()}
    found: dict[int, list[StoredStatement]] = defaultdict(list)
    for number, key, identity, run, kind, machine, added, current, words in rows:
        (sha256, text), parts = texts[key], spans[number]
        objection = _misplaced(text, parts, words)
        if objection is None and _identity(sha256, run, kind, _found(parts, machine)) != identity and not added:
            objection = f"its spans are not those that its id {identity} was made of"
        found[key].append(StoredStatement(identity, tuple(parts.get("content", ())), current, objection))
    return found


def _spans(session: Connection, numbers: Sequence[int]) -> dict[int, Parts]:
    """The spans of some statements, in the order of their primary key, which takes no sorting."""
    columns = (SpanRow.statement_number, SpanRow.role, SpanRow.start, SpanRow.end)
    order = (SpanRow.statement_number, SpanRow.role, SpanRow.position)
    found: dict[int, Parts] = {number: {} for number in numbers}
    for some in chunks(numbers):
        query = select(*columns).where(SpanRow.statement_number.in_(some)).order_by(*order)
        for number, role, start, end in session.execute(query).all():
            found[number].setdefault(role, []).append(Span(start, end))
    return found


def _misplaced(text: str, parts: Parts, words: str | None) -> str | None:
    """What is wrong with the places of a statement's spans and the words stored for search; None for nothing."""
    length = len(text)
    outside = [span for spans in parts.values() for span in spans if not 0 <= span[0] < span[1] <= length]
    if outside or not parts.get("content"):
        return f"span {list(outside[0])} lies outside the text" if outside else "it has no quote"
    quote = BETWEEN.join([text[start:end] for start, end in parts["content"]])
    if fold(quote[:MAX_INDEXED]) != words:
        return f"its quote is “{quote}”, and the words stored for search are others"
    return None


def _found(parts: Parts, machine: Mapping[str, Any] | None) -> Parts:
    """The spans that the run found, which are kept apart where a person has corrected them."""
    spans = (machine or {}).get("spans")
    if spans is None:
        return parts
    return {role: [Span(start, end) for start, end in pairs] for role, pairs in spans.items()}


def _identity(sha256: str, run: str, kind: str, parts: Parts) -> str:
    """The id of a statement with such spans. Raises ValueError for a kind that is none."""
    StatementType(kind)
    content, cue, source = (parts.get(role, ()) for role in ("content", "cue", "source"))
    return id_of_spans(sha256, run, (content, cue, source))
