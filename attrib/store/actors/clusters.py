"""Clusters of actors: which actors are one by judgements and acronyms, and which of them is canonical.

Each cluster is computed afresh from the active judgements and the names in texts. The order of documents and the order
of judging and ingesting make no difference.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select

from attrib.data import ActorKind
from attrib.data.judgements import JudgementKind
from attrib.store.database.chunks import chunks
from attrib.store.naming.identity import actor_id, is_acronym, name_key
from attrib.store.schema.actors import ActorRow, AliasRow, JudgementRow
from attrib.text.folding import fold

SqlRow = Row[*tuple[Any, ...]]


@dataclass(slots=True)
class ActorCluster:
    """Actors by id, their judgements in the order they were made, and acronyms as (long, short) pairs of ids."""

    actors: dict[str, SqlRow] = field(default_factory=dict)
    judgements: list[SqlRow] = field(default_factory=list)
    acronyms: set[tuple[str, str]] = field(default_factory=set)

    def root(self, parents: dict[str, str], identity: str) -> str:
        """The canonical actor of an actor."""
        while identity in parents:
            identity = parents[identity]
        return identity


def find_cluster(connection: Connection, identities: Iterable[str]) -> ActorCluster:
    """The actors of some ids and everything connected to them, directly or through others.

    Unknown ids are left out.
    """
    cluster, visited = ActorCluster(), set[str]()
    judgements: dict[str, SqlRow] = {}
    frontier = set(identities)
    while frontier:
        visited |= frontier
        neighbours: set[str] = set()
        for chunk in chunks(frontier):
            actors = connection.execute(select(ActorRow.__table__).where(ActorRow.id.in_(chunk))).all()
            cluster.actors |= {actor.id: actor for actor in actors}
            for row in connection.execute(_judgements_about(chunk)):
                judgements[row.id] = row
                neighbours |= {row.actor_id, row.other_actor_id, row.claims} - {None}
            pairs = set(_acronyms(connection, actors))
            cluster.acronyms |= pairs
            neighbours |= {identity for pair in pairs for identity in pair}
        frontier = neighbours - visited
    cluster.judgements = sorted(judgements.values(), key=lambda row: (row.judged_at, row.id))
    return cluster


def _judgements_about(chunk: list[str]) -> Select[*tuple[Any, ...]]:
    table = JudgementRow
    about = or_(table.actor_id.in_(chunk), table.other_actor_id.in_(chunk), table.claims.in_(chunk))
    return select(table.__table__).where(about, table.undone_at.is_(None))


def _acronyms(connection: Connection, actors: Iterable[SqlRow]) -> Iterator[tuple[str, str]]:
    """The (long, short) ids of organizations for which a text gives both the name and its acronym."""
    bodies = {row.id: row.key for row in actors if row.kind == ActorKind.ORGANIZATION and row.document_key is None}
    aliases = select(AliasRow.actor_id, AliasRow.folded).where(AliasRow.actor_id.in_(sorted(bodies)), AliasRow.found)
    for identity, folded in connection.execute(aliases):
        short = name_key(folded, ActorKind.ORGANIZATION)
        if is_acronym(short, bodies[identity]):
            yield identity, actor_id(short, ActorKind.ORGANIZATION, None)
    words = {key: identity for identity, key in bodies.items() if " " not in key}
    spellings = sorted({*words, *(f"the {key}" for key in words)})
    query = (
        select(AliasRow.actor_id, AliasRow.folded, ActorRow.key)
        .join(ActorRow, ActorRow.id == AliasRow.actor_id)
        .where(AliasRow.folded.in_(spellings), AliasRow.found, ActorRow.document_key.is_(None))
        .where(ActorRow.kind == str(ActorKind.ORGANIZATION))
    )
    for identity, folded, key in connection.execute(query):
        short = name_key(folded, ActorKind.ORGANIZATION)
        if is_acronym(short, key):
            yield identity, words[short]


def parents_of(cluster: ActorCluster) -> dict[str, str]:
    """The actor that each actor is part of; canonical actors are left out.

    A merge holds unless a later split parts its two actors; of several merges of one actor the last counts. An added
    alias, or an acronym that a text explains, merges the actor of that name, unless another actor claims it or a split
    forbids it.
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
    owners: dict[str, set[str]] = defaultdict(set)
    for parent, child in _claims(cluster, parents):
        if child in cluster.actors and child not in parents and frozenset((parent, child)) not in splits:
            owners[child].add(parent)
    for child in sorted(owners):
        roots = {cluster.root(parents, parent) for parent in owners[child]}
        if len(roots) == 1:
            _join(cluster, parents, min(owners[child]), child)
    return parents


def _join(cluster: ActorCluster, parents: dict[str, str], parent: str, child: str) -> None:
    if cluster.root(parents, parent) != child:
        parents[child] = parent


def _claims(cluster: ActorCluster, parents: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(actor, the actor that one of its names makes in texts), without names whose latest judgement removes them."""
    removals: dict[tuple[str, str], bool] = {}
    for row in cluster.judgements:
        if row.kind in (JudgementKind.ALIAS, JudgementKind.NO_ALIAS):
            removals[cluster.root(parents, row.actor_id), fold(row.value)] = row.kind == JudgementKind.NO_ALIAS
    for row in cluster.judgements:
        if row.claims is not None and not removals[cluster.root(parents, row.actor_id), fold(row.value)]:
            yield row.actor_id, row.claims
    for parent, child in cluster.acronyms:
        if child in cluster.actors:
            key, root = cluster.actors[child].key, cluster.root(parents, parent)
            if not any(removals.get((root, name)) for name in (key, f"the {key}")):
                yield parent, child


def members(connection: Connection, canonical: str) -> list[str]:
    """The ids of a canonical actor and of all that are part of it."""
    cluster = find_cluster(connection, [canonical])
    parents = parents_of(cluster)
    return sorted(identity for identity in cluster.actors if cluster.root(parents, identity) == canonical)
