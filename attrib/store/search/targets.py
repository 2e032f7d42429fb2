"""Conditions on the target of a stance, under any name of an actor."""

from sqlalchemy import ColumnElement, Connection, or_, select, true

from attrib.data import ActorKind, StatementQuery
from attrib.store.actors.clusters import members
from attrib.store.actors.lookup import is_id, sole_actor
from attrib.store.database.chunks import chunks
from attrib.store.naming.identity import joins_documents, name_key
from attrib.store.naming.terms import has_term
from attrib.store.schema.actors import IS_ALIAS, ActorRow, AliasRow
from attrib.store.schema.columns import STANCE_BITS
from attrib.store.schema.statements import StanceRow, StatementRow
from attrib.store.search.fulltext import FEW


def takes_stance(session: Connection, query: StatementQuery) -> ColumnElement[bool]:
    """A condition: one stance of the statement has the label, the target and at least the score asked for."""
    if not query.target and query.min_stance_score is None:
        return StatementRow.stance_labels.bitwise_and(STANCE_BITS[query.stance]) != 0 if query.stance else true()
    conditions = asked_stances(session, query)
    if query.target:
        return StatementRow.number.in_(select(StanceRow.statement_number).where(*conditions))
    # Most statements take some stance, so each is tested when it is reached; collecting them first is slower.
    same_statement = select(StanceRow.position).where(StanceRow.statement_number == StatementRow.number, *conditions)
    with_label = StatementRow.stance_labels.bitwise_and(STANCE_BITS[query.stance]) != 0 if query.stance else None
    stance_exists = same_statement.correlate(StatementRow).exists()
    return stance_exists if with_label is None else with_label & stance_exists


def few_towards(session: Connection, query: StatementQuery) -> bool:
    """Whether a query asks for targets that so few stances are towards that their statements are looked up."""
    if session.dialect.name != "sqlite":
        return False
    numbers = select(StanceRow.statement_number).where(*asked_stances(session, query))
    return len(session.scalars(numbers.limit(FEW + 1)).all()) <= FEW


def asked_stances(session: Connection, query: StatementQuery) -> list[ColumnElement[bool]]:
    """The conditions on a stance that a query's target, stance and score make; none where it asks for no stance."""
    conditions: list[ColumnElement[bool]] = []
    if query.target:
        conditions.append(or_(*(towards(session, target) for target in query.target)))
    if query.stance is not None:
        conditions.append(StanceRow.label == str(query.stance))
    if query.min_stance_score is not None:
        conditions.append(StanceRow.score >= query.min_stance_score)
    return conditions


def towards(session: Connection, target: str) -> ColumnElement[bool]:
    """A condition: a stance is towards what a name means, an actor under any of its names or words of a target.

    A name of exactly one actor finds every target that texts, merges or aliases make that actor. Any other name, or
    part of one, finds the targets that contain its words.
    """
    actors = _actors(session, target)
    if not actors:
        return has_term(session, StanceRow.target_key, "target", target)
    by_name = [] if is_id(target) else [has_term(session, StanceRow.target_key, "target", target)]
    return or_(towards_actor(session, target), *by_name)


def is_actor(session: Connection, name: str) -> bool:
    """Whether a name means one actor."""
    return bool(_actors(session, name))


def towards_actor(session: Connection, name: str) -> ColumnElement[bool]:
    """A condition: a stance is towards the one actor that a name means, under any of its names."""
    actors = _actors(session, name)
    return or_(StanceRow.target_actor_id.in_(actors), StanceRow.target_key.in_(_keys(session, actors)))


def _actors(session: Connection, target: str) -> list[str]:
    """The one actor that a name means, with all its parts; empty where several or none fit."""
    canonical = sole_actor(session, target)
    return [] if canonical is None else members(session, canonical)


def _keys(session: Connection, actors: list[str]) -> list[str]:
    """The folded names that mean the actors in any document; no bare surname, because others may have it."""
    keys = set[str]()
    for chunk in chunks(actors):
        names = select(ActorRow.name, ActorRow.kind).where(ActorRow.id.in_(chunk))
        aliases = select(AliasRow.alias, ActorRow.kind).join(ActorRow, ActorRow.id == AliasRow.actor_id)
        for name, kind in (*session.execute(names), *session.execute(aliases.where(ActorRow.id.in_(chunk), IS_ALIAS))):
            if joins_documents(name, ActorKind(kind)):
                keys |= {name_key(name, ActorKind(kind)), name_key(name, ActorKind.ORGANIZATION)}
    return sorted(keys)
