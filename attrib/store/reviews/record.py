"""Reviews of statements: recording, listing and undoing them; none is ever deleted."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, select, update
from sqlalchemy.orm import Session

from attrib.data import NO_STANCE, Assertion, Review, ReviewField, StatementRecord, StatementType
from attrib.errors import AmbiguousNameError, NotFoundError, StoreError
from attrib.store.actors.decisions import FEWEST_DIGITS
from attrib.store.actors.naming import usable_name
from attrib.store.database.session import Database
from attrib.store.naming.terms import note_terms, term
from attrib.store.reviews.apply import apply_reviews
from attrib.store.reviews.speakers import known_actor, named_speaker
from attrib.store.schema.actors import ACTIVE_REVIEW, ReviewRow
from attrib.store.schema.base import content_key
from attrib.store.schema.statements import DocumentRow, StanceRow, StatementRow
from attrib.store.statements.convert import review as as_review
from attrib.store.statements.convert import storable
from attrib.store.statements.ids import beginning_with
from attrib.store.statements.records import records

SqlRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a statement; None leaves a field unchanged, an empty role or affiliation clears it.

    `stance` is a label or NO_STANCE; without a `target` it concerns the statement's only target.
    """

    verdict: str | None = None
    speaker: str | None = None
    type: StatementType | None = None
    assertion: Assertion | None = None
    role: str | None = None
    affiliation: str | None = None
    stance: str | None = None
    target: str | None = None


def review(
    database: Database, statement_id: str, correction: Correction, by: str, note: str | None = None
) -> tuple[str, StatementRecord]:
    """Record a review of a statement; the batch to undo it by, and the statement as it is now.

    Raises NotFoundError and AmbiguousNameError for the id as `get` does, AmbiguousNameError for a speaker's name that
    fits several, and StoreError for what cannot be stored.
    """
    with database.begin() as session:
        connection = session.connection()
        identity, number = beginning_with(session, statement_id)
        _lock(connection, select(StatementRow.document_key).where(StatementRow.number == number))
        statement = connection.execute(select(StatementRow.__table__).where(StatementRow.number == number)).one()
        stamp = _stamp(connection, by, note)
        start, end = statement.machine["anchor"] if statement.machine else (statement.start, statement.end)
        place = {"statement_id": identity, "document_key": statement.document_key, "start": start, "end": end}
        rows = [_row(place | stamp | said) for said in _review_columns(session, statement, correction)]
        connection.execute(insert(ReviewRow), rows)
        apply_reviews(connection, statement.document_key)
        return stamp["batch"], next(iter(records(session, [number])))


def _lock(connection: Connection, document: Select[int]) -> None:
    """Let one writer at a time decide what a document's statements say (PostgreSQL); a save takes the same lock."""
    query = select(DocumentRow.key).where(DocumentRow.key == document.scalar_subquery())
    connection.execute(query.with_for_update())


def _stamp(connection: Connection, by: str, note: str | None) -> dict[str, Any]:
    """Who reviews, when and why; later than every earlier review even if the clock was set back.

    Raises StoreError for a blank `by`.
    """
    if not by.strip():
        raise StoreError("a review needs to say who made it; give --by NAME or set ATTRIB_BY")
    now, last = datetime.now(UTC), connection.scalar(select(func.max(ReviewRow.reviewed_at)))
    at = now if last is None else max(now, last + timedelta(microseconds=1))
    return {"batch": secrets.token_hex(6), "reviewed_by": storable(by.strip()), "reviewed_at": at,
            "note": None if note is None else storable(note)}  # fmt: skip


def _row(values: dict[str, Any]) -> dict[str, Any]:
    columns = dict.fromkeys(ReviewRow.__table__.columns.keys())
    identity = content_key("review", values["batch"], values["field"], values.get("target_key") or "")
    return columns | values | {"id": f"{identity:016x}"}


def _review_columns(session: Session, statement: SqlRow, correction: Correction) -> Iterator[dict[str, Any]]:
    """The columns of a review of each field that the correction sets."""
    machine = statement.machine["values"] if statement.machine else statement._mapping
    if correction.verdict is not None:
        yield {"field": str(ReviewField.VERDICT), "corrected_value": correction.verdict}
    if correction.speaker is not None:
        speaker = named_speaker(session, correction.speaker, statement)
        yield {"field": str(ReviewField.SPEAKER), "corrected_value": speaker.name, "actor_id": speaker.actor_id,
               "machine_value": machine["speaker"]}  # fmt: skip
    for kind, chosen in ((ReviewField.TYPE, correction.type), (ReviewField.ASSERTION, correction.assertion)):
        if chosen is not None:
            yield {"field": str(kind), "corrected_value": str(chosen), "machine_value": machine[str(kind)]}
    for field, value in ((ReviewField.ROLE, correction.role), (ReviewField.AFFILIATION, correction.affiliation)):
        if value is not None:
            name = usable_name(value) if value.strip() else None
            note_terms(session.connection(), str(field), term(name))
            yield {"field": str(field), "corrected_value": name, "machine_value": machine[str(field)]}
    if correction.stance is not None:
        yield _stance(session, statement, correction.stance, correction.target)


