"""Where the statements of a document being stored go, when people have judged the actors that its text names."""

from collections import defaultdict
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Insert, exists, false, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from attrib.data import ActorKind
from attrib.store.dissect import ExtractionRows
from attrib.store.divide import divisions
from attrib.store.names import actor_id, is_acronym, name_key
from attrib.store.registry import ActorRow, AliasRow, JudgementRow
from attrib.store.settle import settle

Shown = dict[str, dict[str, str | None]]
"""By the actor that the text makes of a name: the columns that say which actor shows the statement."""

_DIALECTS: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgresql}


@lru_cache
def found_aliases(dialect: str) -> Insert:
    """An insertion of aliases that texts give; one that only a person gave so far is found from then on."""
    insertion: Insert = (
        _DIALECTS[dialect]
        .insert(AliasRow)
        .on_conflict_do_update(
            index_elements=["actor_id", "alias"], set_={"found": True}, where=AliasRow.found == false()
        )
    )
    return insertion


def divide_names(connection: Connection, rows: ExtractionRows, document: int) -> dict[str, str]:
    """For names that this document uses of another actor than their own: that actor, whose aliases are added."""
    rules = divisions(connection, rows.actors)
    if not rules:
        return {}
    affiliations: dict[str, set[str | None]] = defaultdict(set)
    for row in rows.statements:
        affiliations[row["actor_id"]].add(row["affiliation_key"])
    meant = {name: rule.actor(document, affiliations[name]) for name, rule in rules.items()}
    own = {name: actor for name, actor in meant.items() if actor is not None}
    for (name, alias), row in list(rows.aliases.items()):
        if name in own:
            rows.aliases[own[name], alias] = row | {"actor_id": own[name]}
    return own


def shown_actors(connection: Connection, rows: ExtractionRows, own: dict[str, str]) -> Shown:
    """The actor that shows the statements of each name, after the document's actors and aliases are stored."""
    actors = {*rows.actors, *own.values()}
    unsettled = _unsettled(connection, rows, actors)
    if unsettled:
        settle(connection, unsettled)
    canonical = select(ActorRow.id, ActorRow.canonical_id).where(ActorRow.id.in_(sorted(actors)))
    roots = {identity: root or identity for identity, root in connection.execute(canonical)}
    return {name: _columns(own.get(name, name), roots) for name in rows.actors}


def _columns(own: str, roots: dict[str, str]) -> dict[str, str | None]:
    return {"actor_id": roots[own], "own_actor_id": None if roots[own] == own else own}


def _unsettled(connection: Connection, rows: ExtractionRows, actors: set[str]) -> set[str]:
    """Actors about which something must be worked out: judged ones, and organizations that acronyms tie together."""
    wanted = sorted(actors)
    judged = select(ActorRow.id).where(
        ActorRow.id.in_(wanted),
        exists().where(
            or_(
                JudgementRow.actor_id == ActorRow.id,
                JudgementRow.actor_id == ActorRow.canonical_id,
                JudgementRow.claims == ActorRow.id,
            ),
            JudgementRow.undone_at.is_(None),
        ),
    )
    return {*connection.scalars(judged), *_tied(connection, rows)}


def _tied(connection: Connection, rows: ExtractionRows) -> set[str]:
    bodies = {
        identity: row["key"]
        for identity, row in rows.actors.items()
        if row["kind"] == ActorKind.ORGANIZATION and row["document_key"] is None
    }
    found = set[str]()
    for row in rows.aliases.values():
        if row["actor_id"] in bodies:
            short = name_key(row["folded"], ActorKind.ORGANIZATION)
            if is_acronym(short, bodies[row["actor_id"]]):
                found |= {row["actor_id"], actor_id(short, ActorKind.ORGANIZATION, None)}
    words = sorted(key for key in bodies.values() if " " not in key and len(key) <= 7)
    if words:
        spelled = [*words, *(f"the {word}" for word in words)]
        owned = func.length(ActorRow.key) > func.length(AliasRow.folded)
        longer = select(AliasRow.actor_id).join(ActorRow, ActorRow.id == AliasRow.actor_id)
        found |= set(connection.scalars(longer.where(AliasRow.folded.in_(spelled), owned)))
    return found
