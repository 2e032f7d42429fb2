"""Reviewing statements: writing a person's word down, listing it, taking it back; none is ever deleted."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update
from sqlalchemy.orm import Session

from attrib.data import NO_STANCE, Review, ReviewField, StatementRecord, StatementType
from attrib.errors import AmbiguousNameError, NotFoundError, StoreError
from attrib.store.actors.decisions import FEWEST_DIGITS
from attrib.store.actors.naming import usable_name
from attrib.store.database.session import Database
from attrib.store.naming.terms import note_terms, term
from attrib.store.reviews.apply import apply_reviews
from attrib.store.reviews.speakers import known_actor, named_speaker
from attrib.store.schema.actors import ACTIVE_REVIEW, ReviewRow
from attrib.store.schema.base import content_key
from attrib.store.schema.statements import StanceRow, StatementRow
from attrib.store.statements.convert import review as as_review
from attrib.store.statements.convert import storable
from attrib.store.statements.ids import beginning_with
from attrib.store.statements.records import records

SqlRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a statement; None leaves a field as it is, and an empty role or affiliation is none.

    `stance` is a label or NO_STANCE; without a `target` it is towards the only one that the statement has.
    """

    verdict: str | None = None
    speaker: str | None = None
    type: StatementType | None = None
    role: str | None = None
    affiliation: str | None = None
    stance: str | None = None
    target: str | None = None


def review(
    database: Database, statement_id: str, correction: Correction, by: str, note: str | None = None
) -> tuple[str, StatementRecord]:
    """Write down what a person says of a statement; the id to take it back by, and the statement as it is now.

    Raises NotFoundError and AmbiguousNameError for the id as `get` does, AmbiguousNameError for a speaker's name that
    fits several, and StoreError for what cannot be stored.
    """
    with database.begin() as session:
        connection = session.connection()
        identity, number = beginning_with(session, statement_id)
        statement = connection.execute(select(StatementRow.__table__).where(StatementRow.number == number)).one()
        stamp = _stamp(connection, by, note)
        start, end = statement.machine["anchor"] if statement.machine else (statement.start, statement.end)
        place = {"statement_id": identity, "document_key": statement.document_key, "start": start, "end": end}
        rows = [_row(place | stamp | said) for said in _said(session, statement, correction)]
        connection.execute(insert(ReviewRow), rows)
        apply_reviews(connection, statement.document_key)
        return stamp["batch"], next(iter(records(session, [number])))


def _stamp(connection: Connection, by: str, note: str | None) -> dict[str, Any]:
    """Who says it, when and why; later than every earlier review even if the clock was set back."""
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


def _said(session: Session, statement: SqlRow, correction: Correction) -> Iterator[dict[str, Any]]:
    """The columns of each field that is said something of."""
    machine = statement.machine["values"] if statement.machine else statement._mapping
    if correction.verdict is not None:
        yield {"field": str(ReviewField.VERDICT), "corrected_value": correction.verdict}
    if correction.speaker is not None:
        named = named_speaker(session, correction.speaker, statement)
        yield {"field": str(ReviewField.SPEAKER), "corrected_value": named.name, "actor_id": named.actor_id,
               "machine_value": machine["speaker"]}  # fmt: skip
    if correction.type is not None:
        yield {
            "field": str(ReviewField.TYPE),
            "corrected_value": str(correction.type),
            "machine_value": machine["type"],
        }
    for field, value in ((ReviewField.ROLE, correction.role), (ReviewField.AFFILIATION, correction.affiliation)):
        if value is not None:
            given = usable_name(value) if value.strip() else None
            note_terms(session.connection(), str(field), term(given))
            yield {"field": str(field), "corrected_value": given, "machine_value": machine[str(field)]}
    if correction.stance is not None:
        yield _stance(session, statement, correction.stance, correction.target)


