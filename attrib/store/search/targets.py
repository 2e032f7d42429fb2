"""Whom or what a stance is towards: a name given by the user to a condition on stances, under any name of an actor."""

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from attrib.data import ActorKind, StatementQuery
from attrib.store.actors.clusters import members
from attrib.store.actors.lookup import is_id, sole_actor
from attrib.store.database.chunks import chunks
from attrib.store.naming.identity import joins_documents, name_key
from attrib.store.naming.terms import has_term
from attrib.store.schema.actors import IS_ALIAS, ActorRow, AliasRow
from attrib.store.schema.columns import STANCE_BITS
from attrib.store.schema.statements import StanceRow, StatementRow


def takes_stance(session: Session, query: StatementQuery) -> ColumnElement[bool]:
    """That one and the same stance of a statement has the label, the target and the least score asked for."""
    if query.target is None and query.min_stance_score is None:
        return StatementRow.stance_labels.bitwise_and(STANCE_BITS[query.stance]) != 0 if query.stance else true()
    wanted: list[ColumnElement[bool]] = []
    if query.target is not None:
        wanted.append(towards(session, query.target))
    if query.stance is not None:
        wanted.append(StanceRow.label == str(query.stance))
    if query.min_stance_score is not None:
        wanted.append(StanceRow.score >= query.min_stance_score)
    if query.target is not None:
        return StatementRow.number.in_(select(StanceRow.statement_number).where(*wanted))
    # Most statements take some stance: each is looked at in its turn, none is collected beforehand.
    here = select(StanceRow.position).where(StanceRow.statement_number == StatementRow.number, *wanted)
    labelled = StatementRow.stance_labels.bitwise_and(STANCE_BITS[query.stance]) != 0 if query.stance else None
    taken = here.correlate(StatementRow).exists()
    return taken if labelled is None else labelled & taken


def towards(session: Session, target: str) -> ColumnElement[bool]:
    """That a stance is towards what a name means: an actor under any of its names, or words of a target.

    A name that one actor answers to finds every target that texts, merges or aliases make that actor; any other
    name, or part of one, the targets that hold its words.
    """
    actors = _actors(session, target)
    if not actors:
        return has_term(session, StanceRow.target_key, "target", target)
    named: list[ColumnElement[bool]] = [StanceRow.target_actor_id.in_(actors)]
    keys = _keys(session, actors)
    if keys:
        named.append(StanceRow.target_key.in_(keys))
    if not is_id(target):
        named.append(has_term(session, StanceRow.target_key, "target", target))
    return or_(*named)


def _actors(session: Session, target: str) -> list[str]:
    """The one actor that a name means, with all that are shown as it; none where several or none answer."""
    canonical = sole_actor(session, target)
    return [] if canonical is None else members(session.connection(), canonical)


def _keys(session: Session, actors: list[str]) -> list[str]:
    """The folded names by which texts of any document mean the actors: no bare surname, which others may bear."""
    keys = set[str]()
    for chunk in chunks(actors):
        names = select(ActorRow.name, ActorRow.kind).where(ActorRow.id.in_(chunk))
        called = select(AliasRow.alias, ActorRow.kind).join(ActorRow, ActorRow.id == AliasRow.actor_id)
        for name, kind in (*session.execute(names), *session.execute(called.where(ActorRow.id.in_(chunk), IS_ALIAS))):
            if joins_documents(name, ActorKind(kind)):
                keys |= {name_key(name, ActorKind(kind)), name_key(name, ActorKind.ORGANIZATION)}
    return sorted(keys)
