"""The actors of documents that are being stored, when people have judged some of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Insert, Select, exists, false, func, or_, select, update

from attrib.data import ActorKind
from attrib.store.actors.namesake_rules import NamesakeRule, namesake_rules
from attrib.store.actors.refresh import refresh
from attrib.store.database.adding import add_rows, insertion
from attrib.store.database.chunks import chunks
from attrib.store.naming.identity import actor_id, is_acronym, name_key, preference
from attrib.store.naming.parts import note_names
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, ActorRow, AliasRow, JudgementRow
from attrib.store.schema.columns import Row
from attrib.store.statements.rows import ExtractionRows

Shown = dict[str, dict[str, str | None]]
"""By the actor that a name makes in the text: the columns that say which actor shows its statements."""


@lru_cache
def _insertion_of_aliases(dialect: str) -> Insert:
    """An insertion of aliases from texts; an alias that only a person gave so far counts as found from then on."""
    return insertion(dialect, AliasRow).on_conflict_do_update(
        index_elements=["actor_id", "alias"], set_={"found": True}, where=AliasRow.found == false()
    )


def assign_actors(connection: Connection, found: Mapping[int, ExtractionRows]) -> dict[int, Shown]:
    """Store the actors of some texts and what these say of them; by document key, who shows each name's statements.

    Of several spellings of a name, the same one is shown in any order of documents.
    """
    named = _best_named(found.values())
    add_rows(connection, ActorRow, [named[identity] for identity in sorted(named)], unless_known=True)
    stored = [row for some in chunks(named) for row in connection.execute(_stored_actors(some))]
    for row in stored:
        spelling = named[row.id]["name"]
        if preference(spelling, row.key) > preference(row.name, row.key):
            connection.execute(update(ActorRow).where(ActorRow.id == row.id).values(name=spelling))
    judged = {row.id for row in stored if row.judged}
    rules = namesake_rules(connection, judged) if judged else {}
    namesakes = {document: _namesakes(rules, rows, document) for document, rows in found.items()}
    aliases = {key: row for rows in found.values() for key, row in rows.aliases.items()}
    if aliases:
        rows_of_aliases = [aliases[key] for key in sorted(aliases)]
        connection.execute(_insertion_of_aliases(connection.dialect.name), rows_of_aliases)
    names = chain((row["key"] for row in named.values()), (row["folded"] for row in aliases.values()))
    note_names(connection, names)
    judged |= {actor for some in namesakes.values() for actor in some.values()}
    judged |= _connected_by_acronym(connection, named, aliases)
    roots = {row.id: row.canonical_id or row.id for row in stored}
    if judged:
        roots |= refresh(connection, judged)
    return {
        document: {name: _columns(namesakes[document].get(name, name), roots) for name in rows.actors}
        for document, rows in found.items()
    }


def _best_named(found: Iterable[ExtractionRows]) -> dict[str, Row]:
    """The actors of some texts by id, each with the best of its spellings."""
    named: dict[str, Row] = {}
    for rows in found:
        for identity, row in rows.actors.items():
            best = named.setdefault(identity, row)
            if preference(row["name"], row["key"]) > preference(best["name"], row["key"]):
                named[identity] = row
    return named


def _stored_actors(actors: list[str]) -> Select[*tuple[Any, ...]]:
    """Actors with their canonical ids, and whether somebody has judged them; one query, as every document runs it.

    On PostgreSQL the lock keeps a judgement from moving an actor's statements before the new ones are among them.
    """
    about = or_(
        JudgementRow.actor_id == ActorRow.id,
        JudgementRow.actor_id == ActorRow.canonical_id,
        JudgementRow.claims == ActorRow.id,
    )
    judged = exists().where(about, ACTIVE_JUDGEMENT).label("judged")
    query = select(ActorRow.id, ActorRow.name, ActorRow.key, ActorRow.canonical_id, judged)
    return query.where(ActorRow.id.in_(actors)).order_by(ActorRow.id).with_for_update()


def _namesakes(rules: Mapping[str, NamesakeRule], rows: ExtractionRows, document: int) -> dict[str, str]:
    """For each name that means a namesake in this document: the namesake, whose aliases are added."""
    asked = rules.keys() & rows.actors.keys()
    if not asked:
        return {}
    affiliations: dict[str, set[str | None]] = defaultdict(set)
    for row in rows.statements:
        affiliations[row["actor_id"]].add(row["affiliation_key"])
    answers = {name: rules[name].actor(document, affiliations[name]) for name in asked}
    namesakes = {name: actor for name, actor in answers.items() if actor is not None}
    for (name, alias), row in list(rows.aliases.items()):
        if name in namesakes:
            rows.aliases[namesakes[name], alias] = row | {"actor_id": namesakes[name]}
    return namesakes


def _columns(own: str, roots: dict[str, str]) -> dict[str, str | None]:
    return {"actor_id": roots[own], "own_actor_id": None if roots[own] == own else own}


def _connected_by_acronym(
    connection: Connection, actors: Mapping[str, Row], aliases: Mapping[tuple[str, str], Row]
) -> set[str]:
    """Organizations connected by an acronym, in these documents or others."""
    bodies = {
        identity: row["key"]
        for identity, row in actors.items()
        if row["kind"] == ActorKind.ORGANIZATION and row["document_key"] is None
    }
    connected = set[str]()
    for row in aliases.values():
        if row["actor_id"] in bodies:
            short = name_key(row["folded"], ActorKind.ORGANIZATION)
            if is_acronym(short, bodies[row["actor_id"]]):
                connected |= {row["actor_id"], actor_id(short, ActorKind.ORGANIZATION, None)}
    words = sorted(key for key in bodies.values() if " " not in key and len(key) <= 7)
    owned = func.length(ActorRow.key) > func.length(AliasRow.folded)
    longer = select(AliasRow.actor_id).join(ActorRow, ActorRow.id == AliasRow.actor_id)
    for spelled in chunks([*words, *(f"the {word}" for word in words)]):
        connected |= set(connection.scalars(longer.where(AliasRow.folded.in_(spelled), owned)))
    return connected
