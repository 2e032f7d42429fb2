"""Counts of statements by what they have in common."""

from dataclasses import dataclass
from enum import StrEnum


class Facet(StrEnum):
    """What statements are counted by."""

    SPEAKER = "speaker"
    AFFILIATION = "affiliation"
    ROLE = "role"
    OUTLET = "outlet"
    TYPE = "type"
    ASSERTION = "assertion"
    STANCE = "stance"
    TARGET = "target"
    MONTH = "month"
    DOCUMENT = "document"


OF_STANCES = frozenset({Facet.STANCE, Facet.TARGET})
"""The facets of which a statement may have several values, or none: those of its stances."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet; `name` is None for statements without one, `id` that of an actor or a document."""

    name: str | None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many statements have these values, one a facet; `first` and `last` are dates as exact as is known.

    `outlets` is the number of independent outlets: what one copied from another article counts for that one's.
    """

    values: tuple[FacetValue, ...]
    statements: int
    first: str | None = None
    last: str | None = None
    outlets: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """The answer to a count.

    `statements` is how many fit the query, `counted` how many of them stand in a row (those without a stance stand in
    none where stances are counted), `several` how many stand in more than one. Months come in the order of time, other
    rows with the greatest numbers first; `values` is how many values of the first facet there are, of which a limit may
    have left some out.
    """

    by: tuple[Facet, ...]
    rows: tuple[Count, ...]
    statements: int
    counted: int
    several: int = 0
    values: int = 0
