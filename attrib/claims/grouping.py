"""Grouping what makes the same claim: average-link clustering that the order of anything does not change.

A group is joined with another while the mean score of their pairs is high enough; a pair without a score counts 0, so
that a chain of likenesses joins nothing that is unlike at its ends. Judgements of people stand above scores.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

Pair = tuple[int, int]
Candidate = tuple[float, int, int]  # minus the mean score of two groups, and the groups

ENOUGH = 0.5
"""The mean score from which two groups are one, as high as the score that tells a pair: no chain may lower it."""


def group(
    start: Iterable[Collection[int]],
    scores: Mapping[Pair, float],
    *,
    same: Sequence[Pair] = (),
    different: Collection[Pair] = (),
    enough: float = ENOUGH,
) -> list[frozenset[int]]:
    """The groups of items, the one with the lowest item first, from groups that belong together already.

    `scores` are of pairs of items. Pairs judged the `same` bring their whole groups together, in the order given, where
    no pair judged `different` forbids it; those are in one group only if they were so from the start.
    """
    clusters = _Clusters(start, scores, _told_apart(same, different))
    queue = clusters.candidates(enough)
    heapify(queue)
    while queue:
        found = heappop(queue)
        if not clusters.holds(found):
            continue
        kept = clusters.join(*found[1:])
        if kept is not None:
            for candidate in clusters.candidates(enough, kept):
                heappush(queue, candidate)
    for one, two in same:
        clusters.join(clusters.home[one], clusters.home[two])
    return sorted(clusters.members.values(), key=min)


def _told_apart(same: Sequence[Pair], different: Collection[Pair]) -> set[Pair]:
    """The pairs judged different, and with each the pairs of whatever was judged the same as either."""
    joined = _Clusters([{item} for item in {item for pair in (*same, *different) for item in pair}], {}, different)
    for one, two in same:
        joined.join(joined.home[one], joined.home[two])
    homes = [(joined.members[joined.home[one]], joined.members[joined.home[two]]) for one, two in different]
    return {(one, two) for first, second in homes for one in first for two in second if one != two}


class _Clusters:
    """The groups so far, each named by its lowest item, with the summed scores between every two."""

    def __init__(
        self, start: Iterable[Collection[int]], scores: Mapping[Pair, float], different: Collection[Pair]
    ) -> None:
        self.members = {min(each): frozenset(each) for each in start}
        self.home = {item: name for name, each in self.members.items() for item in each}
        self._sums: dict[int, dict[int, float]] = {name: {} for name in self.members}
        self._apart: dict[int, set[int]] = {name: set() for name in self.members}
        for (one, two), score in sorted(scores.items()):
            self._add(self.home[one], self.home[two], score)
        for one, two in different:
            self._apart[self.home[one]].add(self.home[two])
            self._apart[self.home[two]].add(self.home[one])

    def _add(self, one: int, two: int, score: float) -> None:
        if one != two:
            self._sums[one][two] = self._sums[two][one] = self._sums[one].get(two, 0.0) + score

    def _mean(self, one: int, two: int) -> float:
        """The mean score of the pairs of two groups, rounded so that the order of adding cannot show."""
        return round(self._sums[one][two] / (len(self.members[one]) * len(self.members[two])), 9)

    def candidates(self, enough: float, one: int | None = None) -> list[Candidate]:
        """The pairs of groups whose mean score is enough; of one group if given."""
        names = self._sums if one is None else (one,)
        pairs = ((name, other) for name in names for other in self._sums[name] if one is not None or name < other)
        means = ((self._mean(name, other), min(name, other), max(name, other)) for name, other in pairs)
        return [(-mean, first, second) for mean, first, second in means if mean >= enough]

    def holds(self, candidate: Candidate) -> bool:
        """Whether both groups are there still with that mean."""
        mean, one, two = candidate
        return one in self.members and two in self._sums.get(one, {}) and -mean == self._mean(one, two)

    def join(self, one: int, two: int) -> int | None:
        """Make one group of two; its name. None where they are one already, or judged different."""
        if one == two or two in self._apart[one]:
            return None
        kept, gone = min(one, two), max(one, two)
        self.members[kept] |= self.members.pop(gone)
        self.home.update(dict.fromkeys(self.members[kept], kept))
        for other, score in sorted(self._sums.pop(gone).items()):
            del self._sums[other][gone]
            self._add(kept, other, score)
        for other in self._apart.pop(gone):
            self._apart[other].discard(gone)
            self._apart[other].add(kept)
            self._apart[kept].add(other)
        return kept
