"""Everything the database holds of one actor, for a page about it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select, true

from attrib.data import ActorKind, StanceLabel
from attrib.data.actors import ActorProfile, HeldRole, Part
from attrib.data.judgements import JudgementKind
from attrib.store.actors.answering import one_actor
from attrib.store.actors.clusters import members
from attrib.store.actors.decisions import list_judgements
from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, CANONICAL, ActorRow, JudgementRow
from attrib.store.schema.columns import moment
from attrib.store.schema.statements import UNDATED, StanceRow, StatementRow
from attrib.targets.pointing import is_pointing

_MOST_TARGETS = 10


def profile(database: Database, name: str) -> ActorProfile:
    """The profile of the actor of an id or name: summary, roles over time, parts, targets, judgements.

    Raises as `one_actor`.
    """
    with database.session() as connection:
        summary = one_actor(connection, name)
        ids = members(connection, summary.id)
        roles = (*_judged_roles(connection, ids), *_mentioned_roles(connection, summary.id))
        parts = _parts(connection, ids) if len(ids) > 1 else ()
        targets = _targets(connection, summary.id)
    return ActorProfile(summary, roles, parts, targets, tuple(list_judgements(database, ids)))


def _judged_roles(connection: Connection, parts: Sequence[str]) -> tuple[HeldRole, ...]:
    query = select(JudgementRow.__table__).where(
        JudgementRow.actor_id.in_(parts),
        JudgementRow.kind == str(JudgementKind.AFFILIATION),
        ACTIVE_JUDGEMENT,
    )
    latest = (func.coalesce(JudgementRow.since, "").desc(), JudgementRow.judged_at.desc(), JudgementRow.id)
    return tuple(
        HeldRole(row.value, row.role, row.since, row.until, judged_by=row.judged_by)
        for row in connection.execute(query.order_by(*latest))
    )


def _mentioned_roles(connection: Connection, actor: str) -> tuple[HeldRole, ...]:
    """Roles from the texts, the latest first, each with a statement as evidence."""
    keys = (StatementRow.affiliation_key, StatementRow.role_key)
    has_date = StatementRow.date_order < UNDATED
    query = (
        select(
            func.max(StatementRow.affiliation).label("affiliation"), func.max(StatementRow.role).label("role"),
            func.max(StatementRow.date_order).filter(has_date).label("first"),
            func.min(StatementRow.date_order).label("last"), func.count().label("statements"),
            func.min(StatementRow.id).label("evidence"),
        )
        .where(StatementRow.actor_id == actor, StatementRow.current == true())
        .where(func.coalesce(*keys).is_not(None))
        .group_by(*keys)
    )  # fmt: skip
    rows = connection.execute(query).all()
    return tuple(map(_held_role, sorted(rows, key=lambda row: (row.last, -row.statements, row.evidence))))


def _held_role(row: Row[*tuple[Any, ...]]) -> HeldRole:
    since, until = (None if day is None else day.date().isoformat() for day in (moment(row.first), moment(row.last)))
    return HeldRole(row.affiliation, row.role, since, until, row.statements, row.evidence)


def _parts(connection: Connection, parts: Sequence[str]) -> tuple[Part, ...]:
    own_actor = func.coalesce(StatementRow.own_actor_id, StatementRow.actor_id)
    canonical_ids = select(CANONICAL).where(ActorRow.id.in_(parts))
    counts = select(own_actor.label("own"), func.count().label("number")).group_by(own_actor)
    counts = counts.where(StatementRow.actor_id.in_(canonical_ids), StatementRow.current == true())
    numbers = {row.own: row.number for row in connection.execute(counts)}
    rows = connection.execute(select(ActorRow.id, ActorRow.name, ActorRow.kind).where(ActorRow.id.in_(parts)))
    members = (Part(row.id, row.name, ActorKind(row.kind), numbers.get(row.id, 0)) for row in rows)
    return tuple(sorted(members, key=lambda part: (-part.statements, part.name, part.id)))


def _targets(connection: Connection, actor: str) -> tuple[tuple[str, str, int], ...]:
    """The targets that an actor takes most sides on, without those that only their articles explain ("the bill")."""
    query = (
        select(func.min(StanceRow.target).label("target"), StanceRow.label, func.count().label("number"))
        .join(StatementRow, StatementRow.number == StanceRow.statement_number)
        .where(StatementRow.actor_id == actor, StatementRow.current == true())
        .where(StanceRow.label != str(StanceLabel.NEUTRAL))
        .group_by(StanceRow.target_key, StanceRow.label)
    )
    ranked = query.order_by(func.count().desc(), StanceRow.target_key, StanceRow.label).limit(5 * _MOST_TARGETS)
    telling = [row for row in connection.execute(ranked) if not is_pointing(row.target)]
    return tuple((row.target, row.label, row.number) for row in telling[:_MOST_TARGETS])