def _stance(session: Session, statement: SqlRow, stance: str, target: str | None) -> dict[str, Any]:
    """The columns of a stance; a target with the same name or the same actor as an existing target is that target.

    Raises StoreError where the target is unclear, and where there is no stance to remove.
    """
    query = select(StanceRow.target, StanceRow.target_key, StanceRow.target_actor_id, StanceRow.label)
    stances_query = query.where(StanceRow.statement_number == statement.number).order_by(StanceRow.position)
    stances: list[dict[str, Any]] = [dict(row) for row in session.execute(stances_query).mappings()]
    before = statement.machine["stances"] if statement.machine else None
    machine = {row["target_key"]: row["label"] for row in (stances if before is None else before)}
    stances += [row for row in before or () if row["target_key"] not in {row["target_key"] for row in stances}]
    if target is None and len(stances) != 1:
        targets = ", ".join(repr(row["target"]) for row in stances) or "none yet"
        raise StoreError(f"the stance {stance!r} needs a --target; the statement's targets: {targets}")
    name = stances[0]["target"] if target is None else usable_name(target)
    actor = None if target is None else known_actor(session, name)
    matches = [row for row in stances if row["target_key"] == term(name)]
    matches = matches or [row for row in stances if actor is not None and row["target_actor_id"] == actor]
    if not matches and stance == NO_STANCE:
        targets = ", ".join(repr(row["target"]) for row in stances) or "it has none"
        raise StoreError(f"the statement has no stance towards {name!r} to remove; its targets: {targets}")
    row = matches[0] if matches else {"target": name, "target_key": term(name), "target_actor_id": actor}
    note_terms(session.connection(), "target", row["target_key"])
    columns = {"corrected_value": stance, "machine_value": machine.get(row["target_key"])}
    return columns | {"field": str(ReviewField.STANCE), "target": row["target"], "target_key": row["target_key"],
                   "actor_id": row["target_actor_id"]}  # fmt: skip


def undo_review(database: Database, identity: str, by: str) -> list[Review]:
    """Undo a review, or all of one command, by the start of an id; what was undone.

    Raises NotFoundError, AmbiguousNameError, or StoreError where it is undone already.
    """
    with database.begin() as session:
        connection = session.connection()
        reviewed = select(ReviewRow.document_key).where(ReviewRow.id == _find_reviews(connection, identity)[0].id)
        _lock(connection, reviewed)
        rows = _find_reviews(connection, identity)
        active = [row.id for row in rows if row.undone_at is None]
        if not active:
            raise StoreError(f"{identity!r} was undone already, by {rows[0].undone_by} on {rows[0].undone_at:%Y-%m-%d}")
        stamp = _stamp(connection, by, None)
        stamp_columns = {"undone_by": stamp["reviewed_by"], "undone_at": stamp["reviewed_at"]}
        connection.execute(update(ReviewRow).where(ReviewRow.id.in_(active)).values(stamp_columns))
        apply_reviews(connection, rows[0].document_key)
        return _list(connection, ReviewRow.id.in_(active))


def _find_reviews(connection: Connection, prefix: str) -> Sequence[SqlRow]:
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
    database: Database, statement_id: str | None = None, *, undone: bool = False, limit: int | None = None
) -> list[Review]:
    """Reviews, the latest first; of one statement if given, whichever run found it."""
    with database.session() as session:
        conditions: list[ColumnElement[bool]] = [] if undone else [ACTIVE_REVIEW]
        if statement_id is not None:
            identity, number = beginning_with(session, statement_id)
            row = session.execute(select(StatementRow.__table__).where(StatementRow.number == number)).one()
            start, end = row.machine["anchor"] if row.machine else (row.start, row.end)
            same_span = (
                (ReviewRow.document_key == row.document_key) & (ReviewRow.start == start) & (ReviewRow.end == end)
            )
            conditions.append(same_span | (ReviewRow.statement_id == identity))
        return _list(session.connection(), *conditions, limit=limit)


def _list(connection: Connection, *which: ColumnElement[bool], limit: int | None = None) -> list[Review]:
    latest = (ReviewRow.reviewed_at.desc(), ReviewRow.field, ReviewRow.id)
    query = select(ReviewRow.__table__).where(*which).order_by(*latest).limit(limit)
    return [as_review(row) for row in connection.execute(query)]
