"""Saving documents: all rows of a document in one transaction, and nothing twice."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, select, update

from attrib.data import Document, Extraction
from attrib.data.vectors import SentenceVectors
from attrib.store.database.adding import add_rows
from attrib.store.database.session import Database
from attrib.store.documents.showing import is_hidden
from attrib.store.documents.storing import Saved, store_document, store_documents
from attrib.store.extractions import Entered, add_extractions
from attrib.store.schema.base import document_key
from attrib.store.schema.columns import Row
from attrib.store.schema.runs import ExtractionRow, RunRow
from attrib.store.schema.statements import StatementRow
from attrib.store.statements.convert import address_key, check_document, run_row
from attrib.store.statements.rows import ExtractionRows, extraction_rows


def save(database: Database, extraction: Extraction, sentence_vectors: SentenceVectors | None = None) -> Saved:
    """Store an extraction with its document in one transaction, with sentence vectors if given.

    The same document and run a second time change nothing, except that a new location of the text is recorded. Raises
    StoreError for a document that cannot be stored and where the database fails; nothing is stored then.
    """
    return save_many(database, [extraction], sentence_vectors)[0]


def save_many(
    database: Database, extractions: Sequence[Extraction], sentence_vectors: SentenceVectors | None = None
) -> list[Saved]:
    """Store several extractions in one transaction, all or none; several times as fast as one by one."""
    now = datetime.now(UTC)
    for extraction in extractions:
        check_document(extraction.document)
    prepared = [(extraction, extraction_rows(extraction)) for extraction in extractions]
    with database.begin() as connection:
        runs = {extraction.run.id: run_row(extraction.run, now) for extraction in extractions}
        add_rows(connection, RunRow, list(runs.values()), unless_known=True)
        saved: list[Saved] = []
        for some in _apart(prepared):
            documents = store_documents(connection, [extraction.document for extraction, _ in some], now)
            entered = [_enter(connection, *each, *stored) for each, stored in zip(some, documents, strict=True)]
            add_extractions(connection, [each for each, _ in entered if each is not None], now, sentence_vectors)
            saved += [fate for _, fate in entered]
        return saved


def save_document(database: Database, document: Document) -> Saved:
    """Store a document without an extraction, for example one in a language that the model does not read."""
    check_document(document)
    with database.begin() as session:
        _, saved = store_document(session, document, datetime.now(UTC))
    return saved


def has_extraction(database: Database, sha256: str, run_id: str) -> bool:
    """Whether the run has finished with the document."""
    return not missing(database, [sha256], run_id)


def missing(database: Database, sha256s: Iterable[str], run_id: str) -> set[str]:
    """Those of the documents that the run has not finished with, for resuming an interrupted ingest."""
    keys = {document_key(sha256): sha256 for sha256 in sha256s}
    query = select(ExtractionRow.document_key).where(
        ExtractionRow.run_id == run_id, ExtractionRow.document_key.in_(bindparam("keys", expanding=True))
    )
    ordered_keys = sorted(keys)
    with database.session() as session:
        for start in range(0, len(ordered_keys), 500):
            for done in session.scalars(query, {"keys": ordered_keys[start : start + 500]}):
                del keys[done]
    return set(keys.values())


def _apart(prepared: Iterable[tuple[Extraction, ExtractionRows]]) -> Iterator[list[tuple[Extraction, ExtractionRows]]]:
    """Neighbouring extractions that can be stored together: of different texts, read at different addresses.

    Of two texts that were read at one address the later may replace the earlier, which is to be complete by then.
    """
    some: list[tuple[Extraction, ExtractionRows]] = []
    met = set[object]()
    for extraction, rows in prepared:
        document = extraction.document
        address = address_key(document.url, document.location, document.record)
        own = {document.sha256, *([] if address is None else [address])}
        if met & own:
            yield some
            some, met = [], set()
        some.append((extraction, rows))
        met |= own
    if some:
        yield some


def _enter(
    connection: Connection, extraction: Extraction, rows: ExtractionRows, document: Row, saved: Saved
) -> tuple[Entered | None, Saved]:
    """Make way for what was found in a document that was stored; None where that is stored already."""
    new = saved is Saved.NEW
    key, run = document["key"], extraction.run.id
    if not new:
        runs = select(ExtractionRow.run_id).where(ExtractionRow.document_key == key)
        if run in connection.scalars(runs).all():
            return None, saved
        for table in (ExtractionRow, StatementRow):
            older = update(table).where(table.document_key == key, table.current.is_(True))
            connection.execute(older.values(current=False))
    shown = new or not is_hidden(connection, key)
    dated_otherwise = document["published_at"] != extraction.document.published_at  # an earlier reading told it
    return Entered(rows, run, document, shown, dated_otherwise), Saved.NEW if new else Saved.NEW_RUN
