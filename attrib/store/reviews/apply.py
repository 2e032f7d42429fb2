"""Applying reviews to statements; the machine's values are kept beside them.

A document's reviews are applied afresh whenever a review is made or undone, or a run is stored. The order of reviewing
and extracting makes no difference. A review belongs to a span of the text: in a newer run it applies to the statement
with the largest overlap.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from attrib.data import NO_STANCE, REJECTED, ReviewField, Span, StanceLabel
from attrib.store.naming.terms import term
from attrib.store.schema.actors import ACTIVE_REVIEW, ActorRow, ReviewRow
from attrib.store.schema.base import MAX_KEY
from attrib.store.schema.columns import STANCE_BITS
from attrib.store.schema.statements import NO_SPEAKER, ExtractionRow, StanceRow, StatementRow
from attrib.store.statements.matching import match
from attrib.text.folding import fold_name

Anchor = tuple[int, int]
SqlRow = Row[*tuple[Any, ...]]

BY_REVIEW = "review"
"""The `reason` of a speaker whom a person has named, or told to be unknown."""

_VALUES = (
    "type", "speaker", "speaker_kind", "speaker_start", "speaker_end", "speaker_confidence", "speaker_order", "reason",
    "role", "role_key", "affiliation", "affiliation_key", "stance_labels", "actor_id", "own_actor_id", "assertion",
)  # fmt: skip
_OF_SPEAKER = ("speaker_start", "speaker_end", "role", "role_key", "affiliation", "affiliation_key")
_STANCE_COLUMNS = [column for column in StanceRow.__table__.columns if column.key != "statement_number"]


def apply_reviews(connection: Connection, document: int) -> None:
    """Apply the active reviews to the statements of a document, in every run."""
    reviews: dict[Anchor, list[SqlRow]] = defaultdict(list)
    for row in connection.execute(_active_reviews(document)):
        reviews[row.start, row.end].append(row)
    runs: dict[str, list[SqlRow]] = defaultdict(list)
    for row in connection.execute(_statements(document)):
        runs[row.run_id].append(row)
    for rows in runs.values():
        anchors = _matched_anchors(reviews, rows)
        for row in rows:
            anchor = anchors.get(row.number)
            if anchor is not None:
                _apply(connection, row, anchor, reviews[anchor])
            elif row.machine is not None:
                _apply(connection, row, None, ())


def _active_reviews(document: int) -> Select[*tuple[Any, ...]]:
    query = select(ReviewRow.__table__).where(ReviewRow.document_key == document, ACTIVE_REVIEW)
    return query.order_by(ReviewRow.reviewed_at, ReviewRow.id)


def _statements(document: int) -> Select[*tuple[Any, ...]]:
    columns = [StatementRow.number, StatementRow.run_id, StatementRow.start, StatementRow.end, StatementRow.machine]
    values = [getattr(StatementRow, name) for name in _VALUES]
    of_run = (ExtractionRow.document_key == StatementRow.document_key) & (ExtractionRow.run_id == StatementRow.run_id)
    query = select(*columns, *values, ExtractionRow.current.label("newest")).join(ExtractionRow, of_run)
    return query.where(StatementRow.document_key == document).order_by(StatementRow.number)


def _matched_anchors(anchors: Iterable[Anchor], rows: Sequence[SqlRow]) -> dict[int, Anchor]:
    """Match reviewed spans to a run's statements, best overlap first, one to one; the span by statement number."""
    reviewed = {anchor: (Span(*anchor),) for anchor in anchors}
    pairs = match(reviewed, {row.number: (Span(row.start, row.end),) for row in rows})
    return {number: anchor for anchor, number in pairs.items()}


