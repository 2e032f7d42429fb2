"""Recording, listing and undoing judgements; none is ever deleted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update
from sqlalchemy import Row as SqlRow

from attrib.data.actors import Judgement
from attrib.data.judgements import JudgementKind
from attrib.store.actors.answering import one_actor
from attrib.store.actors.clusters import members
from attrib.store.actors.namesake_rules import reapply_rules
from attrib.store.actors.refresh import refresh
from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, ActorRow, JudgementRow
from attrib.store.schema.base import aliased, content_key
from attrib.store.schema.columns import Row
from attrib.store.schema.documents import DocumentRow
from attrib.store.statements import histories
from attrib.store.statements.convert import storable
from attrib.store.statements.histories import Decision, find_decided, undone_already

BATCH_SHOWN = 10
"""A command with more judgements than this is listed as one line."""


def decide(connection: Connection, by: str, note: str | None = None) -> Decision:
    """A new decision, later than every earlier one. Raises StoreError for a blank `by`."""
    return histories.decide(connection, JudgementRow, by, note)


def judgement_row(decision: Decision, kind: JudgementKind, actor: str, **values: object) -> Row:
    """A row of `judgements`; columns that are not given are null."""
    columns: Row = dict.fromkeys(JudgementRow.__table__.columns.keys())
    values = {name: storable(value) for name, value in values.items()}
    parts = [f"{name}={value}" for name, value in sorted(values.items())]
    identity = f"{content_key('judgement', decision.batch, kind, actor, *parts):016x}"
    stamp = {"batch": decision.batch, "judged_by": decision.by, "judged_at": decision.at, "note": decision.note}
    return columns | values | stamp | {"id": identity, "kind": str(kind), "actor_id": actor}


def judge(connection: Connection, rows: Sequence[Row]) -> list[str]:
    """Record judgements and recompute what follows from them; the ids of the judgements."""
    if rows:
        connection.execute(insert(JudgementRow), list(rows))
        _recompute(connection, rows)
    return [row["id"] for row in rows]


def _recompute(connection: Connection, rows: Iterable[Any]) -> None:
    """Recompute canonical actors, names and aliases after judgements were made or undone."""
    mappings = [row if isinstance(row, dict) else row._mapping for row in rows]
    ids = {row[name] for row in mappings for name in ("actor_id", "other_actor_id", "claims")} - {None}
    reapply_rules(connection, {row["actor_id"] for row in mappings if row["kind"] == JudgementKind.DIVIDE})
    refresh(connection, ids)


def undo(database: Database, identity: str, by: str) -> list[Judgement]:
    """Undo a judgement, or all of one command, by the start of an id; what was undone.

    Raises NotFoundError, AmbiguousNameError, or StoreError where it is undone already.
    """
    with database.begin() as connection:
        rows = find_decided(connection, JudgementRow, identity, "attrib actors judgements")
        active = [row for row in rows if row.undone_at is None]
        if not active:
            raise undone_already(identity, rows)
        decision = decide(connection, by)
        stamp = {"undone_by": decision.by, "undone_at": decision.at}
        whole = len(rows) > 1
        which = JudgementRow.batch == rows[0].batch if whole else JudgementRow.id == rows[0].id
        connection.execute(update(JudgementRow).where(which, ACTIVE_JUDGEMENT).values(stamp))
        _recompute(connection, active)
        return _list(connection, which, JudgementRow.undone_at == decision.at)


def judged_actors(database: Database, name: str) -> tuple[str, ...]:
    """The ids of an actor and all its parts, to list their judgements; errors as `one_actor`."""
    with database.session() as session:
        return tuple(members(session, one_actor(session, name, counted=False).id))


def list_judgements(
    database: Database, actors: Iterable[str] = (), *, undone: bool = False, limit: int | None = None
) -> list[Judgement]:
    """Judgements, the latest first, of some actors if given; a command with very many is one line."""
    ids = sorted(actors)
    with database.session() as connection:
        about = [or_(JudgementRow.actor_id.in_(ids), JudgementRow.other_actor_id.in_(ids))] if ids else []
        if not undone:
            about.append(ACTIVE_JUDGEMENT)
        if ids:
            return _list(connection, *about, limit=limit)
        query = select(JudgementRow.batch, func.count().label("number"), func.min(JudgementRow.id).label("first"))
        groups = query.where(*about).group_by(JudgementRow.batch).subquery()
        many = {row.first: row for row in connection.execute(select(groups).where(groups.c.number > BATCH_SHOWN))}
        few = JudgementRow.batch.not_in(select(groups.c.batch).where(groups.c.number > BATCH_SHOWN))
        canonical = or_(few, JudgementRow.id.in_(many))
        judgements = _list(connection, *about, canonical, limit=limit)
    return [_as_batch(item, many[item.id]) if item.id in many else item for item in judgements]


def _as_batch(item: Judgement, group: SqlRow[*tuple[Any, ...]]) -> Judgement:
    return replace(item, count=group.number)


def _list(connection: Connection, *which: ColumnElement[bool], limit: int | None = None) -> list[Judgement]:
    actor, other = aliased(ActorRow), aliased(ActorRow)
    names = [func.coalesce(row.given_name, row.name) for row in (actor, other)]
    query = (
        select(JudgementRow.__table__, names[0].label("actor"), names[1].label("other"), DocumentRow.location)
        .join(actor, actor.id == JudgementRow.actor_id)
        .outerjoin(other, other.id == JudgementRow.other_actor_id)
        .outerjoin(DocumentRow, DocumentRow.key == JudgementRow.document_key)
        .where(*which)
        .order_by(JudgementRow.judged_at.desc(), JudgementRow.id)
        .limit(limit)
    )
    return [_judgement(row) for row in connection.execute(query)]


def _judgement(row: SqlRow[*tuple[Any, ...]]) -> Judgement:
    same = ("id", "batch", "actor_id", "actor", "other", "value", "role", "since", "until", "note", "judged_by")
    when = ("judged_at", "undone_by", "undone_at")
    values = {name: getattr(row, name) for name in (*same, *when)}
    return Judgement(kind=JudgementKind(row.kind), other_id=row.other_actor_id, document=row.location, **values)
