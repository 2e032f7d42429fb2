"""Rows of a count: what columns hold, the values that it stands for, how many statements have them, in which order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select

from attrib.data.counts import Facet, FacetValue
from attrib.store.search.facets import COLUMNS, Raw, values
from attrib.store.search.meanings import Meanings
from attrib.targets.pointing import is_pointing

Values = tuple[FacetValue, ...]
Content = tuple[Raw, ...]


@dataclass(slots=True)
class Tally:
    """How many statements a row has, the DATE_KNOWN of the first and last dated one, and their independent outlets."""

    statements: int = 0
    first: int | None = None
    last: int | None = None
    outlets: set[str] = field(default_factory=set)

    def add(self, statements: int, first: int | None, last: int | None) -> None:
        self.statements += statements
        self.first = max((each for each in (self.first, first) if each is not None), default=None)
        self.last = min((each for each in (self.last, last) if each is not None), default=None)


def column_wise(session: Connection, query: Select[*tuple[Any, ...]]) -> list[Sequence[Any]]:
    """What a query finds, column by column."""
    rows = session.execute(query).all()
    return list(zip(*rows, strict=True)) or [()] * len(query.selected_columns)


def contents_of(by: Sequence[Facet], held: list[Sequence[Any]], short: Meanings) -> list[Content]:
    """What the columns of the facets hold in each row.

    A target has its document only where it is short for another there, so that few contents differ.
    """
    contents = []
    for facet in by:
        own = [held.pop(0) for _ in COLUMNS[facet]]
        if facet is Facet.TARGET:
            own[0] = [place[0] if place in short else None for place in zip(*own[:2], strict=True)]
        contents.append(list(zip(*own, strict=True)))
    return list(zip(*contents, strict=True))


def names_of(
    session: Connection, by: Sequence[Facet], found: Mapping[Content, int], short: Meanings
) -> dict[Content, Values]:
    """The values that each content stands for, of contents with their numbers."""
    of_facets = []
    for place, facet in enumerate(by):
        numbers: Counter[Raw] = Counter()
        for content, number in found.items():
            numbers[content[place]] += number
        of_facets.append(values(session, facet, numbers, short))
    return {content: tuple(names[raw] for names, raw in zip(of_facets, content, strict=True)) for content in found}


def ordered(tallies: Mapping[Values, Tally], by: Sequence[Facet]) -> list[Values]:
    """The rows of the most frequent first value first, each with the most frequent second first; none comes last.

    Before none come targets that say only in their own article what is meant ("the bill").
    """
    totals: list[Counter[FacetValue]] = [Counter() for _ in by]
    for found, tally in tallies.items():
        for total, value in zip(totals, found, strict=True):
            total[value] += tally.statements

    def place(found: Values) -> list[tuple[bool, bool, int, str, str]]:
        return [
            (
                value.name is None,
                facet is Facet.TARGET and is_pointing(value.name or ""),
                0 if facet is Facet.MONTH else -total[value],
                value.name or "",
                value.id or "",
            )
            for value, total, facet in zip(found, totals, by, strict=True)
        ]

    return sorted(tallies, key=place)


def first_values(rows: Sequence[Values], by: Sequence[Facet], limit: int | None) -> list[Values]:
    """The rows of the first values of the first facet, or of the last ones where they are months."""
    shown = list(dict.fromkeys(row[0] for row in rows))
    kept = set(shown if limit is None else shown[-limit:] if by[0] is Facet.MONTH else shown[:limit])
    return [row for row in rows if row[0] in kept]
