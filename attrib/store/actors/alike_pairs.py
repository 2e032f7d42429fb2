"""Pairs of actors whose names are alike, or who have one Wikidata id."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, groupby, product
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, select, union

from attrib.data import ActorKind
from attrib.store.actors.alike_names import LIKENESS, Alike, alike_names, names_beside
from attrib.store.database.chunks import chunks
from attrib.store.schema.actors import CANONICAL, ActorRow, AlikeNamesRow

_SAME_ITEM = (100, "same Wikidata id")

SqlRow = Row[*tuple[Any, ...]]
Compared = tuple[Alike, SqlRow, SqlRow]


class Pair(NamedTuple):
    """Two canonical actors that may be one, the lesser id first."""

    score: int
    reason: str
    ends: tuple[str, str]


def alike_pairs(connection: Connection, least: int, first: int | None = None) -> tuple[list[Pair], bool]:
    """All pairs of actors whose names have at least a score, or that have one Wikidata id; each with its best score.

    With `first`, those of that many pairs of names, the likeliest; the second value says whether there may be more.
    """
    alike = alike_names(connection, least, first)
    rows: dict[tuple[str, str], list[SqlRow]] = defaultdict(list)
    names = {(each.kind, name) for each in alike for name in (each.one, each.other)}
    for row in _named_alike(connection, names) if first is None else _named(connection, names):
        rows[row.kind, row.key].append(row)
    compared = (
        (each, *two) for each in alike for two in product(rows[each.kind, each.one], rows[each.kind, each.other])
    )
    return _best(chain(compared, _of_one_item(connection))), first is not None and len(alike) >= first


def pairs_with(connection: Connection, actors: set[str], least: int) -> list[Pair]:
    """The pairs with some actors whose names have at least a score, in blocks of any size."""
    own = [row for some in chunks(actors) for row in connection.execute(_actors().where(CANONICAL.in_(some)))]
    compared: list[Compared] = []
    for kind, (blocks, likeness) in LIKENESS.items():
        chosen = [row for row in own if row.kind == kind]
        beside = names_beside(connection, kind, {row.key for row in chosen})
        in_block: dict[str, set[SqlRow]] = defaultdict(set)
        for row in _named(connection, {(str(kind), name) for name in beside}):
            for block in blocks(row.key):
                in_block[block].add(row)
        for row in chosen:
            others = set[SqlRow]().union(*(in_block[block] for block in blocks(row.key)))
            alike = ((Alike(str(kind), row.key, each.key, *likeness(row.key, each.key)), each) for each in others)
            compared += ((told, row, other) for told, other in alike)
    return [pair for pair in _best(compared) if pair.score >= least]


def _best(compared: Iterable[Compared]) -> list[Pair]:
    """The pairs of canonical actors, each with the best score of its names; different Wikidata ids keep two apart."""
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for alike, one, other in compared:
        ends = (min(one.canonical, other.canonical), max(one.canonical, other.canonical))
        if ends[0] == ends[1] or (one.item and other.item and one.item != other.item):
            continue
        told = _SAME_ITEM if one.item and other.item else (alike.score, alike.reason)
        best[ends] = max(best.get(ends, (0, "")), told)
    return [Pair(score, reason, ends) for ends, (score, reason) in best.items()]


def _actors() -> Select[*tuple[Any, ...]]:
    """The names that join documents, with their canonical ids."""
    columns = (ActorRow.id, ActorRow.key, ActorRow.kind, func.coalesce(ActorRow.wikidata_id, "").label("item"))
    kinds = [str(kind) for kind in LIKENESS]
    query = select(*columns, CANONICAL.label("canonical"))
    return query.where(ActorRow.document_key.is_(None), ActorRow.kind.in_(kinds))


def _named_alike(connection: Connection, names: set[tuple[str, str]]) -> Iterator[SqlRow]:
    """The same, of names most of which are stored as alike: these are read at once."""
    stored = union(select(AlikeNamesRow.one), select(AlikeNamesRow.other)).subquery()
    met = set[tuple[str, str]]()
    for row in connection.execute(_actors().where(ActorRow.key.in_(select(stored.c[0])))).all():
        met.add((row.kind, row.key))
        yield row
    yield from _named(connection, names - met)


def _named(connection: Connection, names: set[tuple[str, str]]) -> Iterator[SqlRow]:
    """The actors across documents of some kinds and names."""
    for some in chunks({name for _, name in names}):
        found = connection.execute(_actors().where(ActorRow.key.in_(some)))
        yield from (row for row in found if (row.kind, row.key) in names)


def _of_one_item(connection: Connection) -> Iterator[Compared]:
    """The actors with one Wikidata id whose names share a block, however unlike these are."""
    shared = select(ActorRow.wikidata_id).where(ActorRow.wikidata_id.is_not(None)).group_by(ActorRow.wikidata_id)
    query = _actors().where(ActorRow.wikidata_id.in_(shared.having(func.count() > 1)))
    of_kind = attrgetter("item", "kind")
    for (_, kind), rows in groupby(sorted(connection.execute(query), key=of_kind), of_kind):
        blocks, _ = LIKENESS[ActorKind(kind)]
        for one, other in combinations(rows, 2):
            if set(blocks(one.key)).intersection(blocks(other.key)):
                yield Alike(kind, one.key, other.key, 0, ""), one, other
