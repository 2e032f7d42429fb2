"""Judgements that merge and split actors."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from attrib.data import ActorKind
from attrib.data.actors import JudgementResult
from attrib.data.judgements import JudgementKind
from attrib.errors import StoreError
from attrib.store.actors.answering import one_actor
from attrib.store.actors.clusters import ActorCluster, find_cluster, parents_of
from attrib.store.actors.decisions import decide, judge, judgement_row
from attrib.store.actors.lookup import ambiguous
from attrib.store.actors.summaries import summaries
from attrib.store.database.session import Database
from attrib.store.naming.identity import name_key
from attrib.store.schema.actors import IS_ALIAS, AliasRow
from attrib.store.schema.columns import Row
from attrib.store.statements.histories import Decision
from attrib.text.folding import fold_name


def merge(database: Database, names: Sequence[str], by: str, note: str | None = None) -> JudgementResult:
    """Judge that actors are one; the first of them is canonical.

    Raises StoreError where two are one already or an active judgement keeps them apart, and as `one_actor`.
    """
    with database.begin() as connection:
        first, *others = ids = [one_actor(connection, name, counted=False).id for name in names]
        for place, other in enumerate(others, start=1):
            if other in (first, *others[: place - 1]):
                raise StoreError(f"{names[place]!r} and {names[0]!r} are one actor already; there is nothing to merge")
        _refuse_kept_apart(connection, ids)
        decision = decide(connection, by, note)
        judge(
            connection, [judgement_row(decision, JudgementKind.MERGE, first, other_actor_id=other) for other in others]
        )
        return JudgementResult(decision.batch, summaries(connection, [first])[0])


def _refuse_kept_apart(connection: Connection, canonical: Collection[str], way_out: str = "undo that first") -> None:
    """Raise StoreError where an active judgement says that two of some canonical actors are not one."""
    cluster = find_cluster(connection, canonical)
    parents = parents_of(cluster)
    for row in cluster.judgements:
        if row.kind != JudgementKind.SPLIT:
            continue
        ends = [cluster.root(parents, identity) for identity in (row.actor_id, row.other_actor_id)]
        if ends[0] != ends[1] and set(ends) <= set(canonical):
            names = " and ".join(
                repr(actor.given_name or actor.name) for actor in map(cluster.actors.__getitem__, ends)
            )
            raise StoreError(
                f"{row.judged_by} judged on {row.judged_at:%Y-%m-%d} that {names} are not one; {way_out}: "
                f"attrib actors undo {row.batch}"
            )


def split(database: Database, names: Sequence[str], by: str, note: str | None = None) -> JudgementResult:
    """Judge that the other actors are not the first: its parts become canonical again, other actors are kept apart.

    Raises as `one_actor`, and StoreError where a name means the first actor itself or a split exists already.
    """
    with database.begin() as connection:
        whole = one_actor(connection, names[0], counted=False).id
        cluster = find_cluster(connection, [whole])
        parents = parents_of(cluster)
        decision = decide(connection, by, note)
        parents_by_part: dict[str, str] = {}
        for name in names[1:]:
            other = _part_named(connection, cluster, whole, name)
            if other is None:
                other = one_actor(connection, name, counted=False).id
                _refuse_kept_apart(connection, (whole, other), "there is nothing to split; to undo that")
            parents_by_part[other] = parents.get(other, whole)
        judge(connection, [_split_row(decision, first, other) for other, first in parents_by_part.items()])
        for other in parents_by_part:
            _split_completely(connection, decision, whole, other)
        actors = {actor.id: actor for actor in summaries(connection, [whole, *parents_by_part])}
        return JudgementResult(decision.batch, actors[whole], tuple(actors[identity] for identity in parents_by_part))


def _split_row(decision: Decision, first: str, other: str) -> Row:
    return judgement_row(decision, JudgementKind.SPLIT, first, other_actor_id=other)


def _split_completely(connection: Connection, decision: Decision, whole: str, other: str) -> None:
    """Split an actor from everything that still makes it part of a whole, such as two names with one acronym."""
    while True:
        cluster = find_cluster(connection, [other])
        parents = parents_of(cluster)
        if cluster.root(parents, other) != whole or other == whole:
            return
        judge(connection, [_split_row(decision, parents[other], other)])


def _part_named(session: Connection, cluster: ActorCluster, whole: str, name: str) -> str | None:
    """The part of an actor that an id or name means; None where it means another actor."""
    parents = parents_of(cluster)
    parts = [row for row in cluster.actors.values() if row.id != whole and cluster.root(parents, row.id) == whole]
    ids = [row.id for row in parts if len(name) >= 8 and row.id.startswith(name.lower())]
    ids = ids or [row.id for row in parts if row.key in {name_key(name, ActorKind(row.kind)), fold_name(name)}]
    ids = ids or _parts_with_alias(session, [row.id for row in parts], name)
    if not ids and one_actor(session, name, counted=False).id == whole:
        lines = "".join(f"\n  {row.id}  {row.name}" for row in parts) or " it has none"
        raise StoreError(
            f"{name!r} is the actor itself and none of its parts; to split one off, give its id or name:{lines}\n"
            "to split a name that means two people, give --statement ID or --affiliation NAME"
        )
    if len(ids) > 1:
        raise ambiguous(name, summaries(session, ids))
    return ids[0] if ids else None


def _parts_with_alias(session: Connection, parts: Sequence[str], name: str) -> list[str]:
    """The parts with that alias."""
    query = select(AliasRow.actor_id).where(AliasRow.actor_id.in_(parts), AliasRow.folded == fold_name(name), IS_ALIAS)
    return sorted(set(session.scalars(query)))
