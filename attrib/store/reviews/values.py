"""The columns and stances that people's reviews change."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from attrib.data import NO_STANCE, ReviewField
from attrib.store.naming.terms import term
from attrib.store.schema.actors import ActorRow
from attrib.store.schema.base import MAX_KEY
from attrib.store.schema.statements import NO_SPEAKER, StanceRow
from attrib.text.folding import fold_name

SqlRow = Row[*tuple[Any, ...]]

BY_REVIEW = "review"
"""The `reason` of a speaker whom a person has named, or told to be unknown."""

VALUES = (
    "type", "speaker", "speaker_kind", "speaker_start", "speaker_end", "speaker_confidence", "speaker_order", "reason",
    "role", "role_key", "affiliation", "affiliation_key", "stance_labels", "actor_id", "own_actor_id", "assertion",
)  # fmt: skip
"""The columns of a statement that a review may change, beside its bounds."""

_OF_SPEAKER = ("speaker_start", "speaker_end", "role", "role_key", "affiliation", "affiliation_key")
STANCE_COLUMNS = tuple(column for column in StanceRow.__table__.columns if column.key != "statement_number")


def canonical_columns(connection: Connection, values: Mapping[str, Any]) -> dict[str, str | None]:
    """The columns of the canonical actor of the machine's speaker, which merges may have changed since."""
    own = values["own_actor_id"] or values["actor_id"]
    return {} if own is None else _actor_columns(connection, own)


def _actor_columns(connection: Connection, own: str) -> dict[str, str | None]:
    canonical = connection.scalar(select(ActorRow.canonical_id).where(ActorRow.id == own)) or own
    return {"actor_id": canonical, "own_actor_id": None if canonical == own else own}


def corrected(connection: Connection, values: Mapping[str, Any], reviews: Sequence[SqlRow]) -> dict[str, Any]:
    """The columns that reviews change, those of stances set aside; the latest review of each field counts."""
    latest = {review.field: review for review in reviews}
    columns: dict[str, Any] = {}
    if ReviewField.ADDED in latest:
        columns |= {name: latest[ReviewField.ADDED].details["values"][name] for name in ("type", "assertion")}
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


def with_stances(machine: Sequence[dict[str, Any]], reviews: Sequence[SqlRow]) -> list[dict[str, Any]]:
    """The machine's stances with those that people added, changed or removed."""
    stances = {stance["target_key"]: stance for stance in machine}
    for review in reviews:
        before = stances.pop(review.target_key, None)
        if review.corrected_value != NO_STANCE:
            kind = "actor" if review.actor_id or review.target[:1].isupper() else "topic"
            place = before or dict.fromkeys(column.key for column in STANCE_COLUMNS)
            new = {"target": review.target, "target_key": review.target_key, "target_kind": kind,
                   "target_actor_id": review.actor_id} if before is None else {}  # fmt: skip
            answer = {"label": review.corrected_value, "score": 1.0, "unclear": False, "reviewed": True}
            stances[review.target_key] = place | new | answer
    return [stance | {"position": position} for position, stance in enumerate(stances.values())]