def _stance(session: Session, statement: SqlRow, stance: str, target: str | None) -> dict[str, Any]:
    """The columns of a stance; a target that the statement has already, under that name or as that actor, is that."""
    query = select(StanceRow.target, StanceRow.target_key, StanceRow.target_actor_id, StanceRow.label)
    found = query.where(StanceRow.statement_number == statement.number).order_by(StanceRow.position)
    known: list[dict[str, Any]] = [dict(row) for row in session.execute(found).mappings()]
    before = statement.machine["stances"] if statement.machine else None
    machine = {row["target_key"]: row["label"] for row in (known if before is None else before)}
    known += [row for row in before or () if row["target_key"] not in {row["target_key"] for row in known}]
    if target is None and len(known) != 1:
        listed = ", ".join(repr(row["target"]) for row in known) or "none yet"
        raise StoreError(f"the stance {stance!r} needs a --target; the statement's targets: {listed}")
    wanted = known[0]["target"] if target is None else usable_name(target)
    actor = None if target is None else known_actor(session, wanted)
    same = [row for row in known if row["target_key"] == term(wanted)]
    same = same or [row for row in known if actor is not None and row["target_actor_id"] == actor]
    if not same and stance == NO_STANCE:
        listed = ", ".join(repr(row["target"]) for row in known) or "it has none"
        raise StoreError(f"the statement has no stance towards {wanted!r} to take away; its targets: {listed}")
    row = same[0] if same else {"target": wanted, "target_key": term(wanted), "target_actor_id": actor}
    note_terms(session.connection(), "target", row["target_key"])
    said = {"corrected_value": stance, "machine_value": machine.get(row["target_key"])}
    return said | {"field": str(ReviewField.STANCE), "target": row["target"], "target_key": row["target_key"],
                   "actor_id": row["target_actor_id"]}  # fmt: skip


def undo_review(database: Database, identity: str, by: str) -> list[Review]:
    """Take back a review, or all of one command, by the beginning of an id; what was taken back.

    Raises NotFoundError, AmbiguousNameError, or StoreError where it is undone already.
    """
    with database.begin() as session:
        connection = session.connection()
        rows = _beginning_with(connection, identity)
        standing = [row.id for row in rows if row.undone_at is None]
        if not standing:
            raise StoreError(f"{identity!r} was undone already, by {rows[0].undone_by} on {rows[0].undone_at:%Y-%m-%d}")
        stamp = _stamp(connection, by, None)
        undone = {"undone_by": stamp["reviewed_by"], "undone_at": stamp["reviewed_at"]}
        connection.execute(update(ReviewRow).where(ReviewRow.id.in_(standing)).values(undone))
        apply_reviews(connection, rows[0].document_key)
        return _listed(connection, ReviewRow.id.in_(standing))


def _beginning_with(connection: Connection, given: str) -> Sequence[SqlRow]:
    wanted = given.strip().lower()
    if len(wanted) >= FEWEST_DIGITS and not set(wanted) - set("0123456789abcdef"):
        for column in (ReviewRow.batch, ReviewRow.id):
            query = select(ReviewRow.__table__).where(column >= wanted, column < wanted + "g").order_by(ReviewRow.id)
            found = connection.execute(query).all()
            if len({getattr(row, column.key) for row in found}) > 1:
                raise AmbiguousNameError(f"the id {given!r} fits several reviews; give more digits")
            if found:
                return found
    raise NotFoundError(f"no review has the id {given!r}; `attrib review list` lists them")


def list_reviews(
    database: Database, statement_id: str | None = None, *, undone: bool = False, limit: int | None = None
) -> list[Review]:
    """Reviews, the latest first; of one statement if given, whichever run found it."""
    with database.session() as session:
        wanted: list[ColumnElement[bool]] = [] if undone else [ACTIVE_REVIEW]
        if statement_id is not None:
            identity, number = beginning_with(session, statement_id)
            row = session.execute(select(StatementRow.__table__).where(StatementRow.number == number)).one()
            start, end = row.machine["anchor"] if row.machine else (row.start, row.end)
            here = (ReviewRow.document_key == row.document_key) & (ReviewRow.start == start) & (ReviewRow.end == end)
            wanted.append(here | (ReviewRow.statement_id == identity))
        return _listed(session.connection(), *wanted, limit=limit)


def _listed(connection: Connection, *which: ColumnElement[bool], limit: int | None = None) -> list[Review]:
    latest = (ReviewRow.reviewed_at.desc(), ReviewRow.field, ReviewRow.id)
    query = select(ReviewRow.__table__).where(*which).order_by(*latest).limit(limit)
    return [as_review(row) for row in connection.execute(query)]
