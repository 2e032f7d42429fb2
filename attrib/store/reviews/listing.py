"""Listing reviews, and finding one by the start of its id."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, false, func, or_, select, true

from attrib.data import DELETED, NOT_IN_NEWER, Review
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_REVIEW, ReviewRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow
from attrib.store.statements.convert import review as as_review
from attrib.store.statements.histories import FEWEST_DIGITS
from attrib.store.statements.ids import beginning_with

_WORDS = 200  # characters of what was reviewed
SqlRow = Row[*tuple[Any, ...]]

FOLLOWED_NOWHERE: ColumnElement[bool] = ReviewRow.followed_by.is_(None)
"""A condition: the review is the one of the newest text that it followed to."""
_HIDDEN = or_(DocumentRow.deleted == true(), DocumentRow.replaced_by.is_not(None))


def find_reviews(connection: Connection, prefix: str) -> Sequence[SqlRow]:
    """The reviews of a command, or the one review, whose id starts so. Raises NotFoundError and AmbiguousNameError."""
    digits = prefix.strip().lower()
    if len(digits) >= FEWEST_DIGITS and not set(digits) - set("0123456789abcdef"):
        for column in (ReviewRow.batch, ReviewRow.id):
            query = select(ReviewRow.__table__).where(column >= digits, column < digits + "g").order_by(ReviewRow.id)
            matches = connection.execute(query).all()
            if len({getattr(row, column.key) for row in matches}) > 1:
                raise AmbiguousNameError(f"the id {prefix!r} fits several reviews; give more digits")
            if matches:
                return matches
    raise NotFoundError(f"no review has the id {prefix!r}; `attrib review list` lists them")


def list_reviews(
    database: Database,
    statement_id: str | None = None,
    *,
    undone: bool = False,
    apart: bool = False,
    limit: int | None = None,
) -> list[Review]:
    """Reviews, the latest first; of one statement if given, whichever run found it.

    A review that followed to a newer text is there once. `apart` asks only for those that search does not show.
    """
    with database.session() as session:
        conditions: list[ColumnElement[bool]] = [FOLLOWED_NOWHERE] if undone else [FOLLOWED_NOWHERE, ACTIVE_REVIEW]
        conditions += [_HIDDEN] if apart else []
        if statement_id is not None:
            identity, number = beginning_with(session, statement_id)
            row = session.execute(select(StatementRow.__table__).where(StatementRow.number == number)).one()
            start, end = row.machine["anchor"] if row.machine else (row.start, row.end)
            same_span = (
                (ReviewRow.document_key == row.document_key) & (ReviewRow.start == start) & (ReviewRow.end == end)
            )
            conditions.append(same_span | (ReviewRow.statement_id == identity))
        return reviews_where(session, *conditions, limit=limit)


def reviews_where(connection: Connection, *which: ColumnElement[bool], limit: int | None = None) -> list[Review]:
    """The reviews that fit all conditions, the latest first."""
    latest = (ReviewRow.reviewed_at.desc(), ReviewRow.field, ReviewRow.id)
    first_words = func.substr(DocumentRow.text, ReviewRow.start + 1, _clipped(ReviewRow.end - ReviewRow.start))
    query = select(ReviewRow.__table__, DocumentRow.deleted, DocumentRow.replaced_by, first_words.label("words")).join(
        DocumentRow, DocumentRow.key == ReviewRow.document_key
    )
    return [_with_place(row) for row in connection.execute(query.where(*which).order_by(*latest).limit(limit))]


def _clipped(length: ColumnElement[int]) -> ColumnElement[int]:
    return case((length > _WORDS, _WORDS), else_=length)


def _with_place(row: SqlRow) -> Review:
    """The review, with its first words, and why search does not show it, if so."""
    apart = DELETED if row.deleted else None if row.replaced_by is None else NOT_IN_NEWER
    return replace(as_review(row), apart=apart, words=" ".join(row.words.split()))


def left_behind(database: Database) -> int:
    """How many active reviews stay with an older text, because their words are not in the newer one."""
    with database.session() as session:
        query = select(func.count()).select_from(ReviewRow)
        query = query.join(DocumentRow, DocumentRow.key == ReviewRow.document_key)
        behind = DocumentRow.replaced_by.is_not(None), DocumentRow.deleted == false()
        return session.scalars(query.where(*behind, FOLLOWED_NOWHERE, ACTIVE_REVIEW)).one()
