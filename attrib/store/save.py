"""Saving documents: all rows of a document in one transaction, and nothing twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Insert, Table, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from attrib.data import Document, Extraction
from attrib.errors import StoreError
from attrib.store.actors.assign import Shown, assign_actors
from attrib.store.database.session import Database
from attrib.store.documents.changes import change_columns
from attrib.store.documents.readings import correct, renew, sighting_before
from attrib.store.documents.showing import is_hidden
from attrib.store.documents.versions import take_place
from attrib.store.naming.terms import term
from attrib.store.reviews.apply import apply_reviews
from attrib.store.schema.actors import ActorRow, AffiliationRow, ReviewRow
from attrib.store.schema.base import Base, document_key
from attrib.store.schema.columns import Row, date_order
from attrib.store.schema.documents import DocumentRow, SightingRow
from attrib.store.schema.runs import ExtractionRow, MentionRow, RunRow
from attrib.store.schema.search import SearchTextRow, TermRow
from attrib.store.schema.statements import SpanRow, StanceRow, StatementRow
from attrib.store.statements.convert import PROVENANCE, check_document, document_row, run_row, sighting_row
from attrib.store.statements.numbers import new_numbers
from attrib.store.statements.rows import ExtractionRows, extraction_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Saved(StrEnum):
    """What a save changed."""

    NEW = "new"  # the document was not there
    NEW_RUN = "new run"  # the document was there; search shows this run's extraction from now on
    UNCHANGED = "unchanged"
    CORRECTED = "corrected"  # the document was there, with other metadata


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """Sentence vectors by statement id, and the id of their encoder."""

    encoder: str
    vectors: Mapping[str, "NDArray[np.float32]"]


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
        return [_save(connection, extraction, rows, now, sentence_vectors) for extraction, rows in prepared]


def save_document(database: Database, document: Document) -> Saved:
    """Store a document without an extraction, for example one in a language that the model does not read."""
    check_document(document)
    with database.begin() as session:
        _, saved = _save_document(session, document, datetime.now(UTC))
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
    document, saved = _save_document(connection, extraction.document, now)
    new = saved is Saved.NEW
    key, run = document["key"], extraction.run.id
    if not new:
        runs = select(ExtractionRow.run_id).where(ExtractionRow.document_key == key)
        if run in connection.scalars(runs).all():
            return saved
        for table in (ExtractionRow, StatementRow):
            older = update(table).where(table.document_key == key, table.current.is_(True))
            connection.execute(older.values(current=False))
    shown = not is_hidden(connection, key)
    _add(connection, RunRow, [run_row(extraction.run, now)], unless_known=True)
    done = {
        "document_key": key,
        "run_id": run,
        "statements": len(rows.statements),
        "current": shown,
        "finished_at": now,
    }
    _add(connection, ExtractionRow, [done])
    _add(connection, MentionRow, rows.mentions)
    canonical = _save_actors(connection, rows, key)
    numbers = _save_statements(connection, rows, document | {"shown": shown}, run, canonical)
    if sentence_vectors is not None:
        from attrib.store.search.vectors import add_vectors, mark

        ids = zip(numbers, (row["id"] for row in rows.statements), strict=True)
        vectors = {number: sentence_vectors.vectors[identity] for number, identity in ids}
        add_vectors(connection, sentence_vectors.encoder, vectors)
        mark(connection, key, run, sentence_vectors.encoder)
    if connection.scalar(select(ReviewRow.id).where(ReviewRow.document_key == key).limit(1)):
        apply_reviews(connection, key)
    return Saved.NEW if new else Saved.NEW_RUN


def _save_document(connection: Connection, document: Document, now: datetime) -> tuple[Row, Saved]:
    """The stored row of a document, and what its saving changed; a new location of the text is recorded."""
    row = document_row(document, now)
    new = _add(connection, DocumentRow, [row], unless_known=True) == 1
    sighting, saved = sighting_row(row), Saved.NEW
    if not new:
        columns = [getattr(DocumentRow, name) for name in ("key", "id", *PROVENANCE)]
        # The lock lets one writer at a time decide which run of this document is current (PostgreSQL).
        stored = connection.execute(select(*columns).where(DocumentRow.key == row["key"]).with_for_update()).one()
        if stored.id != row["id"]:
            raise StoreError(f"documents {stored.id} and {row['id']} have the same key; one of them cannot be stored")
        before = dict(stored._mapping)
        last = sighting_before(connection, sighting)
        after, corrected = correct(connection, before, last, row)
        row = after if corrected or after != before else _complete(connection, before, row)
        saved = Saved.CORRECTED if corrected else Saved.UNCHANGED
    first = _add(connection, SightingRow, [sighting], unless_known=True) == 1
    if not first:
        renew(connection, sighting)
    take_place(connection, sighting, row | {"text": document.text}, first=first)
    return row, saved


def _complete(connection: Connection, stored: Row, read: Row) -> Row:
    """Give a document without provenance the whole provenance of a later reading.

    A date that could be two, and now was read with its order, completes an otherwise equal provenance.
    """
    provenance = {name: read[name] for name in PROVENANCE if read[name] is not None}
    differing = {name for name in PROVENANCE if stored[name] != read[name]}
    now_dated = stored["published_at"] is None and differing <= {"published_at", "published_precision"}
    if not provenance or (any(stored[name] is not None for name in PROVENANCE) and not now_dated):
        return stored
    change_columns(connection, stored["key"], provenance)
    return stored | provenance


def _save_actors(connection: Connection, rows: ExtractionRows, document: int) -> Shown:
    """Store the actors of a document; the columns that say which actor shows each one's statements."""
    if not rows.actors:
        return {}
    _add(connection, ActorRow, [rows.actors[identity] for identity in sorted(rows.actors)], unless_known=True)
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
    _add(connection, StatementRow, statements)
    for table, parts in (
        (SpanRow, rows.spans), (StanceRow, rows.stances), (SearchTextRow, rows.search_text),
        (AffiliationRow, affiliations),
    ):  # fmt: skip
        _add(connection, table, [row | {"statement_number": numbers[row["statement_number"]]} for row in parts])
    _add(connection, TermRow, [{"kind": kind, "key": key} for kind, key in sorted(terms)], unless_known=True)
    return numbers


def _add(connection: Connection, table: type[Base], rows: list[Row], *, unless_known: bool = False) -> int:
    """Insert rows, without those that exist already if `unless_known`; the number inserted."""
    if not rows:
        return 0
    return connection.execute(
        _insertion(table.__table__, connection.dialect.name if unless_known else ""), rows
    ).rowcount


@lru_cache
def _insertion(table: Table, dialect: str) -> Insert:
    """An insertion; with a dialect, one that skips existing rows.

    Cached, because making it costs as much as running it.
    """
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    if dialect == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return insert(table)
