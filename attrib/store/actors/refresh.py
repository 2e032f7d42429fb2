"""Bringing what is shown in line with the judgements that stand: names, kinds, who is part of whom, aliases."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, func, insert, select, update

from attrib.data.actors import JudgementKind
from attrib.store.actors.clusters import ActorCluster, find_cluster, parents_of
from attrib.store.database.chunks import chunks
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
    """Work out anew what is shown of some actors and all that hang together with them; each one's shown actor.

    To be called in the transaction of whatever changed: a judgement made or undone, an actor or alias found.
    """
    cluster = find_cluster(connection, identities)
    parents = parents_of(cluster)
    roots = {identity: cluster.root(parents, identity) for identity in cluster.actors}
    _give(connection, cluster)
    _show_as(connection, cluster, roots)
    _name(connection, cluster, roots)
    return roots


def _give(connection: Connection, cluster: ActorCluster) -> None:
    """The name, kind and Wikidata id that people gave each actor."""
    given: dict[str, dict[str, str | None]] = {identity: dict.fromkeys(_GIVEN.values()) for identity in cluster.actors}
    for row in cluster.judgements:
        if row.kind in _GIVEN and row.actor_id in given:
            given[row.actor_id][_GIVEN[row.kind]] = row.value
    changed = [
        {"identity": identity, **values}
        for identity, values in given.items()
        if any(getattr(cluster.actors[identity], name) != value for name, value in values.items())
    ]
    if changed:
        columns: dict[str, BindParameter[str | None]] = {name: bindparam(name) for name in _GIVEN.values()}
        connection.execute(update(ActorRow).where(ActorRow.id == bindparam("identity")).values(columns), changed)


def _show_as(connection: Connection, cluster: ActorCluster, roots: dict[str, str]) -> None:
    """The actor that each is shown as, on the actors and on their statements."""
    changed, affected = [], set[str]()
    for identity, root in roots.items():
        canonical = None if root == identity else root
        before = cluster.actors[identity].canonical_id
        if before != canonical:
            changed.append({"identity": identity, "canonical": canonical})
            affected |= {before or identity, root}
    if not changed:
        return
    named = update(ActorRow).where(ActorRow.id == bindparam("identity"))
    connection.execute(named.values(canonical_id=bindparam("canonical")), changed)
    own = func.coalesce(StatementRow.own_actor_id, StatementRow.actor_id)
    present = select(CANONICAL).where(ActorRow.id == own).scalar_subquery()
    for chunk in chunks(affected):
        moved = update(StatementRow).where(StatementRow.actor_id.in_(chunk), StatementRow.actor_id != present)
        connection.execute(moved.values(actor_id=present, own_actor_id=func.nullif(own, present)))


def _name(connection: Connection, cluster: ActorCluster, roots: dict[str, str]) -> None:
    """The aliases that people added or took away; one judgement holds for all actors that are shown as one."""
    judged: dict[str, dict[str, bool]] = defaultdict(dict)  # by shown actor: folded alias -> whether it is one
    added: dict[tuple[str, str], str] = {}
    for row in cluster.judgements:
        if row.kind in _NAMING and row.actor_id in roots and fold(row.value):
            judged[roots[row.actor_id]][fold(row.value)] = _NAMING[row.kind]
            if _NAMING[row.kind]:
                added[row.actor_id, row.value] = fold(row.value)
    standing = {key: folded for key, folded in added.items() if judged[roots[key[0]]][folded]}
    known = [row for chunk in chunks(cluster.actors) for row in connection.execute(_aliases(chunk))]
    changes: dict[bool | None, list[dict[str, Any]]] = defaultdict(list)
    gone = []
    for row in known:
        verdict = judged[roots[row.actor_id]].get(row.folded)
        key = {"identity": row.actor_id, "name": row.alias}
        if not row.found and (row.actor_id, row.alias) not in standing:
            gone.append(key)
        elif row.judged is not verdict:
            changes[verdict].append(key)
    here = (AliasRow.actor_id == bindparam("identity"), AliasRow.alias == bindparam("name"))
    if gone:
        connection.execute(delete(AliasRow).where(*here), gone)
    for verdict, keys in changes.items():
        connection.execute(update(AliasRow).where(*here).values(judged=verdict), keys)
    missing = standing.keys() - {(row.actor_id, row.alias) for row in known}
    rows = [
        {
            "actor_id": identity,
            "alias": alias,
            "folded": standing[identity, alias][:MAX_KEY],
            "found": False,
            "judged": True,
        }
        for identity, alias in sorted(missing)
    ]
    if rows:
        connection.execute(insert(AliasRow), rows)


def _aliases(chunk: list[str]) -> Select[*tuple[Any, ...]]:
    return select(AliasRow.__table__).where(AliasRow.actor_id.in_(chunk))
