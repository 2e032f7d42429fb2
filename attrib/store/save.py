"""Saving documents: all rows of a document in one transaction, and nothing twice."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, select, update

from attrib.data import Document, Extraction
from attrib.data.vectors import SentenceVectors
from attrib.store.actors.assign import Shown, assign_actors
from attrib.store.copies.regrouping import mark_copied
from attrib.store.database.adding import add_rows
from attrib.store.database.session import Database
from attrib.store.documents.showing import is_hidden
from attrib.store.documents.storing import Saved, store_document
from attrib.store.naming.terms import term
from attrib.store.reviews.apply import apply_reviews
from attrib.store.schema.actors import ActorRow, AffiliationRow, ReviewRow
from attrib.store.schema.base import document_key
from attrib.store.schema.columns import Row, date_order
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.runs import ExtractionRow, MentionRow, RunRow
from attrib.store.schema.search import SearchTextRow, TermRow
from attrib.store.schema.statements import SpanRow, StanceRow, StatementRow
from attrib.store.statements.convert import check_document, run_row
from attrib.store.statements.numbers import new_numbers
from attrib.store.statements.occasion_rows import date_again
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
    """Store several extractions in one transaction, all or none; faster than one by one."""
    now = datetime.now(UTC)
    for extraction in extractions:
        check_document(extraction.document)
    prepared = [(extraction, extraction_rows(extraction)) for extraction in extractions]
    with database.begin() as connection:
        runs = {extraction.run.id: run_row(extraction.run, now) for extraction in extractions}
        add_rows(connection, RunRow, list(runs.values()), unless_known=True)
        return [_save(connection, extraction, rows, now, sentence_vectors) for extraction, rows in prepared]


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


def _save(
    connection: Connection,
    extraction: Extraction,
    rows: ExtractionRows,
    now: datetime,
    sentence_vectors: SentenceVectors | None,
) -> Saved:
    document, saved = store_document(connection, extraction.document, now)
    new = saved is Saved.NEW
    key, run = document["key"], extraction.run.id
    if not new:
        runs = select(ExtractionRow.run_id).where(ExtractionRow.document_key == key)
        if run in connection.scalars(runs).all():
            return saved
        for table in (ExtractionRow, StatementRow):
            older = update(table).where(table.document_key == key, table.current.is_(True))
            connection.execute(older.values(current=False))
    shown = new or not is_hidden(connection, key)
    encoder = None if sentence_vectors is None or not rows.statements else sentence_vectors.encoder
    done = {
        "document_key": key,
        "run_id": run,
        "statements": len(rows.statements),
        "current": shown,
        "finished_at": now,
        "vectors": encoder,
    }
    add_rows(connection, ExtractionRow, [done])
    add_rows(connection, MentionRow, rows.mentions)
    canonical = _save_actors(connection, rows, key)
    numbers = _save_statements(connection, rows, document | {"shown": shown}, run, canonical)
    if document["published_at"] != extraction.document.published_at:  # an earlier reading of the text told another
        date_again(connection, key)
    if sentence_vectors is not None and numbers:
        from attrib.store.search.vectors import add_vectors

        ids = zip(numbers, (row["id"] for row in rows.statements), strict=True)
        vectors = {number: sentence_vectors.vectors[identity] for number, identity in ids}
        add_vectors(connection, sentence_vectors.encoder, vectors)
    if connection.scalar(select(DocumentRow.copy_of).where(DocumentRow.key == key)) is not None:
        mark_copied(connection, key)
    if connection.scalar(select(ReviewRow.id).where(ReviewRow.document_key == key).limit(1)):
        apply_reviews(connection, key)
    return Saved.NEW if new else Saved.NEW_RUN


def _save_actors(connection: Connection, rows: ExtractionRows, document: int) -> Shown:
    """Store the actors of a document; the columns that say which actor shows each one's statements."""
    if not rows.actors:
        return {}
    add_rows(connection, ActorRow, [rows.actors[identity] for identity in sorted(rows.actors)], unless_known=True)
    return assign_actors(connection, rows, document)


def _save_statements(
    connection: Connection, rows: ExtractionRows, document: Row, run: str, canonical: Shown
) -> list[int]:
    numbers = new_numbers(connection, len(rows.statements))
    outlet, published = term(document["outlet"]), document["published_at"]
    shared = {"current": document["shown"], "outlet_key": outlet, "date_order": date_order(published)}
    statements = [
        row | shared | {"number": number} | canonical.get(row["actor_id"], {"own_actor_id": None})
        for row, number in zip(rows.statements, numbers, strict=True)
    ]
    origin = {"document_key": document["key"], "run_id": run, "on_date": published}
    affiliations = [row | origin for row in rows.affiliations.values()]
    terms = rows.terms | {("outlet", outlet)} if outlet else rows.terms
    add_rows(connection, StatementRow, statements)
    for table, parts in (
        (SpanRow, rows.spans), (StanceRow, rows.stances), (SearchTextRow, rows.search_text),
        (AffiliationRow, affiliations),
    ):  # fmt: skip
        add_rows(connection, table, [row | {"statement_number": numbers[row["statement_number"]]} for row in parts])
    add_rows(connection, TermRow, [{"kind": kind, "key": key} for kind, key in sorted(terms)], unless_known=True)
    return numbers
