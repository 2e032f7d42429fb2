"""The facets of a search: counts by what statements have in common, each a link that narrows the search."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from attrib.data import StatementQuery
from attrib.data.counts import Count, Counts, Facet
from attrib.data.search_pages import Fitting
from attrib.web.addresses import Pairs, with_pair
from attrib.web.exchange import Asked

FEW, MANY = 500, 5_000
"""Statements of which every facet is counted at once, and those of which the quick ones are."""
_SLOW = frozenset({Facet.TARGET})
"""Facets whose values mean what their articles say, so that each has to be looked at."""
_ROWS = 8
_SHORT = 8  # characters of an id
_FILTERS: Mapping[Facet, str] = {
    Facet.SPEAKER: "actor",
    Facet.OUTLET: "outlet",
    Facet.STANCE: "stance",
    Facet.TARGET: "target",
    Facet.TYPE: "type",
    Facet.ASSERTION: "assertion",
    Facet.AFFILIATION: "affiliation",
    Facet.MONTH: "since",
}


@dataclass(frozen=True, slots=True)
class Narrower:
    """One value of a facet, how many statements have it, and the search narrowed to them.

    `pairs` is None where every statement of the search has that value, or no filter finds it. `id` is the beginning of
    its id where another value of the facet has the same name.
    """

    name: str | None
    statements: int
    pairs: Pairs | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class FacetList:
    """A facet with its first values, and how many more it has; `counted` is False where nobody has asked for it."""

    facet: Facet
    values: tuple[Narrower, ...] = ()
    more: int = 0
    counted: bool = False


def facet_lists(asked: Asked, query: StatementQuery, pairs: Pairs, fitting: Fitting) -> list[FacetList]:
    """The facets of a search: all are counted of few statements, else the quick ones, and what `by` asks for."""
    wanted = {value for name, value in asked.pairs if name == "by"}
    above_few, above_many = (fitting.more or fitting.statements > most for most in (FEW, MANY))
    wanted |= set() if above_many else set(_FILTERS) - _SLOW if above_few else set(_FILTERS)
    counted = [facet for facet in _FILTERS if facet in wanted]
    counts = dict(zip(counted, asked.desk.facets(query, by=counted, limit=_ROWS), strict=True))
    return [_list(facet, counts[facet], pairs) if facet in counts else FacetList(facet) for facet in _FILTERS]


def _list(facet: Facet, counts: Counts, pairs: Pairs) -> FacetList:
    rows = [row for row in counts.rows if row.values[0].name is not None or facet is Facet.SPEAKER]
    names = Counter(row.values[0].name for row in rows)
    values = tuple(_narrower(facet, row, names, pairs if row.statements < counts.statements else None) for row in rows)
    return FacetList(facet, values, max(0, counts.values - len(counts.rows)), counted=True)


def _narrower(facet: Facet, row: Count, names: Counter[str | None], pairs: Pairs | None) -> Narrower:
    value = row.values[0]
    identity = (value.id or "")[:_SHORT] if names[value.name] > 1 else ""
    narrowed = None if pairs is None else _narrowed(facet, value.name, value.id, pairs)
    return Narrower(value.name, row.statements, narrowed, identity)


def _narrowed(facet: Facet, name: str | None, identity: str | None, pairs: Pairs) -> Pairs | None:
    """The search with one value of a facet."""
    value = (identity or "unknown") if facet is Facet.SPEAKER else name
    if value is None or (_FILTERS[facet], value) in pairs:
        return None
    narrowed = with_pair(pairs, _FILTERS[facet], value)
    return with_pair(narrowed, "until", value) if facet is Facet.MONTH else narrowed
