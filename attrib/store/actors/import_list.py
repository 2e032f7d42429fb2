"""Importing a list of known people and organizations; each fact becomes a judgement of its own."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, insert, select

from attrib.data import ActorKind
from attrib.data.actors import ImportReport, KnownActor
from attrib.data.judgements import JudgementKind
from attrib.store.actors.affiliations import role_columns
from attrib.store.actors.decisions import decide, judge, judgement_row
from attrib.store.actors.naming import claims
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.naming.identity import actor_id, name_key
from attrib.store.naming.parts import note_names
from attrib.store.naming.terms import add_terms
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, ActorRow, JudgementRow
from attrib.store.schema.columns import Row

Fact = tuple[JudgementKind, str | None, str | None, str | None, str | None]  # kind, value, role, since, until


@dataclass(slots=True)
class _Registry:
    """What the database holds of a list's actors: canonical ids, Wikidata ids, kinds and facts."""

    canonical: dict[str, str] = field(default_factory=dict)  # by id, canonical ids included
    items: dict[str, str] = field(default_factory=dict)  # Wikidata id -> canonical actor
    item_of: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    facts: dict[str, set[Fact]] = field(default_factory=lambda: defaultdict(set))


def import_actors(database: Database, actors: Sequence[KnownActor], by: str, note: str | None = None) -> ImportReport:
    """Import known people and organizations, all or none; facts that are known already are not judged again.

    A record belongs to the actor with its Wikidata id or id, else to the actor with its name and kind. Two records with
    one name are two actors if their ids or Wikidata ids differ.
    """
    with database.begin() as connection:
        registry = _look_up(connection, actors)
        merged: dict[str, KnownActor] = {}
        for actor, identity in _identify(actors, registry):
            merged[identity] = merged[identity].joined(actor) if identity in merged else actor
        identified = [(actor, identity) for identity, actor in merged.items()]
        new = [
            {"id": identity, "name": actor.name, "kind": str(actor.kind), "key": name_key(actor.name, actor.kind)}
            for actor, identity in identified
            if identity not in registry.canonical
        ]
        if new:
            connection.execute(insert(ActorRow), new)
            note_names(connection, (row["key"] for row in new))
        claimed = _claims(identified)
        decision = decide(connection, by, note)
        rows = []
        for actor, identity in identified:
            facts = registry.facts[identity]
            for kind, values in _facts(actor, identity, claimed):
                fact = _fact(kind, values)
                if fact not in facts and not _holds_already(kind, actor, identity, registry):
                    facts.add(fact)
                    rows.append(judgement_row(decision, kind, identity, **values))
        add_terms(connection, [row for row in rows if row["kind"] == JudgementKind.AFFILIATION])
        judge(connection, rows)
        shared = sorted(alias for alias, owners in claimed.items() if len(owners) > 1)
    warnings = tuple(
        f"several records have the name {alias!r}: search finds them by it, it merges nobody" for alias in shared
    )
    return ImportReport(len(actors), len(new), len(rows), decision.batch if rows else None, warnings)


def _look_up(connection: Connection, actors: Sequence[KnownActor]) -> _Registry:
    registry = _Registry()
    ids = {actor_id(name_key(actor.name, actor.kind), actor.kind, None) for actor in actors}
    ids |= {actor_id(*_namesake(actor)) for actor in actors}
    ids |= {actor.id for actor in actors if actor.id}
    kind = func.coalesce(ActorRow.given_kind, ActorRow.kind).label("kind")
    columns = (ActorRow.id, ActorRow.canonical_id, ActorRow.wikidata_id, kind)
    items = {actor.wikidata_id for actor in actors if actor.wikidata_id}
    rows = [
        row
        for column, values in ((ActorRow.id, ids), (ActorRow.wikidata_id, items))
        for chunk in chunks(values)
        for row in connection.execute(select(*columns).where(column.in_(chunk)))
    ]
    wholes = {row.canonical_id for row in rows} - {None}
    rows += [
        row for chunk in chunks(wholes) for row in connection.execute(select(*columns).where(ActorRow.id.in_(chunk)))
    ]
    for row in rows:
        registry.canonical[row.id] = row.canonical_id or row.id
        registry.kinds[row.id] = row.kind
        if row.wikidata_id:
            registry.items[row.wikidata_id] = row.canonical_id or row.id
            registry.item_of[row.id] = row.wikidata_id
    for chunk in chunks(registry.canonical):
        active = (JudgementRow.actor_id.in_(chunk), ACTIVE_JUDGEMENT)
        for row in connection.execute(select(JudgementRow.__table__).where(*active)):
            fact = (JudgementKind(row.kind), row.value, row.role, row.since, row.until)
            registry.facts[registry.canonical[row.actor_id]].add(fact)
    return registry


def _namesake(actor: KnownActor) -> tuple[str, ActorKind, str]:
    return name_key(actor.name, actor.kind), actor.kind, f"known as {actor.wikidata_id or actor.id}"


def _identify(actors: Sequence[KnownActor], registry: _Registry) -> list[tuple[KnownActor, str]]:
    """Each record with the id of its actor, stored or new."""
    ids = [actor_id(name_key(actor.name, actor.kind), actor.kind, None) for actor in actors]
    counts = Counter(ids)
    items = dict(registry.items)
    identified = []
    for actor, identity in zip(actors, ids, strict=True):
        item = registry.item_of.get(identity)
        if actor.wikidata_id in items:
            identity = items[actor.wikidata_id]
        elif actor.id in registry.canonical:
            identity = actor.id
        elif (actor.id or actor.wikidata_id) and (
            counts[identity] > 1 or (item and actor.wikidata_id and item != actor.wikidata_id)
        ):
            identity = actor_id(*_namesake(actor))
        identity = registry.canonical.get(identity, identity)
        if actor.wikidata_id:
            items[actor.wikidata_id] = identity
        identified.append((actor, identity))
    return identified


def _claims(identified: Sequence[tuple[KnownActor, str]]) -> Mapping[str, set[str]]:
    """The records that go by each name of the list, for names that make an actor in texts."""
    owners: dict[str, set[str]] = defaultdict(set)
    for actor, identity in identified:
        for name in (actor.name, *actor.aliases):
            claimed = claims(name, actor.kind)
            if claimed is not None:
                owners[name].add(identity)
    return owners


def _facts(actor: KnownActor, identity: str, claimed: Mapping[str, set[str]]) -> Iterator[tuple[JudgementKind, Row]]:
    yield JudgementKind.RENAME, {"value": actor.name}
    yield JudgementKind.KIND, {"value": str(actor.kind)}
    if actor.wikidata_id:
        yield JudgementKind.WIKIDATA, {"value": actor.wikidata_id}
    for alias in actor.aliases:
        claim = claims(alias, actor.kind) if len(claimed.get(alias, ())) == 1 else None
        yield JudgementKind.ALIAS, {"value": alias, "claims": None if claim == identity else claim}
    for role in actor.roles:
        yield JudgementKind.AFFILIATION, role_columns(role)


def _holds_already(kind: JudgementKind, actor: KnownActor, identity: str, registry: _Registry) -> bool:
    """Whether a fact holds without a judgement: the kind, or the name of a part of the actor."""
    if kind == JudgementKind.RENAME:
        own = actor_id(name_key(actor.name, actor.kind), actor.kind, None)
        return registry.canonical.get(own) == identity != own
    return kind == JudgementKind.KIND and registry.kinds.get(identity, actor.kind) == actor.kind


def _fact(kind: JudgementKind, values: Row) -> Fact:
    return kind, values["value"], values.get("role"), values.get("since"), values.get("until")
