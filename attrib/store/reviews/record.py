"""Reviews of statements: recording and undoing them; none is ever deleted."""

import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from attrib.data import Review, StatementRecord
from attrib.errors import StoreError
from attrib.store.database.session import Database
from attrib.store.reviews.apply import apply_reviews
from attrib.store.reviews.corrections import Correction, review_columns
from attrib.store.reviews.following import family
from attrib.store.reviews.listing import FOLLOWED_NOWHERE, find_reviews, reviews_where
from attrib.store.schema.actors import ReviewRow
from attrib.store.schema.base import content_key
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow
from attrib.store.statements.convert import storable
from attrib.store.statements.ids import beginning_with
from attrib.store.statements.records import records

SqlRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class ReviewBatch:
    """What one command wrote down: the id to undo it by, the statements as they are now, what to say of names."""

    id: str
    statements: tuple[StatementRecord, ...]
    remarks: tuple[str, ...] = ()


def review(
    database: Database, statement_id: str, correction: Correction, by: str, note: str | None = None
) -> tuple[str, StatementRecord]:
    """Record a review of one statement; the batch to undo it by, and the statement as it is now.

    Raises as `review_all`.
    """
    batch = review_all(database, [statement_id], correction, by, note)
    return batch.id, batch.statements[0]


def review_all(
    database: Database, statement_ids: Sequence[str], correction: Correction, by: str, note: str | None = None
) -> ReviewBatch:
    """Record the same review of several statements, of all or of none.

    Raises NotFoundError and AmbiguousNameError for an id as `get` does, and for a speaker's name as `named_speaker`,
    and StoreError for what cannot be stored.
    """
    with database.begin() as connection:
        found = dict(beginning_with(connection, each)[::-1] for each in statement_ids)
        documents = select(StatementRow.document_key).where(StatementRow.number.in_(found))
        keys = sorted(set(connection.scalars(documents)))
        lock(connection, keys)
        stamp, remarks = stamped(connection, by, note), _hidden(connection, keys)
        rows = []
        for number, identity in found.items():
            with _told_apart(identity, several=len(found) > 1):
                rows += review_rows(connection, identity, number, correction, remarks, stamp)
        connection.execute(insert(ReviewRow), rows)
        for key in keys:
            apply_reviews(connection, key)
        return ReviewBatch(stamp["batch"], tuple(records(connection, list(found))), tuple(remarks))


def _hidden(connection: Connection, documents: Sequence[int]) -> list[str]:
    """What to say of reviews of documents that search does not show."""
    columns = select(DocumentRow.location, DocumentRow.id, DocumentRow.deleted, DocumentRow.replaced_by)
    rows = connection.execute(columns.where(DocumentRow.key.in_(documents)).order_by(DocumentRow.key))
    return [
        f"{row.location or row.id[:8]} {'is deleted' if row.deleted else 'has a newer text'}: search does not show it,"
        " and this review is kept apart."
        for row in rows
        if row.deleted or row.replaced_by is not None
    ]


@contextmanager
def _told_apart(identity: str, *, several: bool) -> Iterator[None]:
    """Name the statement in an error where there are several."""
    try:
        yield
    except StoreError as error:
        raise (StoreError(f"{identity[:8]}: {error}; nothing was reviewed") if several else error) from error


def review_rows(
    session: Connection, identity: str, number: int, correction: Correction, remarks: list[str], stamp: dict[str, Any]
) -> list[dict[str, Any]]:
    """The rows of the reviews of one statement. Raises StoreError for one that was added and taken back."""
    statement = session.execute(select(StatementRow.__table__).where(StatementRow.number == number)).one()
    if statement.added and statement.machine is None:
        raise StoreError(f"{identity} was added by a person and taken back; attrib review add adds it again")
    start, end = statement.machine["anchor"] if statement.machine else (statement.start, statement.end)
    place = {"statement_id": identity, "document_key": statement.document_key, "start": start, "end": end}
    return [review_row(place | stamp | said) for said in review_columns(session, statement, correction, remarks)]


def lock(connection: Connection, documents: Collection[int]) -> None:
    """Let one writer at a time decide what the documents' statements say (PostgreSQL); a save takes the same locks."""
    query = select(DocumentRow.key).where(DocumentRow.key.in_(documents)).order_by(DocumentRow.key)
    connection.execute(query.with_for_update())


def stamped(connection: Connection, by: str, note: str | None) -> dict[str, Any]:
    """Who reviews, when and why; later than every earlier review even if the clock was set back.

    Raises StoreError for a blank `by`.
    """
    if not by.strip():
        raise StoreError("a review needs to say who made it; give --by NAME or set ATTRIB_BY")
    now, last = datetime.now(UTC), connection.scalar(select(func.max(ReviewRow.reviewed_at)))
    at = now if last is None else max(now, last + timedelta(microseconds=1))
    return {"batch": secrets.token_hex(6), "reviewed_by": storable(by.strip()), "reviewed_at": at,
            "note": None if note is None else storable(note)}  # fmt: skip


def review_row(values: dict[str, Any]) -> dict[str, Any]:
    """A row of `reviews` with its id."""
    columns = dict.fromkeys(ReviewRow.__table__.columns.keys())
    place = (values["batch"], values["statement_id"], values["field"], values.get("target_key") or "")
    return columns | values | {"id": f"{content_key('review', *place):016x}"}


def undo_review(database: Database, identity: str, by: str) -> list[Review]:
    """Undo a review, or all of one command, by the start of an id, in every text of its article; what was undone.

    Raises NotFoundError, AmbiguousNameError, or StoreError where it is undone already.
    """
    with database.begin() as connection:
        documents = sorted({row.document_key for row in family(connection, find_reviews(connection, identity))})
        lock(connection, documents)
        rows = family(connection, find_reviews(connection, identity))
        active = [row.id for row in rows if row.undone_at is None]
        if not active:
            raise StoreError(
                f"{identity!r} was undone already, by {rows[0].undone_by} on {rows[0].undone_at:%Y-%m-%d}; "
                "nothing is left to undo"
            )
        stamp = stamped(connection, by, None)
        stamp_columns = {"undone_by": stamp["reviewed_by"], "undone_at": stamp["reviewed_at"]}
        connection.execute(update(ReviewRow).where(ReviewRow.id.in_(active)).values(stamp_columns))
        for document in documents:
            apply_reviews(connection, document)
        return reviews_where(connection, ReviewRow.id.in_(active), FOLLOWED_NOWHERE)
