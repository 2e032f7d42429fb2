"""Suggestions of actors to merge: pairs with similar names, the likeliest first, none that a person has judged."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from attrib.data import ActorKind, ActorSummary
from attrib.data.actors import Suggestion
from attrib.data.judgements import JudgementKind
from attrib.english.likeness import body_blocks, body_likeness, person_blocks, person_likeness
from attrib.store.actors.answering import all_named
from attrib.store.actors.summaries import canonical_by_actor, summaries
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, CANONICAL, ActorRow, AffiliationRow, JudgementRow
from attrib.store.schema.base import aliased
from attrib.store.schema.statements import StatementRow

_LARGEST_BLOCK = 40
"""In a larger block each name is compared only with its neighbours in the alphabet: the cost is never quadratic."""
_NEIGHBOURS = 8
_SHARED = 5  # points for a shared affiliation
_TOP = 99
_BAND = 10  # points within which the pair that is quoted more comes first
_SAME_ITEM = (100, "same Wikidata id")
_LIKENESS = MappingProxyType(
    {
        ActorKind.PERSON: (person_blocks, person_likeness),
        ActorKind.ORGANIZATION: (body_blocks, body_likeness),
    }
)

Pair = tuple[int, str, str, str]  # score, reason, the two ids
SqlRow = Row[*tuple[Any, ...]]


def suggest(
    database: Database, name: str | None = None, *, min_score: int = 80, limit: int | None = None
) -> list[Suggestion]:
    """Pairs of actors that may be one, or those with an actor of that name; the likeliest and most quoted first.

    Pairs of nearly the same score are ordered by how often both are quoted, as a merge of these changes most.

    Names confined to a single document (a bare surname, "the firm") are left out: they fit too many. Raises
    NotFoundError for a name that no actor has.
    """
    with database.session() as connection:
        only = None if name is None else all_named(connection, name)
        rows = connection.execute(_actors()).all()
        counts = {row.actor_id: row.number for row in connection.execute(_statements())}
        kept_apart, candidates = _kept_apart(connection), counts.keys() | _judged(connection)
        pairs = [
            pair
            for pair in _pairs([row for row in rows if row.canonical in candidates], only)
            if pair[0] >= min_score - _SHARED
            and pair[2:] not in kept_apart
            and (pair[2] in counts or pair[3] in counts)
        ]
        ties = _affiliations(connection, rows, {identity for pair in pairs for identity in pair[2:]})
        ranked = sorted(
            (pair for pair in (_with_ties(pair, ties) for pair in pairs) if pair[0] >= min_score),
            key=lambda pair: (-(pair[0] // _BAND), -_quoted(pair, counts), -pair[0], pair[2:]),
        )[:limit]
        canonical = {
            item.id: item for item in summaries(connection, {identity for pair in ranked for identity in pair[2:]})
        }
    return [_suggestion(pair, canonical) for pair in ranked]


def _quoted(pair: Pair, counts: Mapping[str, int]) -> int:
    """How often both of a pair are quoted at least."""
    return min(counts.get(pair[2], 0), counts.get(pair[3], 0))


def _suggestion(pair: Pair, canonical: Mapping[str, ActorSummary]) -> Suggestion:
    """The suggestion of a pair, with the actor with more statements first."""
    first, second = sorted((canonical[pair[2]], canonical[pair[3]]), key=lambda item: (-item.statements, item.id))
    return Suggestion(pair[0], pair[1], first, second)


def _actors() -> Select[*tuple[Any, ...]]:
    """The names that join documents, with their canonical ids."""
    columns = (ActorRow.id, ActorRow.key, ActorRow.kind, func.coalesce(ActorRow.wikidata_id, "").label("item"))
    canonical = CANONICAL.label("canonical")
    kinds = [str(kind) for kind in _LIKENESS]
    return select(*columns, canonical).where(ActorRow.document_key.is_(None), ActorRow.kind.in_(kinds))


def _statements() -> Select[*tuple[Any, ...]]:
    query = select(StatementRow.actor_id, func.count().label("number"))
    return query.where(canonical_by_actor(), StatementRow.actor_id.is_not(None)).group_by(StatementRow.actor_id)


def _judged(connection: Connection) -> set[str]:
    """The actors with an active judgement; an actor that an undone import or split made is not among them."""
    columns = (JudgementRow.actor_id, JudgementRow.other_actor_id)
    queries = (select(column).where(ACTIVE_JUDGEMENT).distinct() for column in columns)
    return {identity for query in queries for identity in connection.scalars(query) if identity is not None}


def _kept_apart(connection: Connection) -> set[tuple[str, str]]:
    """The pairs of canonical actors that a person has judged not to be one, namesakes included."""
    one, other = aliased(ActorRow), aliased(ActorRow)
    ends = [func.coalesce(row.canonical_id, row.id).label(name) for name, row in (("one", one), ("other", other))]
    kinds = (str(JudgementKind.SPLIT), str(JudgementKind.DIVIDE))
    query = (
        select(*ends)
        .select_from(JudgementRow)
        .join(one, one.id == JudgementRow.actor_id)
        .join(other, other.id == JudgementRow.other_actor_id)
        .where(JudgementRow.kind.in_(kinds), ACTIVE_JUDGEMENT)
    )
    return {(min(row), max(row)) for row in connection.execute(query)}


def _pairs(rows: Iterable[SqlRow], only: set[str] | None) -> Iterator[Pair]:
    """Pairs of canonical actors with names in the same block, each with its best score."""
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for kind, (blocks, likeness) in _LIKENESS.items():
        for one, other in _neighbours([row for row in rows if row.kind == kind], blocks, only):
            ends = (min(one.canonical, other.canonical), max(one.canonical, other.canonical))
            if ends[0] == ends[1]:
                continue
            if one.item and other.item:
                if one.item != other.item:
                    continue
                best[ends] = _SAME_ITEM
            best[ends] = max(best.get(ends, (0, "")), likeness(one.key, other.key))
    yield from ((score, reason, *ends) for ends, (score, reason) in best.items())


def _neighbours(
    rows: Sequence[SqlRow], blocks: Callable[[str], Iterator[str]], only: set[str] | None
) -> Iterator[tuple[SqlRow, SqlRow]]:
    """Pairs to compare: all pairs of a small block, neighbours in the alphabet in a large one.

    With `only`, all pairs with one of these actors, whatever the size of the block.
    """
    names_by_block: dict[str, list[SqlRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.key, row.id)):
        for block in set(blocks(row.key)):
            names_by_block[block].append(row)
    if only is not None:
        for members in names_by_block.values():
            chosen = [row for row in members if row.canonical in only]
            yield from ((row, other) for row in chosen for other in members if other is not row)
        return
    for members in names_by_block.values():
        reach = len(members) if len(members) <= _LARGEST_BLOCK else _NEIGHBOURS
        for place, row in enumerate(members):
            yield from ((row, other) for other in members[place + 1 : place + reach])


def _affiliations(connection: Connection, rows: Iterable[SqlRow], ids: set[str]) -> dict[str, set[str]]:
    """The organizations that texts give some canonical actors."""
    canonical = {row.id: row.canonical for row in rows if row.canonical in ids}
    ties: dict[str, set[str]] = defaultdict(set)
    for chunk in chunks(canonical):
        query = select(AffiliationRow.actor_id, AffiliationRow.organization_key)
        for row in connection.execute(query.where(AffiliationRow.actor_id.in_(chunk)).distinct()):
            ties[canonical[row.actor_id]].add(row.organization_key)
    return ties


def _with_ties(pair: Pair, ties: Mapping[str, set[str]]) -> Pair:
    """The pair, with a higher score where both have an affiliation in common."""
    score, reason, one, other = pair
    if not ties.get(one, set()) & ties.get(other, set()):
        return pair
    return max(score, min(_TOP, score + _SHARED)), f"{reason}, same affiliation", one, other
