"""When, where and to whom a statement was made, as its clause tells it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from attrib.data.spans import Span


class SaidPrecision(StrEnum):
    """How exactly words tell a time; what is a part of a day has the interval of the day."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    PART = "part of day"


class SaidBasis(StrEnum):
    """What the days of a statement are known by."""

    TOLD = "told"  # the text tells them
    PUBLISHED = "published"  # the text tells no time: the date of publication stands in


@dataclass(frozen=True, slots=True)
class SaidDates:
    """The days on one of which a statement was made, both included, how exact they are and what they are known by."""

    since: date
    until: date
    precision: SaidPrecision
    basis: SaidBasis = SaidBasis.TOLD

    def __str__(self) -> str:
        days = f"{self.since}" if self.since == self.until else f"{self.since} to {self.until}"
        return days if self.basis is SaidBasis.TOLD else f"{days} (publication)"


@dataclass(frozen=True, slots=True)
class Occasion:
    """When, to whom and where a statement was made: the words that tell it, and the dates that its time means.

    `place` is a place, an event, or what the words were spoken or written in: "Geneva", "a news conference in Geneva",
    "a statement", "Twitter". `dates` is None where the words tell no dates ("recently") and where there are no words.
    """

    time: Span | None = None
    addressee: Span | None = None
    place: Span | None = None
    dates: SaidDates | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(span for span in (self.time, self.addressee, self.place) if span is not None)


UNTOLD = Occasion()
"""The occasion of a statement of which the text tells none."""
