"""Statements that people have drawn themselves and a run has not found: stored with the run, marked as theirs."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from attrib.data import ReviewField
from attrib.store.naming.terms import term
from attrib.store.reviews.bounds import bounds_columns, redrawn, store_parts
from attrib.store.schema.columns import date_order
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow
from attrib.store.statements.numbers import new_numbers

Anchor = tuple[int, int]
SqlRow = Row[*tuple[Any, ...]]


def is_drawn(reviews: Iterable[SqlRow]) -> bool:
    """Whether among a statement's reviews is one for which it stands without a run: added, or found by one and redrawn.

    A quote that was corrected in an added statement goes with the adding.
    """
    return any(_draws(review) for review in reviews)


def place_added(
    connection: Connection, document: int, run: str, drawn: Mapping[Anchor, Sequence[SqlRow]]
) -> dict[int, Anchor]:
    """Store the statements of reviews by their reviewed spans, if they are not there; the span by statement number."""
    if not drawn:
        return {}
    article = connection.execute(select(DocumentRow.__table__).where(DocumentRow.key == document)).one()
    placed: dict[int, Anchor] = {}
    for anchor, reviews in drawn.items():
        identity = added_id(article.id, run, anchor)
        known = connection.scalar(select(StatementRow.number).where(StatementRow.id == identity))
        number = new_numbers(connection, 1)[0] if known is None else known
        if known is None:
            _insert(connection, article, run, number, identity, reviews)
        placed[number] = anchor
        _give_machine(connection, number, reviews)
    return placed


def added_id(document_sha256: str, run: str, anchor: Anchor) -> str:
    """The id of an added statement: a digest of document, run and reviewed span."""
    return hashlib.sha256(json.dumps([document_sha256, run, "review", *anchor]).encode()).hexdigest()[:20]


def _insert(
    connection: Connection, article: SqlRow, run: str, number: int, identity: str, reviews: Sequence[SqlRow]
) -> None:
    details = _details(reviews)
    parts = redrawn(details["spans"], ())
    row = details["values"] | bounds_columns(article.text, parts)
    row |= {"number": number, "id": identity, "document_key": article.key, "run_id": run, "confidence": 1.0}
    row |= {"outlet_key": term(article.outlet), "date_order": date_order(article.published_at)}
    connection.execute(insert(StatementRow), [row | {"current": False, "rejected": True, "added": True}])
    store_parts(connection, number, article.text, parts)


def _give_machine(connection: Connection, number: int, reviews: Sequence[SqlRow]) -> None:
    """What stands in place of the machine's word: the statement as it was drawn."""
    details = _details(reviews)
    machine = {"values": details["values"], "stances": details["stances"], "spans": details["spans"]}
    connection.execute(update(StatementRow).where(StatementRow.number == number).values(machine=machine))


def _details(reviews: Sequence[SqlRow]) -> dict[str, Any]:
    """What the first review that draws the statement knew of it."""
    return next(dict(review.details) for review in reviews if _draws(review))


def _draws(review: SqlRow) -> bool:
    return bool(review.field == ReviewField.ADDED or (review.field == ReviewField.QUOTE and review.details["found"]))
