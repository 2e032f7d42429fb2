"""The actors with most statements, with little more than their names: a list that is there at once."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from attrib.data import ActorKind
from attrib.data.actors import QuotedActor
from attrib.store.actors.latest_roles import latest_roles
from attrib.store.actors.lookup import canonical_of, holding
from attrib.store.actors.summaries import canonical_by_actor
from attrib.store.database.session import Database
from attrib.store.schema.actors import ActorRow
from attrib.store.schema.statements import StatementRow


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
        held = latest_roles(session, [row.id for row in rows])
    found = [QuotedActor(row.id, row.name, ActorKind(row.kind), counts[row.id], held[row.id]) for row in rows]
    return sorted(found, key=lambda each: (-each.statements, each.name))


def _named(ids: list[str]) -> Select[*tuple[Any, ...]]:
    name = func.coalesce(ActorRow.given_name, ActorRow.name).label("name")
    return select(ActorRow.id, name, func.coalesce(ActorRow.given_kind, ActorRow.kind).label("kind")).where(
        ActorRow.id.in_(ids)
    )
