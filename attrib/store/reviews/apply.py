"""Applying reviews to statements; the machine's values are kept beside them.

A document's reviews are applied afresh whenever a review is made or undone, or a run is stored. The order of reviewing
and extracting makes no difference. A review belongs to a span of the text: in a newer run it applies to the statement
with the largest overlap. A statement that a person added or whose quote a person corrected, and which a run has not
found, is stored with that run all the same (`added.py`).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from attrib.data import REJECTED, ReviewField, Span, StanceLabel
from attrib.store.reviews.added import is_drawn, place_added
from attrib.store.reviews.bounds import REDRAWN, bounds_columns, content_of, extent, parts_of, redrawn, store_parts
from attrib.store.reviews.values import STANCE_COLUMNS, VALUES, canonical_columns, corrected, with_stances
from attrib.store.schema.actors import ACTIVE_REVIEW, ReviewRow
from attrib.store.schema.columns import STANCE_BITS
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.statements import SHOWN_OR_NOT, StanceRow, StatementRow
from attrib.store.statements.matching import NEARLY_ALL, match
from attrib.store.statements.stale_vectors import drop_vectors

Anchor = tuple[int, int]
SqlRow = Row[*tuple[Any, ...]]
Reviews = Mapping[Anchor, Sequence[SqlRow]]


def apply_reviews(connection: Connection, document: int) -> None:
    """Apply the active reviews to the statements of a document, in every run."""
    reviews: dict[Anchor, list[SqlRow]] = defaultdict(list)
    for row in connection.execute(_active_reviews(document)):
        reviews[row.start, row.end].append(row)
    added = _added_anchors(connection, document)
    runs: dict[str, list[SqlRow]] = {run: [] for run in connection.scalars(_runs(document))}
    for row in connection.execute(_statements(document)):
        if not row.added:
            runs[row.run_id].append(row)
    anchors: dict[int, Anchor] = {}
    for run, rows in runs.items():
        found = _matched_anchors(reviews, added, rows)
        drawn = {place: said for place, said in reviews.items() if is_drawn(said) and place not in found.values()}
        anchors |= found | place_added(connection, document, run, drawn)
    text = _Text(connection, document)
    # What it says may be another claim now.
    connection.execute(
        update(ExtractionRow).where(ExtractionRow.document_key == document).values(claims=None, checks=None)
    )
    for row in connection.execute(_statements(document)).all():
        anchor = anchors.get(row.number)
        if anchor is not None and row.newest:
            _name_statement(connection, row.id, reviews[anchor])
        if anchor is not None:
            _apply(connection, row, anchor, reviews[anchor], text)
        elif row.machine is not None:
            _apply(connection, row, None, (), text)


def _name_statement(connection: Connection, identity: str, reviews: Sequence[SqlRow]) -> None:
    """Let reviews that followed to this text name the statement of this text."""
    followed = [review.id for review in reviews if review.origin is not None and review.statement_id != identity]
    if followed:
        connection.execute(update(ReviewRow).where(ReviewRow.id.in_(followed)).values(statement_id=identity))


class _Text:
    """The text of a document, read once it is needed."""

    def __init__(self, connection: Connection, document: int) -> None:
        self._connection = connection
        self._query = select(DocumentRow.text).where(DocumentRow.key == document)
        self._text: str | None = None

    def __str__(self) -> str:
        if self._text is None:
            self._text = str(self._connection.scalar(self._query))
        return self._text


def _active_reviews(document: int) -> Select[*tuple[Any, ...]]:
    query = select(ReviewRow.__table__).where(ReviewRow.document_key == document, ACTIVE_REVIEW)
    return query.order_by(ReviewRow.reviewed_at, ReviewRow.id)


def _added_anchors(connection: Connection, document: int) -> set[Anchor]:
    """The spans of the statements that people have added to a document, those that they took back among them."""
    query = select(ReviewRow.start, ReviewRow.end).where(ReviewRow.document_key == document)
    return {(start, end) for start, end in connection.execute(query.where(ReviewRow.field == str(ReviewField.ADDED)))}


def _runs(document: int) -> Select[str]:
    return select(ExtractionRow.run_id).where(ExtractionRow.document_key == document)


def _statements(document: int) -> Select[*tuple[Any, ...]]:
    names = ("number", "id", "run_id", "start", "end", "context_start", "context_end", "machine", "added", *VALUES)
    columns = [getattr(StatementRow, name) for name in names]
    of_run = (ExtractionRow.document_key == StatementRow.document_key) & (ExtractionRow.run_id == StatementRow.run_id)
    query = select(*columns, ExtractionRow.current.label("newest")).join(ExtractionRow, of_run)
    return query.where(SHOWN_OR_NOT, StatementRow.document_key == document).order_by(StatementRow.number)


def _matched_anchors(reviews: Reviews, added: Collection[Anchor], rows: Sequence[SqlRow]) -> dict[int, Anchor]:
    """Match reviewed spans to a run's statements, best overlap first, one to one; the span by statement number.

    An added statement, or else a corrected quote, is a statement with nearly all of its words and no others: a
    statement within another one has words in common with that too. What is said of an added statement is not said of
    another one when the adding is taken back.
    """
    read = {row.number: (_machine_span(row),) for row in rows}
    places = {anchor: (Span(*anchor),) for anchor in reviews if anchor not in added}
    pairs = match(places, read)
    rest = {number: spans for number, spans in read.items() if number not in pairs.values()}
    exact = {
        anchor: content_of(redrawn({"content": [list(anchor)]}, [row for row in said if row.field in REDRAWN]))
        for anchor, said in reviews.items()
        if anchor not in pairs and (anchor in added or is_drawn(said))
    }
    pairs |= match(exact, rest, least=NEARLY_ALL)
    return {number: anchor for anchor, number in pairs.items()}


def _machine_span(row: SqlRow) -> Span:
    """The extent of a statement as the machine found it."""
    parts = row.machine and row.machine.get("spans")
    return extent(parts) if parts else Span(row.start, row.end)


def _apply(connection: Connection, row: SqlRow, anchor: Anchor | None, reviews: Sequence[SqlRow], text: _Text) -> None:
    """Store the values of a statement's reviews; without reviews, the machine's values.

    A statement that only a person has added is rejected without them.
    """
    machine = row.machine or {"values": {name: getattr(row, name) for name in VALUES}, "stances": None}
    values = dict(machine["values"]) | canonical_columns(connection, machine["values"])
    values |= corrected(connection, values, reviews)
    stances = _apply_stances(connection, row, machine["stances"], reviews)
    if stances is not None:
        values["stance_labels"] = sum({STANCE_BITS[StanceLabel(stance["label"])] for stance in stances[1]})
    spans, bounds = _apply_bounds(connection, row, machine.get("spans"), reviews, text)
    original = machine | {"anchor": list(anchor), "stances": stances and stances[0], "spans": spans} if anchor else None
    verdicts = [review.corrected_value for review in reviews if review.field == ReviewField.VERDICT]
    rejected = verdicts[-1:] == [REJECTED] or (row.added and anchor is None)
    values |= bounds | {"machine": original, "rejected": rejected, "current": row.newest and not rejected}
    connection.execute(update(StatementRow).where(StatementRow.number == row.number).values(values))


def _apply_stances(
    connection: Connection, row: SqlRow, before: list[dict[str, Any]] | None, reviews: Sequence[SqlRow]
) -> tuple[list[dict[str, Any]] | None, list[dict[str, Any]]] | None:
    """Store the stances of reviews; None if there are none, else the machine's to keep, if any, and those stored."""
    said = [review for review in reviews if review.field == ReviewField.STANCE]
    if said and before is None:
        query = select(*STANCE_COLUMNS).where(StanceRow.statement_number == row.number).order_by(StanceRow.position)
        before = [dict(stance) for stance in connection.execute(query).mappings()]
    if before is None:
        return None
    now = with_stances(before, said)
    connection.execute(delete(StanceRow).where(StanceRow.statement_number == row.number))
    if now:
        connection.execute(insert(StanceRow), [stance | {"statement_number": row.number} for stance in now])
    return before if said or row.added else None, now


def _apply_bounds(
    connection: Connection,
    row: SqlRow,
    before: dict[str, list[list[int]]] | None,
    reviews: Sequence[SqlRow],
    text: _Text,
) -> tuple[dict[str, list[list[int]]] | None, dict[str, int]]:
    """Store the spans of reviews; the machine's spans to keep, if any, and the columns that follow from the spans."""
    said = [review for review in reviews if review.field in REDRAWN]
    if before is None and not said:
        return None, {}
    stored = parts_of(connection, row.number)
    before = before or stored
    now = redrawn(before, said)
    if now != stored:
        store_parts(connection, row.number, str(text), now)
    if content_of(now) != content_of(stored):
        drop_vectors(connection, row.number)
    return before if said or row.added else None, bounds_columns(str(text), now)
