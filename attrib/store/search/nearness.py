"""Targets of different articles joined where their statements are near in meaning, by the stored sentence vectors."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import numpy as np
from sqlalchemy import Connection

from attrib.store.search.meanings import Meanings, definite_places, meaning_of
from attrib.store.search.packed_vectors import Vectors
from attrib.store.search.vectors import vectors_of
from attrib.targets.phrases import parse_phrase
from attrib.targets.same import Place, TargetMention, join_articles


def join_by_vectors(
    session: Connection, encoder: str, short: Meanings, rows: Iterable[tuple[int, int, str]]
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
