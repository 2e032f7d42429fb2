"""Everything the database holds of one actor, for a page about it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select, true

from attrib.data import ActorKind, StanceLabel
from attrib.data.actors import ActorProfile, HeldRole, Part
from attrib.data.judgements import JudgementKind
from attrib.store.actors.answering import one_actor
from attrib.store.actors.clusters import members
from attrib.store.actors.decisions import list_judgements
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, CANONICAL, ActorRow, JudgementRow
from attrib.store.schema.columns import SIDED, moment
from attrib.store.schema.statements import UNDATED, StanceRow, StatementRow
from attrib.targets.pointing import is_pointing

MOST_ROLES = 40
"""The roles in texts that a brief profile tells; a speaker with thirty thousand statements may have thousands."""

_MOST_TARGETS = 10
_ROLE = (StatementRow.affiliation_key, StatementRow.role_key)
SqlRow = Row[*tuple[Any, ...]]


def profile(database: Database, name: str, *, brief: bool = False) -> ActorProfile:
    """The profile of the actor of an id or name: summary, roles over time, parts, targets, judgements.

    A brief one tells of the roles in texts the MOST_ROLES with most statements; its summary has the latest affiliations
    alone, and neither types nor outlets. Raises as `one_actor`.
    """
    with database.session() as connection:
        summary = one_actor(connection, name, counted=not brief)
        ids = members(connection, summary.id)
        mentioned, others = _mentioned_roles(connection, summary.id, MOST_ROLES if brief else None)
        roles = (*_judged_roles(connection, ids), *mentioned)
        parts = _parts(connection, ids) if len(ids) > 1 else ()
        targets = _targets(connection, summary.id)
    return ActorProfile(summary, roles, parts, targets, tuple(list_judgements(database, ids)), others)


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


def _mentioned_roles(connection: Connection, actor: str, most: int | None) -> tuple[tuple[HeldRole, ...], int]:
    """Roles from the texts, the latest first, each with a statement as evidence, spelled as there.

    Of more than `most` those with most statements, of ties the latest; and how many others there are.
    """
    has_date = StatementRow.date_order < UNDATED
    query = (
        select(
            *_ROLE, func.max(StatementRow.date_order).filter(has_date).label("first"),
            func.min(StatementRow.date_order).label("last"), func.count().label("statements"),
            func.min(StatementRow.document_key).label("document_key"),
        )
        .where(StatementRow.actor_id == actor, StatementRow.current == true(), func.coalesce(*_ROLE).is_not(None))
        .group_by(*_ROLE)
    )  # fmt: skip
    found = connection.execute(query).all()  # of the index alone; rows are read only of the statements that are shown
    rows = sorted(found, key=lambda row: (-row.statements, row.last, row.document_key))[:most]
    evidence = _evidence(connection, actor, {row.document_key for row in rows})
    held = [(row, evidence[row.document_key, row.affiliation_key, row.role_key]) for row in rows]
    ordered = sorted(held, key=lambda each: (each[0].last, -each[0].statements, each[1].id))
    return tuple(_held_role(row, statement) for row, statement in ordered), len(found) - len(rows)


def _evidence(connection: Connection, actor: str, documents: Collection[int]) -> dict[tuple[str | None, ...], SqlRow]:
    """An actor's first statement with each role in each of some documents, by document and the keys of the role."""
    columns = (StatementRow.document_key, *_ROLE, StatementRow.id, StatementRow.affiliation, StatementRow.role)
    query = select(*columns).where(StatementRow.actor_id == actor, StatementRow.current == true())
    latest = query.order_by(StatementRow.document_key, StatementRow.start.desc(), StatementRow.number.desc())
    told: dict[tuple[str | None, ...], SqlRow] = {}
    for some in chunks(documents):
        for row in connection.execute(latest.where(StatementRow.document_key.in_(some))):
            told[row.document_key, row.affiliation_key, row.role_key] = row
    return told


def _held_role(row: SqlRow, evidence: SqlRow) -> HeldRole:
    since, until = (None if day is None else day.date().isoformat() for day in (moment(row.first), moment(row.last)))
    return HeldRole(evidence.affiliation, evidence.role, since, until, row.statements, evidence.id)


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
        .where(StatementRow.stance_labels.bitwise_and(SIDED) != 0)  # the others are not looked up
        .where(StanceRow.label != str(StanceLabel.NEUTRAL))
        .group_by(StanceRow.target_key, StanceRow.label)
    )
    ranked = query.order_by(func.count().desc(), StanceRow.target_key, StanceRow.label).limit(5 * _MOST_TARGETS)
    telling = [row for row in connection.execute(ranked) if not is_pointing(row.target)]
    return tuple((row.target, row.label, row.number) for row in telling[:_MOST_TARGETS])
