"""Which actors may be one: pairs of names that are alike, the likeliest first, none that a person has judged."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.orm import aliased

from attrib.data import ActorKind, ActorSummary
from attrib.data.actors import JudgementKind, Suggestion
from attrib.english.likeness import body_blocks, body_likeness, person_blocks, person_likeness
from attrib.store.actors.lookup import all_named
from attrib.store.actors.summaries import canonical_by_actor, summaries
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, CANONICAL, ActorRow, AffiliationRow, JudgementRow
from attrib.store.schema.statements import StatementRow

_LARGEST_BLOCK = 40
"""Names in one block beyond which each is compared with its neighbours in the alphabet alone: never quadratic."""
_NEIGHBOURS = 8
_SHARED = 5  # points for an affiliation that both have
_TOP = 99
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
    """Pairs of actors that may be one, those with a name like that given, the likeliest and most quoted first.

    Names that a single document uses (a bare surname, "the firm") are left out: they fit too many. Raises NotFoundError
    for a name that nobody answers to.
    """
    with database.session() as session:
        connection = session.connection()
        only = None if name is None else all_named(session, name)
        rows = connection.execute(_actors()).all()
        said = {row.actor_id: row.number for row in connection.execute(_statements())}
        parted, known = _parted(connection), said.keys() | _judged(connection)
        pairs = [
            pair
            for pair in _pairs([row for row in rows if row.canonical in known], only)
            if pair[0] >= min_score - _SHARED and pair[2:] not in parted and (pair[2] in said or pair[3] in said)
        ]
        ties = _affiliations(connection, rows, {identity for pair in pairs for identity in pair[2:]})
        ranked = sorted(
            (pair for pair in (_with_ties(pair, ties) for pair in pairs) if pair[0] >= min_score),
            key=lambda pair: (-pair[0], -min(said.get(pair[2], 0), said.get(pair[3], 0)), pair[2:]),
        )[:limit]
        canonical = {
            item.id: item for item in summaries(session, {identity for pair in ranked for identity in pair[2:]})
        }
    return [_suggestion(pair, canonical) for pair in ranked]


def _suggestion(pair: Pair, canonical: Mapping[str, ActorSummary]) -> Suggestion:
    """A pair with its actors, the one with more statements first."""
    first, second = sorted((canonical[pair[2]], canonical[pair[3]]), key=lambda item: (-item.statements, item.id))
    return Suggestion(pair[0], pair[1], first, second)


def _actors() -> Select[*tuple[Any, ...]]:
    """The names that join documents, with the actor that each is shown as."""
    columns = (ActorRow.id, ActorRow.key, ActorRow.kind, func.coalesce(ActorRow.wikidata_id, "").label("item"))
    canonical = CANONICAL.label("canonical")
    kinds = [str(kind) for kind in _LIKENESS]
    return select(*columns, canonical).where(ActorRow.document_key.is_(None), ActorRow.kind.in_(kinds))


def _statements() -> Select[*tuple[Any, ...]]:
    query = select(StatementRow.actor_id, func.count().label("number"))
    return query.where(canonical_by_actor(), StatementRow.actor_id.is_not(None)).group_by(StatementRow.actor_id)


def _judged(connection: Connection) -> set[str]:
    """The actors of which people say something; one that an import or a parting made, since undone, is none of them."""
    columns = (JudgementRow.actor_id, JudgementRow.other_actor_id)
    queries = (select(column).where(ACTIVE_JUDGEMENT).distinct() for column in columns)
    return {identity for query in queries for identity in connection.scalars(query) if identity is not None}


def _parted(connection: Connection) -> set[tuple[str, str]]:
    """The pairs of shown actors that a person has said are not one, namesakes too."""
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
    """Pairs of shown actors with names in the same block, each with its best score."""
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
    """Pairs to compare: all of a small block; of a large one, those next to each other in the alphabet.

    With `only`, pairs of which one is among these actors, whatever the size of the block.
    """
    blocked: dict[str, list[SqlRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.key, row.id)):
        for block in set(blocks(row.key)):
            blocked[block].append(row)
    if only is not None:
        for members in blocked.values():
            asked = [row for row in members if row.canonical in only]
            yield from ((row, other) for row in asked for other in members if other is not row)
        return
    for members in blocked.values():
        reach = len(members) if len(members) <= _LARGEST_BLOCK else _NEIGHBOURS
        for place, row in enumerate(members):
            yield from ((row, other) for other in members[place + 1 : place + reach])


def _affiliations(connection: Connection, rows: Iterable[SqlRow], wanted: set[str]) -> dict[str, set[str]]:
    """The organizations that the texts give some shown actors."""
    canonical = {row.id: row.canonical for row in rows if row.canonical in wanted}
    ties: dict[str, set[str]] = defaultdict(set)
    for chunk in chunks(canonical):
        query = select(AffiliationRow.actor_id, AffiliationRow.organization_key)
        for row in connection.execute(query.where(AffiliationRow.actor_id.in_(chunk)).distinct()):
            ties[canonical[row.actor_id]].add(row.organization_key)
    return ties


def _with_ties(pair: Pair, ties: Mapping[str, set[str]]) -> Pair:
    """The pair, likelier where both speak for the same organization."""
    score, reason, one, other = pair
    if not ties.get(one, set()) & ties.get(other, set()):
        return pair
    return max(score, min(_TOP, score + _SHARED)), f"{reason}, same affiliation", one, other
