"""Actors that are shown as one: which hang together through judgements and acronyms, and which of them they show as.

Everything is worked out anew from the judgements that stand and the names that texts give, so neither the order of
documents nor that of judging and ingesting matters.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select

from attrib.data import ActorKind
from attrib.data.actors import JudgementKind
from attrib.store.database.chunks import chunks
from attrib.store.naming.identity import actor_id, is_acronym, name_key
from attrib.store.schema.actors import ActorRow, AliasRow, JudgementRow
from attrib.text.folding import fold

SqlRow = Row[*tuple[Any, ...]]


@dataclass(slots=True)
class ActorCluster:
    """Actors by id, the judgements about them in the order they were made, and acronyms as (long, short) pairs."""

    actors: dict[str, SqlRow] = field(default_factory=dict)
    judgements: list[SqlRow] = field(default_factory=list)
    acronyms: set[tuple[str, str]] = field(default_factory=set)

    def root(self, parents: dict[str, str], identity: str) -> str:
        """The actor that one is shown as."""
        while identity in parents:
            identity = parents[identity]
        return identity


def find_cluster(connection: Connection, identities: Iterable[str]) -> ActorCluster:
    """The actors of some ids and all that hang together with them, directly or through others; unknown ids left out."""
    cluster, found = ActorCluster(), set[str]()
    judgements: dict[str, SqlRow] = {}
    frontier = set(identities)
    while frontier:
        found |= frontier
        reached: set[str] = set()
        for chunk in chunks(frontier):
            actors = connection.execute(select(ActorRow.__table__).where(ActorRow.id.in_(chunk))).all()
            cluster.actors |= {actor.id: actor for actor in actors}
            for row in connection.execute(_touching(chunk)):
                judgements[row.id] = row
                reached |= {row.actor_id, row.other_actor_id, row.claims} - {None}
            pairs = set(_acronyms(connection, actors))
            cluster.acronyms |= pairs
            reached |= {identity for pair in pairs for identity in pair}
        frontier = reached - found
    cluster.judgements = sorted(judgements.values(), key=lambda row: (row.judged_at, row.id))
    return cluster


def _touching(chunk: list[str]) -> Select[*tuple[Any, ...]]:
    table = JudgementRow
    about = or_(table.actor_id.in_(chunk), table.other_actor_id.in_(chunk), table.claims.in_(chunk))
    return select(table.__table__).where(about, table.undone_at.is_(None))


def _acronyms(connection: Connection, actors: Iterable[SqlRow]) -> Iterator[tuple[str, str]]:
    """(long, short) ids of organizations of which a text gives both the name and its acronym."""
    bodies = {row.id: row.key for row in actors if row.kind == ActorKind.ORGANIZATION and row.document_key is None}
    aliases = select(AliasRow.actor_id, AliasRow.folded).where(AliasRow.actor_id.in_(sorted(bodies)), AliasRow.found)
    for identity, folded in connection.execute(aliases):
        short = name_key(folded, ActorKind.ORGANIZATION)
        if is_acronym(short, bodies[identity]):
            yield identity, actor_id(short, ActorKind.ORGANIZATION, None)
    words = {key: identity for identity, key in bodies.items() if " " not in key}
    spelled = sorted({*words, *(f"the {key}" for key in words)})
    named = (
        select(AliasRow.actor_id, AliasRow.folded, ActorRow.key)
        .join(ActorRow, ActorRow.id == AliasRow.actor_id)
        .where(AliasRow.folded.in_(spelled), AliasRow.found, ActorRow.document_key.is_(None))
        .where(ActorRow.kind == str(ActorKind.ORGANIZATION))
    )
    for identity, folded, key in connection.execute(named):
        short = name_key(folded, ActorKind.ORGANIZATION)
        if is_acronym(short, key):
            yield identity, words[short]


def parents_of(cluster: ActorCluster) -> dict[str, str]:
    """Which actor each one is part of; actors that stand for themselves are left out.

    A merge holds unless a later split parts the two, and of several the last. An added alias, or an acronym that a text
    explains, takes in the actor that texts make of it, if no other actor lays claim to it and no split speaks against.
    """
    parents: dict[str, str] = {}
    splits: dict[frozenset[str], int] = {}
    merges = []
    for place, row in enumerate(cluster.judgements):
        if row.kind == JudgementKind.SPLIT:
            splits[frozenset((row.actor_id, row.other_actor_id))] = place
        elif row.kind == JudgementKind.MERGE:
            merges.append((place, row.actor_id, row.other_actor_id))
    for place, parent, child in reversed(merges):
        if splits.get(frozenset((parent, child)), -1) < place and child not in parents:
            _join(cluster, parents, parent, child)
    claimants: dict[str, set[str]] = defaultdict(set)
    for parent, child in _claims(cluster, parents):
        if child in cluster.actors and child not in parents and frozenset((parent, child)) not in splits:
            claimants[child].add(parent)
    for child in sorted(claimants):
        roots = {cluster.root(parents, parent) for parent in claimants[child]}
        if len(roots) == 1:
            _join(cluster, parents, min(claimants[child]), child)
    return parents


def _join(cluster: ActorCluster, parents: dict[str, str], parent: str, child: str) -> None:
    if cluster.root(parents, parent) != child:
        parents[child] = parent


def _claims(cluster: ActorCluster, parents: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(actor, the actor that texts make of a name of it), but for names that were last taken away from it."""
    removed: dict[tuple[str, str], bool] = {}
    for row in cluster.judgements:
        if row.kind in (JudgementKind.ALIAS, JudgementKind.NO_ALIAS):
            removed[cluster.root(parents, row.actor_id), fold(row.value)] = row.kind == JudgementKind.NO_ALIAS
    for row in cluster.judgements:
        if row.claims is not None and not removed[cluster.root(parents, row.actor_id), fold(row.value)]:
            yield row.actor_id, row.claims
    for parent, child in cluster.acronyms:
        if child in cluster.actors:
            key, root = cluster.actors[child].key, cluster.root(parents, parent)
            if not any(removed.get((root, name)) for name in (key, f"the {key}")):
                yield parent, child


def members(connection: Connection, canonical: str) -> list[str]:
    """The ids of an actor and of all that are shown as it."""
    cluster = find_cluster(connection, [canonical])
    parents = parents_of(cluster)
    return sorted(identity for identity in cluster.actors if cluster.root(parents, identity) == canonical)
