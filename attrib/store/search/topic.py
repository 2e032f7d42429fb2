"""Statements about a topic or claim: found by its words and by what it means, the nearest first.

Two lists are merged by reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): a statement at rank r of a
list gets 1 / (60 + r), and of both lists the sum. By meaning: statements whose sentence vector is at least as near to
the topic's as FLOOR, nearest first. By words: statements that hold all words of the topic, or rare ones that carry at
least half of its weight, heaviest first; a word weighs the logarithm of how rare it is.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import log

import numpy as np
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from attrib.data import NEAREST, About, StatementQuery, StatementRecord
from attrib.store.database.session import Database
from attrib.store.schema.statements import StatementRow
from attrib.store.search.filters import Order, conditions, order_of
from attrib.store.search.fulltext import FEW, matching
from attrib.store.search.query_language import Phrase
from attrib.store.search.vectors import Numbers, Vectors, similarities
from attrib.store.statements.records import records
from attrib.text.folding import fold
from attrib.text.word_sets import word_set

FLOOR = 0.35
"""Least cosine of a statement that is found by meaning alone.

On 999 tweets and the 10,381 checked claims of "That is a Known Lie" (Shaar et al., ACL 2020) it keeps 96.5 % of the
claims that a tweet repeats, and of all claims 60 a tweet.
"""
MOST = 20_000  # statements that are ranked
_LOW = 0.2  # least cosine of a statement that holds some of the words and not all
_LEAST_WEIGHT = 0.5
_FUSION = 60
_CHUNK, _BATCH = 400, 50
_EMPTY = word_set(
    "a about after against all also an and any are as at be been before between both but by can could did do does",
    "for from had has have he her his how if in into is it its more most must no not of on or our out over she should",
    "so some such than that the their them then there these they this those to too under up us was we were what when",
    "which who why will with would you your",
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What the user asks about: the words, their sentence vector, and the id of the encoder that made it."""

    text: str
    vector: Vectors
    encoder: str


def search_about(database: Database, query: StatementQuery, topic: Topic) -> Iterator[StatementRecord]:
    """The statements about a topic that fit the query's other filters, up to its limit; read as they are taken.

    Their order is that of the ranking for NEAREST, else the query's. A stance and a least score without a target are
    left to the caller, who is to judge them. Raises what `search` raises, before the first record.
    """
    with database.session() as session:
        wanted = conditions(session, query, looked_up=True)
        order = () if query.sort == NEAREST else order_of(query.sort)
        ranked = _ranked(session, topic)
    return _stream(database, query.limit, topic, ranked, wanted, order)


def _stream(
    database: Database, limit: int | None, topic: Topic, ranked: dict[int, float | None],
    wanted: Sequence[ColumnElement[bool]], order: Order,
) -> Iterator[StatementRecord]:  # fmt: skip
    with database.session() as session:
        fitting = _fitting(session, list(ranked), wanted)
        if order:
            here = StatementRow.number.in_(list(fitting))
            fitting = iter(session.scalars(select(StatementRow.number).where(here).order_by(*order)).all())
        found = islice(fitting, limit)
        while batch := list(islice(found, _BATCH)):
            for number, record in zip(batch, records(session, batch), strict=True):
                yield replace(record, about=About(topic.text, ranked[number]))


def _fitting(session: Session, ranked: Sequence[int], wanted: Sequence[ColumnElement[bool]]) -> Iterator[int]:
    """Those of some statements that fulfil the conditions, in their order; asked for as they are taken."""
    for start in range(0, len(ranked), _CHUNK):
        some = ranked[start : start + _CHUNK]
        fitting = set(session.scalars(select(StatementRow.number).where(StatementRow.number.in_(some), *wanted)))
        yield from (number for number in some if number in fitting)


def _ranked(session: Session, topic: Topic) -> dict[int, float | None]:
    """The statements of every run about a topic, the nearest first, with their cosine where they have a vector."""
    numbers, cosines = similarities(session, topic.encoder, topic.vector)
    near = np.flatnonzero(cosines >= FLOOR)
    if len(near) > MOST:
        near = near[np.argpartition(-cosines[near], MOST)[:MOST]]
    near = near[np.argsort(-cosines[near], kind="stable")]
    by_meaning = numbers[near].tolist()
    by_words = _by_words(session, topic.text, numbers, cosines)
    points: dict[int, float] = defaultdict(float)
    for ranking in (by_meaning, list(by_words)):
        for rank, number in enumerate(ranking, 1):
            points[number] += 1 / (_FUSION + rank)
    known = by_words | dict(zip(by_meaning, cosines[near].tolist(), strict=True))
    return {number: known[number] for number in sorted(points, key=lambda number: (-points[number], -number))}


def _by_words(session: Session, text: str, numbers: Numbers, cosines: Vectors) -> dict[int, float | None]:
    """Statements that hold the words of a topic, those with most weight first, with their cosines."""
    every = list(dict.fromkeys(fold(text).split()))
    words = [word for word in every if word not in _EMPTY] or every
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
    found = [number for number, weight in weights.items() if weight >= _LEAST_WEIGHT * whole]
    near = _cosines_of(found, numbers, cosines)
    kept = [number for number in found if weights[number] >= whole or (near[number] or 0) >= _LOW]
    kept.sort(key=lambda number: (-weights[number], -(near[number] or 0), -number))
    return {number: near[number] for number in kept[:MOST]}


def _few(session: Session, words: Sequence[str]) -> Sequence[int] | None:
    """The statements that hold all of some words; None where they are too many to tell anything."""
    found = session.scalars(matching(session, tuple(Phrase((word,)) for word in words)).limit(FEW + 1)).all()
    return found if len(found) <= FEW else None


def _cosines_of(wanted: Sequence[int], numbers: Numbers, cosines: Vectors) -> dict[int, float | None]:
    if not len(numbers):
        return dict.fromkeys(wanted)
    places = np.minimum(np.searchsorted(numbers, wanted), len(numbers) - 1)
    there = numbers[places] == wanted
    return {
        number: float(cosines[place]) if known else None
        for number, place, known in zip(wanted, places, there, strict=True)
    }
