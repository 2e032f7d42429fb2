"""Problems of inputs, told one by one up to a number and counted from there: two million would hide what matters."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from attrib.data import Problem

MOST_TOLD = 20
"""Problems of one input, and warnings of one, that are told one by one."""


class _Kind(NamedTuple):
    location: str
    warning: bool


class Problems:
    """Counts the problems and warnings of each input."""

    def __init__(self, most: int = MOST_TOLD) -> None:
        self._most = most
        self._met: Counter[_Kind] = Counter()

    def met(self, problem: Problem) -> bool:
        """Count a problem; whether it is one of the first of its input, which are told."""
        kind = _Kind(problem.location, problem.warning)
        self._met[kind] += 1
        return self._met[kind] <= self._most

    @property
    def count(self) -> int:
        """The number of problems, without warnings."""
        return sum(number for kind, number in self._met.items() if not kind.warning)

    def left(self) -> Iterator[Problem]:
        """For each input with more of them than are told, one that says how many more."""
        for (location, warning), number in self._met.items():
            more = number - self._most
            if more > 0:
                word = f"more {'warning' if warning else 'problem'}{'' if more == 1 else 's'}"
                yield Problem(location, None, f"{more} {word}", warning)
