"""The facets of a search: counts by what statements have in common, each a link that narrows the search."""

from collections.abc import Mapping
from dataclasses import dataclass

from attrib.data import StatementQuery
from attrib.data.counts import Counts, Facet
from attrib.web.addresses import Pairs, with_pair
from attrib.web.exchange import Asked

FEW = 2_000
"""Statements of which every facet is counted at once; of more, one is counted when it is asked for."""
_ASKED = frozenset({Facet.AFFILIATION})
"""Facets that are always counted when asked for: the names of organizations take a pass over all statements."""
_ROWS = 8
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

    `pairs` is None where the search is of that value already, or no filter finds it.
    """

    name: str | None
    statements: int
    pairs: Pairs | None


@dataclass(frozen=True, slots=True)
class FacetList:
    """A facet with its first values, and how many more it has; `counted` is False where nobody has asked for it."""

    facet: Facet
    values: tuple[Narrower, ...] = ()
    more: int = 0
    counted: bool = False


def facet_lists(asked: Asked, query: StatementQuery, pairs: Pairs, fitting: int) -> list[FacetList]:
    """The facets of a search: all are counted of few statements, else those that the address asks for (`by`)."""
    wanted = {value for name, value in asked.pairs if name == "by"}
    counted = [facet for facet in _FILTERS if facet in wanted or (fitting <= FEW and facet not in _ASKED)]
    counts = dict(zip(counted, asked.desk.facets(query, by=counted, limit=_ROWS), strict=True))
    return [_list(facet, counts[facet], pairs) if facet in counts else FacetList(facet) for facet in _FILTERS]


def _list(facet: Facet, counts: Counts, pairs: Pairs) -> FacetList:
    rows = [row for row in counts.rows if row.values[0].name is not None or facet is Facet.SPEAKER]
    values = tuple(
        Narrower(row.values[0].name, row.statements, _narrowed(facet, row.values[0].name, row.values[0].id, pairs))
        for row in rows
    )
    return FacetList(facet, values, max(0, counts.values - len(counts.rows)), counted=True)


def _narrowed(facet: Facet, name: str | None, identity: str | None, pairs: Pairs) -> Pairs | None:
    """The search with one value of a facet."""
    value = (identity or "unknown") if facet is Facet.SPEAKER else name
    if value is None or (_FILTERS[facet], value) in pairs:
        return None
    narrowed = with_pair(pairs, _FILTERS[facet], value)
    return with_pair(narrowed, "until", value) if facet is Facet.MONTH else narrowed
