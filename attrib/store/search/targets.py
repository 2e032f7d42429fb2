"""Conditions on the target of a stance, under any name of an actor."""

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, or_, select, true, union_all

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

_FEW_AS_SURE = 20_000  # stances that are collected rather than looked for statement by statement


def takes_stance(session: Connection, query: StatementQuery) -> ColumnElement[bool]:
    """A condition: one stance of the statement has the label, the target and at least the score asked for."""
    if not query.target and query.min_stance_score is None:
        return StatementRow.stance_labels.bitwise_and(STANCE_BITS[query.stance]) != 0 if query.stance else true()
    if query.target or few_as_sure(session, query):
        return StatementRow.number.in_(_numbers(session, query))
    # Most statements take some stance, so each is tested when it is reached; collecting them first is slower.
    conditions = asked_stances(session, query)
    same_statement = select(StanceRow.position).where(StanceRow.statement_number == StatementRow.number, *conditions)
    with_label = StatementRow.stance_labels.bitwise_and(STANCE_BITS[query.stance]) != 0 if query.stance else None
    stance_exists = same_statement.correlate(StatementRow).exists()
    return stance_exists if with_label is None else with_label & stance_exists


def few_as_sure(session: Connection, query: StatementQuery) -> bool:
    """Whether the stances with the label and score asked for, towards whatever, are so few that they are collected."""
    if query.target or query.min_stance_score is None or query.stance is None:
        return False
    return len(session.scalars(_numbers(session, query).limit(_FEW_AS_SURE + 1)).all()) <= _FEW_AS_SURE


def _numbers(session: Connection, query: StatementQuery) -> Select[int] | CompoundSelect[int]:
    """The numbers of the statements with a stance as asked for.

    Each way to name a target is a query of its own, which an index answers alone; one with an OR reads the rows.
    """
    every = select(StanceRow.statement_number)
    others = _of_side(query)
    ways = [way for target in query.target for way in _ways(session, target)]
    if not ways:
        return every.where(*others)
    return union_all(*(every.where(way, *others) for way in ways))


def few_towards(session: Connection, query: StatementQuery) -> bool:
    """Whether a query asks for targets that so few stances are towards that their statements are looked up."""
    if session.dialect.name != "sqlite":
        return False
    return len(session.scalars(_numbers(session, query).limit(FEW + 1)).all()) <= FEW


def asked_stances(session: Connection, query: StatementQuery) -> list[ColumnElement[bool]]:
    """The conditions on a stance that a query's target, stance and score make; none where it asks for no stance."""
    conditions: list[ColumnElement[bool]] = []
    if query.target:
        conditions.append(or_(*(towards(session, target) for target in query.target)))
    return conditions + _of_side(query)


def _of_side(query: StatementQuery) -> list[ColumnElement[bool]]:
    """The conditions on a stance that a query's stance and score make."""
    conditions: list[ColumnElement[bool]] = []
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
    return or_(*_ways(session, target))


def _ways(session: Connection, target: str) -> list[ColumnElement[bool]]:
    """The conditions of `towards`, of which any will do."""
    actors = _actors(session, target)
    if not actors:
        return [has_term(session, StanceRow.target_key, "target", target)]
    by_name = [] if is_id(target) else [has_term(session, StanceRow.target_key, "target", target)]
    return [*_ways_of_actor(session, actors), *by_name]


def is_actor(session: Connection, name: str) -> bool:
    """Whether a name means one actor."""
    return bool(_actors(session, name))


def towards_actor(session: Connection, name: str) -> ColumnElement[bool]:
    """A condition: a stance is towards the one actor that a name means, under any of its names."""
    return or_(*_ways_of_actor(session, _actors(session, name)))


def _ways_of_actor(session: Connection, actors: list[str]) -> list[ColumnElement[bool]]:
    return [StanceRow.target_actor_id.in_(actors), StanceRow.target_key.in_(_keys(session, actors))]


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
