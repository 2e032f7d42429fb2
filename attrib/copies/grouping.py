"""Groups of copies: each document belongs to the earliest one that it is a copy of, in whatever order they came."""

import calendar
from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from attrib.data.dates import DatePrecision

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """The place of a document in the order of time: by when it is known to have been out, undated ones last.

    "July 2022" is out at the end of that month, so that no later day is put behind it without need; ties go by `key`.
    """

    undated: bool
    out: float
    key: int


def age(published_at: datetime | None, precision: DatePrecision | None, key: int) -> Age:
    """The age of a document."""
    if published_at is None:
        return Age(True, 0.0, key)
    return Age(False, (published_at + _length(published_at, precision)).timestamp(), key)


def _length(start: datetime, precision: DatePrecision | None) -> timedelta:
    if precision is DatePrecision.YEAR:
        return timedelta(days=366 if calendar.isleap(start.year) else 365)
    if precision is DatePrecision.MONTH:
        return timedelta(days=calendar.monthrange(start.year, start.month)[1])
    return timedelta(days=1) if precision is DatePrecision.DAY else timedelta(0)


def originals(neighbours: Mapping[Name, Set[Name]], ages: Mapping[Name, Age]) -> dict[Name, Name]:
    """The document that each is a copy of; those that copy none are missing.

    The earliest takes all its copies, the earliest that is left takes those of its copies that are left, and so on: a
    copy is one of the first itself, never of a copy's copy. The order of the mappings makes no difference.
    """
    found: dict[Name, Name] = {}
    firsts: set[Name] = set()
    for name in sorted(neighbours, key=lambda each: ages[each]):
        if name not in found:
            firsts.add(name)
            for copy in neighbours[name]:
                if copy not in found and copy not in firsts:
                    found[copy] = name
    return found
