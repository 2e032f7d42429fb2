"""What the targets of stored stances mean: near-same targets are one (see `targets/same.py`)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from sqlalchemy import ColumnElement, case, func, select, true
from sqlalchemy.orm import Session, aliased

from attrib.english.function_words import DEFINITE
from attrib.store.database.chunks import chunks
from attrib.store.schema.statements import DocumentRow, StanceRow, StatementRow
from attrib.store.search.vectors import Vectors, vectors_of
from attrib.targets.phrases import parse_phrase
from attrib.targets.same import Place, TargetMention, join_articles, may_mean_more, same_targets
from attrib.text.folding import fold

_BEFORE = 12  # characters before a target, which hold "the", "these", "their" or "Ann's"

Meanings = Mapping[Place, str]


def meaning_of(short: Meanings, document: int, target: str) -> str:
    """What a folded target means in a document: what `short_targets` says, or its own phrase."""
    return short.get((document, target)) or parse_phrase(target).key


def short_targets(session: Session, restrictions: Sequence[ColumnElement[bool]]) -> dict[Place, str]:
    """What targets mean that are short for a longer one of their article, by document key and folded target.

    It looks at all topics in the documents of the statements that fit; actors are told apart by their ids elsewhere.
    """
    return same_shortened(session, _topics(session, restrictions))


def same_shortened(session: Session, topics: Mapping[int, Collection[str]]) -> dict[Place, str]:
    """The same for the folded topics of some documents."""
    mentions = _mentions(session, topics)
    meanings = same_targets(mentions)
    return {place: meaning for place, meaning in meanings.items() if parse_phrase(place[1]).key != meaning}


def _topics(session: Session, restrictions: Sequence[ColumnElement[bool]]) -> dict[int, set[str]]:
    """The topics of each document of the statements that fit, if it has several."""
    every = aliased(StatementRow)
    documents = select(StatementRow.document_key).where(*restrictions)
    query = (
        select(every.document_key, StanceRow.target_key)
        .join(StanceRow, StanceRow.statement_number == every.number)
        .where(every.current == true(), StanceRow.target_kind == "topic", every.document_key.in_(documents))
    )
    found: dict[int, set[str]] = defaultdict(set)
    for document, target in session.execute(query):
        found[document].add(target)
    return {document: targets for document, targets in found.items() if len(targets) > 1}


def _mentions(session: Session, topics: Mapping[int, Collection[str]]) -> list[TargetMention]:
    """The topics of documents in which one may be short for another, with what the text says of those."""
    places: set[Place] = set()
    wanted: dict[int, list[str]] = {}
    for document, targets in topics.items():
        by_sense: dict[str, list[str]] = defaultdict(list)
        for target in targets:
            by_sense[parse_phrase(target).sense].append(target)
        for alike in by_sense.values():
            short = [target for target in alike if len(alike) > 1 and may_mean_more(target, alike)]
            if short:
                wanted.setdefault(document, []).extend(alike)
                places.update((document, target) for target in short)
    definite = definite_places(session, places)
    return [
        TargetMention(document, target, (document, target) in definite)
        for document, targets in wanted.items()
        for target in targets
    ]


def definite_places(session: Session, places: Collection[Place]) -> set[Place]:
    """The targets that the text points back to in one of their statements: "the tax", "its levy"."""
    found: set[Place] = set()
    before = case((StanceRow.target_start > _BEFORE, StanceRow.target_start - _BEFORE + 1), else_=1)
    query = (
        select(
            StatementRow.document_key, StanceRow.target_key, StanceRow.target, StanceRow.target_start,
            func.substr(DocumentRow.text, before, _BEFORE),
        )
        .join(StatementRow, StatementRow.number == StanceRow.statement_number)
        .join(DocumentRow, DocumentRow.key == StatementRow.document_key)
        .where(StatementRow.current == true(), StanceRow.target_kind == "topic")
    )  # fmt: skip
    keys: dict[int, set[str]] = defaultdict(set)
    for document, target in places:
        keys[document].add(target)
    for some in chunks(keys):
        for document, target, words, start, text in session.execute(query.where(StatementRow.document_key.in_(some))):
            if target in keys[document] and _points_back(words, text, start):
                found.add((document, target))
    return found


def _points_back(words: str, before: str, start: int | None) -> bool:
    """Whether the words of a target, or the last one before them, point to a thing said before."""
    first = fold(words).partition(" ")[0]
    if start is None or first in DEFINITE:
        return first in DEFINITE
    text = before[:start].rstrip()
    last = fold(text).rpartition(" ")[2] if len(text) < len(before[:start]) else ""
    return last in DEFINITE or text.endswith(("'s", "’s", "s'", "s’"))


def join_by_vectors(
    session: Session, encoder: str, short: Meanings, rows: Iterable[tuple[int, int, str]]
) -> dict[Place, str]:
    """The meanings with bare nouns joined across articles where sentence vectors of their statements say so.

    `rows` are the statement's number, document key and folded topic of each stance.
    """
    listed = list(rows)
    numbers: dict[Place, set[int]] = defaultdict(set)
    for number, document, target in listed:
        numbers[document, target].add(number)
    senses = {parse_phrase(target).sense for _, target in numbers if not parse_phrase(target).bare}
    bare = {place for place in numbers if parse_phrase(place[1]).bare and parse_phrase(place[1]).sense in senses}
    definite = definite_places(session, {place for place in bare if place not in short})
    if not definite:
        return dict(short)
    vectors = vectors_of(session, encoder, {number for some in numbers.values() for number in some})
    meanings = {place: meaning_of(short, *place) for place in numbers}
    said: dict[str, set[int]] = defaultdict(set)
    for place, meaning in meanings.items():
        said[meaning] |= numbers[place]

    def nearness(place: Place, able: Collection[str]) -> dict[str, float]:
        own = _middle(vectors, numbers[place])
        others = {meaning: _middle(vectors, said[meaning] - numbers[place]) for meaning in able}
        return {} if own is None else {name: float(own @ other) for name, other in others.items() if other is not None}

    mentions = [TargetMention(*place, place in definite) for place in numbers]
    joined = join_articles(meanings, mentions, nearness)
    return {place: meaning for place, meaning in joined.items() if parse_phrase(place[1]).key != meaning}


def _middle(vectors: Mapping[int, Vectors], numbers: Iterable[int]) -> Vectors | None:
    """The unit vector [width] in the middle of some statements' vectors; None where none has one."""
    found = [vectors[number] for number in sorted(numbers) if number in vectors]
    if not found:
        return None
    middle: Vectors = np.mean(found, axis=0, dtype=np.float32)
    return middle / np.float32(max(float(np.linalg.norm(middle)), 1e-9))
