"""Recomputing canonical actors, names, kinds and aliases from the active judgements."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, func, insert, select, update

from attrib.data.judgements import JudgementKind
from attrib.store.actors.clusters import ActorCluster, find_cluster, parents_of
from attrib.store.database.chunks import chunks
from attrib.store.naming.parts import note_names
from attrib.store.schema.actors import CANONICAL, ActorRow, AliasRow
from attrib.store.schema.base import MAX_KEY
from attrib.store.schema.statements import StatementRow
from attrib.text.folding import fold

_GIVEN = {
    JudgementKind.RENAME: "given_name",
    JudgementKind.KIND: "given_kind",
    JudgementKind.WIKIDATA: "wikidata_id",
}
_NAMING = {JudgementKind.RENAME: True, JudgementKind.ALIAS: True, JudgementKind.NO_ALIAS: False}


def refresh(connection: Connection, identities: Iterable[str]) -> dict[str, str]:
    """Recompute canonical names, kinds and aliases of some actors and their clusters; canonical ids by actor.

    Call it in the transaction of the change: a judgement made or undone, an actor or alias found.
    """
    cluster = find_cluster(connection, identities)
    parents = parents_of(cluster)
    roots = {identity: cluster.root(parents, identity) for identity in cluster.actors}
    _store_given(connection, cluster)
    _store_canonical(connection, cluster, roots)
    _store_aliases(connection, cluster, roots)
    return roots


def _store_given(connection: Connection, cluster: ActorCluster) -> None:
    """Store the name, kind and Wikidata id that people gave each actor."""
    values_by_actor: dict[str, dict[str, str | None]] = {
        identity: dict.fromkeys(_GIVEN.values()) for identity in cluster.actors
    }
    for row in cluster.judgements:
        if row.kind in _GIVEN and row.actor_id in values_by_actor:
            values_by_actor[row.actor_id][_GIVEN[row.kind]] = row.value
    changes = [
        {"identity": identity, **values}
        for identity, values in values_by_actor.items()
        if any(getattr(cluster.actors[identity], name) != value for name, value in values.items())
    ]
    if changes:
        columns: dict[str, BindParameter[str | None]] = {name: bindparam(name) for name in _GIVEN.values()}
        connection.execute(update(ActorRow).where(ActorRow.id == bindparam("identity")).values(columns), changes)


def _store_canonical(connection: Connection, cluster: ActorCluster, roots: dict[str, str]) -> None:
    """Store each actor's canonical id, on the actors and on their statements."""
    changes, ids = [], set[str]()
    for identity, root in roots.items():
        canonical = None if root == identity else root
        before = cluster.actors[identity].canonical_id
        if before != canonical:
            changes.append({"identity": identity, "canonical": canonical})
            ids |= {before or identity, root}
    if not changes:
        return
    query = update(ActorRow).where(ActorRow.id == bindparam("identity"))
    connection.execute(query.values(canonical_id=bindparam("canonical")), changes)
    own_actor = func.coalesce(StatementRow.own_actor_id, StatementRow.actor_id)
    root_of_own = select(CANONICAL).where(ActorRow.id == own_actor).scalar_subquery()
    for chunk in chunks(ids):
        query_of_statements = update(StatementRow).where(
            StatementRow.actor_id.in_(chunk), StatementRow.actor_id != root_of_own
        )
        connection.execute(
            query_of_statements.values(actor_id=root_of_own, own_actor_id=func.nullif(own_actor, root_of_own))
        )


def _store_aliases(connection: Connection, cluster: ActorCluster, roots: dict[str, str]) -> None:
    """Store the aliases that people added or removed; a judgement holds for the whole cluster."""
    answers: dict[str, dict[str, bool]] = defaultdict(dict)  # by canonical actor: folded alias -> whether it is one
    additions: dict[tuple[str, str], str] = {}
    for row in cluster.judgements:
        if row.kind in _NAMING and row.actor_id in roots and fold(row.value):
            answers[roots[row.actor_id]][fold(row.value)] = _NAMING[row.kind]
            if _NAMING[row.kind]:
                additions[row.actor_id, row.value] = fold(row.value)
    active = {key: folded for key, folded in additions.items() if answers[roots[key[0]]][folded]}
    stored = [row for chunk in chunks(cluster.actors) for row in connection.execute(_aliases(chunk))]
    changes: dict[bool | None, list[dict[str, Any]]] = defaultdict(list)
    removals = []
    for row in stored:
        answer = answers[roots[row.actor_id]].get(row.folded)
        key = {"identity": row.actor_id, "name": row.alias}
        if not row.found and (row.actor_id, row.alias) not in active:
            removals.append(key)
        elif row.judged is not answer:
            changes[answer].append(key)
    condition = (AliasRow.actor_id == bindparam("identity"), AliasRow.alias == bindparam("name"))
    if removals:
        connection.execute(delete(AliasRow).where(*condition), removals)
    for answer, keys in changes.items():
        connection.execute(update(AliasRow).where(*condition).values(judged=answer), keys)
    missing = active.keys() - {(row.actor_id, row.alias) for row in stored}
    rows = [
        {
            "actor_id": identity,
            "alias": alias,
            "folded": active[identity, alias][:MAX_KEY],
            "found": False,
            "judged": True,
        }
        for identity, alias in sorted(missing)
    ]
    if rows:
        connection.execute(insert(AliasRow), rows)
        note_names(connection, (active[key][:MAX_KEY] for key in missing))


def _aliases(chunk: list[str]) -> Select[*tuple[Any, ...]]:
    return select(AliasRow.__table__).where(AliasRow.actor_id.in_(chunk))
