"""The pairs of statements of an event, with their features and what is known of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from attrib.claims.features import FEATURES, Rarity, features
from attrib.training.claims.material import Event, Told

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The N pairs of statements of one event.

    `features` [N, F]; `same` [N] where both hold words of one group; `labelled` [N] where both hold words of some
    group; `unlike` [N] where the labels say that the pair only looks alike.
    """

    told: tuple[tuple[Told, Told], ...]
    features: NDArray[np.float64]
    same: NDArray[np.bool_]
    labelled: NDArray[np.bool_]
    unlike: NDArray[np.bool_]


def pairs_of(event: Event, statements: Sequence[Told], vectors: Mapping[str, Vectors], rarity: Rarity) -> Pairs:
    """Every two statements of an event that have no words in common; `vectors` are of their texts."""
    both = tuple((one, two) for one, two in combinations(statements, 2) if not one.overlaps(two))
    rows = [_row(one, two, vectors, rarity) for one, two in both]
    same = np.array([bool(one.groups & two.groups) for one, two in both], dtype=bool)
    labelled = np.array([bool(one.groups and two.groups) for one, two in both], dtype=bool)
    unlike = np.array([_looks_alike(event, one, two) for one, two in both], dtype=bool)
    return Pairs(both, np.array(rows).reshape(-1, len(FEATURES)), same, labelled, unlike & ~same)


def _row(one: Told, two: Told, vectors: Mapping[str, Vectors], rarity: Rarity) -> list[float]:
    cosine = float(vectors[one.utterance.text] @ vectors[two.utterance.text])
    return features(one.utterance, two.utterance, cosine, rarity)


def _looks_alike(event: Event, one: Told, two: Told) -> bool:
    return any(
        (one.covers(first) and two.covers(second)) or (one.covers(second) and two.covers(first))
        for first, second in event.unlike
    )
