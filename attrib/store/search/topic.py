"""Statements about a topic or claim, by words and by meaning, nearest first.

Reciprocal rank fusion merges two rankings (Cormack, Clarke and Büttcher, SIGIR 2009): a statement at rank r of a
ranking scores 1 / (60 + r), and its scores add up. The ranking by meaning holds statements whose sentence vector has a
cosine of at least FLOOR with the topic's, nearest first. The ranking by words holds statements with all words of the
topic, or with rare words of at least half its weight, heaviest first. The weight of a word is the logarithm of its
rarity.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import log

import numpy as np
from sqlalchemy import ColumnElement, Connection, func, select

from attrib.data import NEAREST, About, StatementQuery, StatementRecord
from attrib.english.stop_words import TOPIC_STOP_WORDS
from attrib.store.database.session import Database
from attrib.store.schema.statements import StatementRow
from attrib.store.search.filters import Order, conditions, order_of
from attrib.store.search.fulltext import FEW, matching
from attrib.store.search.packed_vectors import Numbers, Vectors
from attrib.store.search.query_language import Phrase
from attrib.store.search.vectors import similarities
from attrib.store.statements.records import records
from attrib.text.folding import fold

FLOOR = 0.35
"""The minimum cosine of a statement that is found by meaning alone.

On 999 tweets and the 10,381 checked claims of "That is a Known Lie" (Shaar et al., ACL 2020), it keeps 96.5 % of the
claims that a tweet repeats, and on average 60 claims for each tweet.
"""
MOST = 20_000  # maximum number of statements in a ranking
_LOW = 0.2  # minimum cosine of a statement with some of the words, but not all
_LEAST_WEIGHT = 0.5
_FUSION = 60
_CHUNK, _BATCH = 400, 50


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic or claim: its words, their sentence vector, and the id of the encoder that made the vector."""

    text: str
    vector: Vectors
    encoder: str


def search_about(database: Database, query: StatementQuery, topic: Topic) -> Iterator[StatementRecord]:
    """The statements about a topic that fit the query's other filters, up to its limit; read as they are consumed.

    The order is the ranking for NEAREST, else the query's. The caller judges a stance and a minimum score without a
    target. Raises as `search`, before the first record.
    """
    with database.session() as session:
        restrictions = conditions(session, query, looked_up=True)
        order = () if query.sort == NEAREST else order_of(session, query)
        ranked = _ranked(session, topic)
    return _stream(database, query.limit, topic, ranked, restrictions, order)


def near(database: Database, query: StatementQuery, topic: Topic) -> dict[int, float | None]:
    """The numbers of the statements about a topic that fit the query's other filters, nearest first, with cosines.

    Raises as `search`.
    """
    with database.session() as session:
        ranked = _ranked(session, topic)
        restrictions = conditions(session, query, looked_up=True)
        return {number: ranked[number] for number in _fitting(session, list(ranked), restrictions)}


def records_near(database: Database, text: str, cosines: Mapping[int, float | None]) -> Iterator[StatementRecord]:
    """The statements of some numbers, in their order, read as they are consumed, with their nearness to a topic."""
    numbers = iter(cosines)
    while batch := list(islice(numbers, _BATCH)):
        with database.session() as session:
            found = list(records(session, batch))
        for number, record in zip(batch, found, strict=True):
            yield replace(record, about=About(text, cosines[number]))


def _stream(
    database: Database, limit: int | None, topic: Topic, ranked: dict[int, float | None],
    restrictions: Sequence[ColumnElement[bool]], order: Order,
) -> Iterator[StatementRecord]:  # fmt: skip
    with database.session() as session:
        fitting = _fitting(session, list(ranked), restrictions)
        if order:
            in_ranking = StatementRow.number.in_(list(fitting))
            fitting = iter(session.scalars(select(StatementRow.number).where(in_ranking).order_by(*order)).all())
        matches = islice(fitting, limit)
        while batch := list(islice(matches, _BATCH)):
            for number, record in zip(batch, records(session, batch), strict=True):
                yield replace(record, about=About(topic.text, ranked[number]))


def _fitting(session: Connection, ranked: Sequence[int], restrictions: Sequence[ColumnElement[bool]]) -> Iterator[int]:
    """Those of some statements that fulfil the conditions, in their order; queried as they are consumed."""
    for start in range(0, len(ranked), _CHUNK):
        some = ranked[start : start + _CHUNK]
        matches = set(session.scalars(select(StatementRow.number).where(StatementRow.number.in_(some), *restrictions)))
        yield from (number for number in some if number in matches)


def _ranked(session: Connection, topic: Topic) -> dict[int, float | None]:
    """The statements of every run about a topic, nearest first, with their cosines; None without a vector."""
    numbers, cosines = similarities(session, topic.encoder, topic.vector)
    nearest = np.flatnonzero(cosines >= FLOOR)
    if len(nearest) > MOST:
        nearest = nearest[np.argpartition(-cosines[nearest], MOST)[:MOST]]
    nearest = nearest[np.argsort(-cosines[nearest], kind="stable")]
    by_meaning = numbers[nearest].tolist()
    by_words = _by_words(session, topic.text, numbers, cosines)
    points: dict[int, float] = defaultdict(float)
    for ranking in (by_meaning, list(by_words)):
        for rank, number in enumerate(ranking, 1):
            points[number] += 1 / (_FUSION + rank)
    cosines_by_number = by_words | dict(zip(by_meaning, cosines[nearest].tolist(), strict=True))
    return {
        number: cosines_by_number[number] for number in sorted(points, key=lambda number: (-points[number], -number))
    }


def _by_words(session: Connection, text: str, numbers: Numbers, cosines: Vectors) -> dict[int, float | None]:
    """Statements with the words of a topic, those with most weight first, with their cosines."""
    all_words = list(dict.fromkeys(fold(text).split()))
    words = [word for word in all_words if word not in TOPIC_STOP_WORDS] or all_words
    total = session.scalar(select(func.max(StatementRow.number))) or 0
    weights: dict[int, float] = defaultdict(float)
    whole = 0.0
    for word in words:
        few = _few(session, [word])
        weight = log(1 + total / (1 + (FEW if few is None else len(few))))
        whole += weight
        for number in few or ():
            weights[number] += weight
    for number in _few(session, words) or () if words else ():
        weights[number] = whole
    matches = [number for number, weight in weights.items() if weight >= _LEAST_WEIGHT * whole]
    cosines_by_number = _cosines_of(matches, numbers, cosines)
    ranking = [number for number in matches if weights[number] >= whole or (cosines_by_number[number] or 0) >= _LOW]
    ranking.sort(key=lambda number: (-weights[number], -(cosines_by_number[number] or 0), -number))
    return {number: cosines_by_number[number] for number in ranking[:MOST]}


def _few(session: Connection, words: Sequence[str]) -> Sequence[int] | None:
    """The statements with all of some words; None where they are too many to be informative."""
    matches = session.scalars(matching(session, tuple(Phrase((word,)) for word in words)).limit(FEW + 1)).all()
    return matches if len(matches) <= FEW else None


def _cosines_of(ids: Sequence[int], numbers: Numbers, cosines: Vectors) -> dict[int, float | None]:
    if not len(numbers):
        return dict.fromkeys(ids)
    places = np.minimum(np.searchsorted(numbers, ids), len(numbers) - 1)
    there = numbers[places] == ids
    return {
        number: float(cosines[place]) if known else None
        for number, place, known in zip(ids, places, there, strict=True)
    }
