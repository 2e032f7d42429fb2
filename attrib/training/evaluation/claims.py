"""Figures of repeated claims: pairs of statements told to make the same claim, story left out; and known claims."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from attrib.claims.scorer import PairScorer
from attrib.training.claims.material import Event, Told
from attrib.training.claims.pairs import Pairs


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Counts of pairs: told and right, told, right, looking alike and of these told apart; of pairs of all statements.

    `told_any` counts those told among all found statements, whose labels are not complete.
    """

    hits: int = 0
    told: int = 0
    right: int = 0
    unlike: int = 0
    apart: int = 0
    told_any: int = 0

    def __add__(self, other: "PairCounts") -> "PairCounts":
        return PairCounts(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    def percentages(self) -> dict[str, float]:
        """Precision, recall and F1 of pairs, and the share of pairs that look alike and are told apart."""
        precision, recall = self.hits / max(self.told, 1), self.hits / max(self.right, 1)
        both = 2 * precision * recall / max(precision + recall, 1e-9)
        shares = {
            "pair F1": both,
            "pair precision": precision,
            "pair recall": recall,
            "alike pairs told apart": self.apart / max(self.unlike, 1),
            "pair precision, every statement": self.hits / max(self.told_any, 1),
        }
        return {name: 100 * value for name, value in shares.items()}


def count_pairs(pairs: Pairs, told: NDArray[np.bool_]) -> PairCounts:
    """The counts of one event; `told` [N] is what a scorer tells of its pairs."""
    return PairCounts(
        hits=int((told & pairs.same).sum()),
        told=int((told & pairs.labelled).sum()),
        right=int(pairs.same.sum()),
        unlike=int(pairs.unlike.sum()),
        apart=int((pairs.unlike & ~told).sum()),
        told_any=int(told.sum()),
    )


def tells(scorer: PairScorer, pairs: Pairs) -> NDArray[np.bool_]:
    """What a scorer tells [N] of the pairs of an event."""
    cosines = pairs.features[:, 0].tolist()
    return np.array(
        [
            scorer.tells(scorer.compare(one.utterance, two.utterance, cosine))
            for (one, two), cosine in zip(pairs.told, cosines, strict=True)
        ],
        dtype=bool,
    )


def reach(events: Sequence[Event], found: Sequence[Sequence[Told]]) -> float:
    """The share in percent of labelled statements whose words some found statement holds."""
    places = [
        any(item.covers(place) for item in every)
        for event, every in zip(events, found, strict=True)
        for group in event.groups
        for place in group
    ]
    return 100 * sum(places) / max(len(places), 1)


@dataclass(frozen=True, slots=True)
class Ranks:
    """The rank from 1 of the right known claim for each query; 0 where it is not among those looked at."""

    ranks: tuple[int, ...]

    def percentages(self) -> dict[str, float]:
        """R@1, R@5 and MAP@5: the share of queries with the claim first, among five, and the mean of 1 / rank."""
        size = max(len(self.ranks), 1)
        shares = {
            "R@1": sum(rank == 1 for rank in self.ranks) / size,
            "R@5": sum(0 < rank <= 5 for rank in self.ranks) / size,
            "MAP@5": sum(1 / rank for rank in self.ranks if 0 < rank <= 5) / size,
        }
        return {name: 100 * value for name, value in shares.items()}


@dataclass(frozen=True, slots=True)
class Shown:
    """The highest score of a known claim for a text, whether it is the right one, and the highest without that one."""

    score: float
    right: bool
    without: float


def shares_shown(texts: Sequence[Shown], least: float) -> dict[str, float]:
    """In percent: texts with a match of at least a score, matches that are right, texts with one of another claim."""
    size = max(len(texts), 1)
    matched = [text for text in texts if text.score >= least]
    return {
        f"matched at {least}": 100 * len(matched) / size,
        f"matches at {least} right": 100 * sum(text.right for text in matched) / max(len(matched), 1),
        f"matched at {least} without it": 100 * sum(text.without >= least for text in texts) / size,
    }
