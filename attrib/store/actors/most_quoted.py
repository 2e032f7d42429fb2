"""The actors with most statements, with little more than their names: a list that is there at once."""

from collections import Counter
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, true

from attrib.data import ActorKind
from attrib.data.actors import QuotedActor
from attrib.store.actors.lookup import canonical_of, holding
from attrib.store.actors.summaries import canonical_by_actor
from attrib.store.database.session import Database
from attrib.store.schema.actors import ActorRow
from attrib.store.schema.statements import StatementRow

_LOOKED_AT = 30  # the latest statements of an actor, for what it is
_HELD = 2  # roles that are told


def most_quoted(
    database: Database, *, kind: ActorKind | None = None, text: str | None = None, limit: int
) -> list[QuotedActor]:
    """The `limit` actors with most statements, of one kind or with a name in which a word begins so where given.

    Their roles are those that their latest statements tell most often.
    """
    conditions: list[ColumnElement[bool]] = [canonical_by_actor(), StatementRow.actor_id.is_not(None)]
    if kind is not None:
        canonical = func.coalesce(ActorRow.given_kind, ActorRow.kind)
        conditions.append(StatementRow.actor_id.in_(select(ActorRow.id).where(canonical == str(kind))))
    if text is not None:
        conditions.append(StatementRow.actor_id.in_(canonical_of(holding(text))))
    number = func.count()
    ranked = select(StatementRow.actor_id, number).where(*conditions).group_by(StatementRow.actor_id)
    with database.session() as session:
        counts = dict(session.execute(ranked.order_by(number.desc(), StatementRow.actor_id).limit(limit)).all())
        rows = session.execute(_named([each for each in counts if each])).all()
        found = [QuotedActor(row.id, row.name, ActorKind(row.kind), counts[row.id]) for row in rows]
        return [_with_roles(session, each) for each in sorted(found, key=lambda each: (-each.statements, each.name))]


def _named(ids: list[str]) -> Select[*tuple[Any, ...]]:
    name = func.coalesce(ActorRow.given_name, ActorRow.name).label("name")
    return select(ActorRow.id, name, func.coalesce(ActorRow.given_kind, ActorRow.kind).label("kind")).where(
        ActorRow.id.in_(ids)
    )


def _with_roles(session: Connection, actor: QuotedActor) -> QuotedActor:
    told = select(StatementRow.affiliation, StatementRow.role).where(
        StatementRow.actor_id == actor.id, StatementRow.current == true()
    )
    latest = session.execute(told.order_by(StatementRow.date_order).limit(_LOOKED_AT)).all()
    held = Counter((row.affiliation, row.role) for row in latest if row.affiliation or row.role)
    return replace(actor, affiliations=tuple(each for each, _ in held.most_common(_HELD)))
