"""Finding actors by their names, and listing them."""

from sqlalchemy import ColumnElement, func, select

from attrib.data import ActorKind, ActorSummary
from attrib.store.actors.answering import one_actor
from attrib.store.actors.lookup import MOST_FOUND, canonical_of, exactly, holding
from attrib.store.actors.summaries import canonical_by_actor, summaries
from attrib.store.database.session import Database
from attrib.store.naming.identity import name_key
from attrib.store.schema.actors import ActorRow
from attrib.store.schema.statements import StatementRow
from attrib.text.folding import askable


def find(database: Database, name: str) -> list[ActorSummary]:
    """The actors with a name, part of a name or alias, whatever its accents and case.

    Exact names come first, then the actors with most statements; at most MOST_FOUND.
    """
    name = askable(name)
    with database.session() as session:
        named = select(ActorRow.id).where(ActorRow.key.in_(sorted({name_key(name, kind) for kind in ActorKind})))
        queries = (holding(name), exactly(name), named)
        ranked = [session.scalars(canonical_of(query).limit(MOST_FOUND)).all() for query in queries]
        ranks = {identity: rank for rank, group in enumerate(ranked) for identity in group}
        actors = summaries(session, ranks)
    return sorted(actors, key=lambda actor: (-ranks[actor.id], -actor.statements, actor.name, actor.id))


def resolve_actor(database: Database, name: str, *, counted: bool = True) -> ActorSummary:
    """The one actor that an id or a name means; unless `counted`, with its latest affiliations alone, and
    without types and outlets.

    Raises AmbiguousNameError with the candidates where several fit, and NotFoundError with similar names where none
    does.
    """
    with database.session() as session:
        return one_actor(session, name, counted=counted)


def show(database: Database, id_or_name: str) -> ActorSummary:
    """The actor of an id or name, with its statement types and outlets; errors as `resolve_actor`."""
    return resolve_actor(database, id_or_name)


def list_actors(
    database: Database, kind: ActorKind | None = None, limit: int | None = None, text: str | None = None
) -> list[ActorSummary]:
    """The actors with most statements first, of one kind or with a name that holds some text where given."""
    conditions: list[ColumnElement[bool]] = [canonical_by_actor(), StatementRow.actor_id.is_not(None)]
    if kind is not None:
        canonical = func.coalesce(ActorRow.given_kind, ActorRow.kind)
        conditions.append(StatementRow.actor_id.in_(select(ActorRow.id).where(canonical == str(kind))))
    if text is not None:
        conditions.append(StatementRow.actor_id.in_(canonical_of(holding(text))))
    count = func.count().label("statements")
    counts = select(StatementRow.actor_id, count).where(*conditions).group_by(StatementRow.actor_id)
    ranked = select(ActorRow.id).join(sub := counts.subquery(), sub.c.actor_id == ActorRow.id)
    with database.session() as session:
        ordered = ranked.order_by(sub.c.statements.desc(), ActorRow.key, ActorRow.id).limit(limit)
        identities = session.scalars(ordered).all()
        actors = {actor.id: actor for actor in summaries(session, identities)}
    return [actors[identity] for identity in identities]