def _apply(connection: Connection, row: SqlRow, anchor: Anchor | None, reviews: Sequence[SqlRow]) -> None:
    """Store the values of a statement's reviews; without reviews, the machine's values."""
    machine = row.machine or {"values": {name: getattr(row, name) for name in _VALUES}, "stances": None}
    values = dict(machine["values"]) | _canonical_columns(connection, machine["values"])
    values |= _corrected(connection, values, reviews)
    stance_reviews = [review for review in reviews if review.field == ReviewField.STANCE]
    if stance_reviews and machine["stances"] is None:
        stances = select(*_STANCE_COLUMNS).where(StanceRow.statement_number == row.number).order_by(StanceRow.position)
        machine = machine | {"stances": [dict(stance) for stance in connection.execute(stances).mappings()]}
    if machine["stances"] is not None:
        stances_now = _with_stances(machine["stances"], stance_reviews)
        connection.execute(delete(StanceRow).where(StanceRow.statement_number == row.number))
        if stances_now:
            connection.execute(insert(StanceRow), [stance | {"statement_number": row.number} for stance in stances_now])
        values["stance_labels"] = sum({STANCE_BITS[StanceLabel(stance["label"])] for stance in stances_now})
    original = (
        machine | {"anchor": list(anchor), "stances": machine["stances"] if stance_reviews else None}
        if anchor
        else None
    )
    verdicts = [review.corrected_value for review in reviews if review.field == ReviewField.VERDICT]
    rejected = verdicts[-1:] == [REJECTED]
    values |= {"machine": original, "rejected": rejected, "current": row.newest and not rejected}
    connection.execute(update(StatementRow).where(StatementRow.number == row.number).values(values))


def _canonical_columns(connection: Connection, values: Mapping[str, Any]) -> dict[str, str | None]:
    """The columns of the canonical actor of the machine's speaker, which merges may have changed since."""
    own = values["own_actor_id"] or values["actor_id"]
    return {} if own is None else _actor_columns(connection, own)


def _actor_columns(connection: Connection, own: str) -> dict[str, str | None]:
    canonical = connection.scalar(select(ActorRow.canonical_id).where(ActorRow.id == own)) or own
    return {"actor_id": canonical, "own_actor_id": None if canonical == own else own}


def _corrected(connection: Connection, values: Mapping[str, Any], reviews: Sequence[SqlRow]) -> dict[str, Any]:
    """The columns that reviews change, those of stances set aside; the latest review of each field counts."""
    latest = {review.field: review for review in reviews}
    columns: dict[str, Any] = {}
    for field in (ReviewField.TYPE, ReviewField.ASSERTION):
        if field in latest:
            columns[str(field)] = latest[field].corrected_value
    if ReviewField.SPEAKER in latest:
        columns |= _speaker_columns(connection, values, latest[ReviewField.SPEAKER])
    for field in (ReviewField.ROLE, ReviewField.AFFILIATION):
        if field in latest:
            value = latest[field].corrected_value
            columns |= {str(field): value, f"{field}_key": term(value)}
    return columns


def _speaker_columns(connection: Connection, values: Mapping[str, Any], review: SqlRow) -> dict[str, Any]:
    """The columns of a speaker whom a person has named, or told to be unknown.

    Role and affiliation of another speaker are cleared.
    """
    name = review.corrected_value
    if name is None:
        unknown = ("speaker", "speaker_kind", "speaker_confidence", "actor_id", "own_actor_id", *_OF_SPEAKER)
        return dict.fromkeys(unknown) | {"reason": BY_REVIEW, "speaker_order": NO_SPEAKER}
    kind = connection.scalar(select(ActorRow.kind).where(ActorRow.id == review.actor_id))
    actor = _actor_columns(connection, review.actor_id)
    cleared = {} if actor["actor_id"] == values["actor_id"] else dict.fromkeys(_OF_SPEAKER)
    order = "0" + fold_name(name)[:MAX_KEY]
    columns = {"speaker": name, "speaker_kind": kind, "speaker_confidence": 1.0, "reason": BY_REVIEW}
    return actor | cleared | columns | {"speaker_order": order}


def _with_stances(machine: Sequence[dict[str, Any]], reviews: Sequence[SqlRow]) -> list[dict[str, Any]]:
    """The machine's stances with those that people added, changed or removed."""
    stances = {stance["target_key"]: stance for stance in machine}
    for review in reviews:
        before = stances.pop(review.target_key, None)
        if review.corrected_value != NO_STANCE:
            kind = "actor" if review.actor_id or review.target[:1].isupper() else "topic"
            place = before or dict.fromkeys(column.key for column in _STANCE_COLUMNS)
            new = {"target": review.target, "target_key": review.target_key, "target_kind": kind,
                   "target_actor_id": review.actor_id} if before is None else {}  # fmt: skip
            answer = {"label": review.corrected_value, "score": 1.0, "unclear": False, "reviewed": True}
            stances[review.target_key] = place | new | answer
    return [stance | {"position": position} for position, stance in enumerate(stances.values())]
