"""Suggestions of actors to merge: pairs with similar names, the likeliest first, none that a person has judged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select, true

from attrib.data import ActorSummary
from attrib.data.actors import Suggestion
from attrib.data.judgements import JudgementKind
from attrib.store.actors.alike_names import LEAST, LIKENESS
from attrib.store.actors.alike_pairs import Pair, alike_pairs, pairs_with
from attrib.store.actors.answering import all_named
from attrib.store.actors.summaries import summaries
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, CANONICAL, ActorRow, AffiliationRow, JudgementRow
from attrib.store.schema.base import aliased
from attrib.store.schema.statements import StatementRow

SURE = 80
"""The score of the pairs that are told if nothing else is asked for, of 100."""
_SHARED = SURE - LEAST  # points for a shared affiliation
_TOP = 99
_BAND = 10  # points within which the pair that is quoted more comes first
_TOGETHER = 50  # pairs whose affiliations are read at once
_LIKELIEST = 500  # pairs of names of which the most quoted come first, where not all are asked for
_FURTHER = 8  # times as many, where too few of these are left to judge


class _Quoted(NamedTuple):
    """A pair, and how often both of it are quoted at least."""

    pair: Pair
    number: int


def suggest(
    database: Database, name: str | None = None, *, min_score: int = SURE, limit: int | None = None, brief: bool = False
) -> list[Suggestion]:
    """Pairs of actors that may be one, or those with an actor of that name; the likeliest and most quoted first.

    Pairs of nearly the same score are ordered by how often both are quoted, as a merge of these changes most. With a
    `limit` these are sought among the likeliest 500 pairs of names, so that the cost does not grow with all of
    them. The summaries have no types and outlets, and if `brief` the latest affiliations alone.

    Names confined to a single document (a bare surname, "the firm") are left out: they fit too many. Raises
    NotFoundError for a name that no actor has.
    """
    with database.session() as connection:
        if name is None:
            ranked = _likeliest(connection, min_score, limit)
        else:
            pairs = pairs_with(connection, all_named(connection, name), min_score - _SHARED)
            ranked = _ranked(connection, pairs, min_score, limit)
        ends = {identity for each in ranked for identity in each.pair.ends}
        canonical = {item.id: item for item in summaries(connection, ends, affiliations=not brief, tallies=False)}
    return [_suggestion(each.pair, canonical) for each in ranked]


def _likeliest(connection: Connection, min_score: int, limit: int | None) -> Sequence[_Quoted]:
    """The first pairs of all: with a limit among the likeliest names, and further ones while these do not reach it."""
    least = min_score - _SHARED
    first = None if limit is None or least < LEAST else max(_LIKELIEST, limit)  # below LEAST all are compared anyway
    while True:
        pairs, more = alike_pairs(connection, least, first)
        ranked = _ranked(connection, pairs, min_score, limit)
        if first is None or limit is None or not more or len(ranked) >= limit:
            return ranked
        first *= _FURTHER


def _ranked(connection: Connection, pairs: Iterable[Pair], min_score: int, limit: int | None) -> Sequence[_Quoted]:
    """The first pairs in their order, with the points for a shared affiliation.

    Affiliations are read of as many as that takes: of the pairs that may be in the same band those quoted most.
    """
    kept_apart, judged = _kept_apart(connection), _judged(connection)
    ranked: list[_Quoted] = []
    unjudged = sorted((pair for pair in pairs if pair.ends not in kept_apart), key=_best_band, reverse=True)
    for band, its in groupby(unjudged, _best_band):
        some = list(its)
        counts = _counts(connection, {identity for pair in some for identity in pair.ends})
        ranked += _first(connection, _shown(some, counts, judged), band, limit)
        if limit is not None and sum(_band(each.pair.score) >= band for each in ranked) >= limit:
            break
    sure = (each for each in ranked if each.pair.score >= min_score)
    return sorted(sure, key=lambda each: (-_band(each.pair.score), -each.number, -each.pair.score, each.pair.ends))[
        :limit
    ]


def _first(connection: Connection, pairs: Iterable[_Quoted], band: int, limit: int | None) -> Iterator[_Quoted]:
    """The pairs with their points, until the first `limit` of a band are among them; those quoted most come first."""
    ordered = sorted(pairs, key=lambda each: -each.number)
    found = 0
    least = 0  # how often the last of the first `limit` is quoted
    for start in range(0, len(ordered), _TOGETHER):
        some = ordered[start : start + _TOGETHER]
        if limit is not None and found >= limit and some[0].number < least:
            return
        ties = _affiliations(connection, {identity for each in some for identity in each.pair.ends})
        for each in some:
            scored = each._replace(pair=_with_ties(each.pair, ties))
            yield scored
            if _band(scored.pair.score) >= band:
                found += 1
                least = each.number if found == limit else least


def _shown(pairs: Iterable[Pair], counts: Mapping[str, int], judged: set[str]) -> Iterator[_Quoted]:
    """The pairs of which one is quoted, and the other too or judged: an undone import leaves actors without either."""
    for pair in pairs:
        first, second = (counts.get(identity, 0) for identity in pair.ends)
        if (first or second) and all(identity in counts or identity in judged for identity in pair.ends):
            yield _Quoted(pair, min(first, second))


def _band(score: int) -> int:
    return score // _BAND


def _best_band(pair: Pair) -> int:
    """The band in which the pair is where both have an affiliation in common."""
    return _band(max(pair.score, min(_TOP, pair.score + _SHARED)))


def _suggestion(pair: Pair, canonical: Mapping[str, ActorSummary]) -> Suggestion:
    """The suggestion of a pair, with the actor with more statements first."""
    actors = (canonical[identity] for identity in pair.ends)
    first, second = sorted(actors, key=lambda item: (-item.statements, item.id))
    return Suggestion(pair.score, pair.reason, first, second)


def _counts(connection: Connection, actors: Iterable[str]) -> dict[str, int]:
    """How many statements search shows of each actor that has some."""
    wanted = StatementRow.actor_id.in_(bindparam("actors", expanding=True)), StatementRow.current == true()
    query = select(StatementRow.actor_id, func.count()).where(*wanted).group_by(StatementRow.actor_id)
    counts: dict[str, int] = {}
    for some in chunks(actors):
        counts |= {actor: number for actor, number in connection.execute(query, {"actors": some}) if actor}
    return counts


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


def _affiliations(connection: Connection, ids: set[str]) -> dict[str, set[str]]:
    """The organizations that texts give some canonical actors, under names that join documents."""
    ties: dict[str, set[str]] = defaultdict(set)
    kinds = [str(kind) for kind in LIKENESS]
    for some in chunks(ids):
        parts = or_(ActorRow.id.in_(some), ActorRow.canonical_id.in_(some))
        query = select(CANONICAL, AffiliationRow.organization_key).join(
            ActorRow, ActorRow.id == AffiliationRow.actor_id
        )
        told = query.where(parts, ActorRow.document_key.is_(None), ActorRow.kind.in_(kinds)).distinct()
        for actor, organization in connection.execute(told):
            ties[actor].add(organization)
    return ties


def _with_ties(pair: Pair, ties: Mapping[str, set[str]]) -> Pair:
    """The pair, with a higher score where both have an affiliation in common."""
    one, other = pair.ends
    if not ties.get(one, set()) & ties.get(other, set()):
        return pair
    score = max(pair.score, min(_TOP, pair.score + _SHARED))
    return pair._replace(score=score, reason=f"{pair.reason}, same affiliation")
