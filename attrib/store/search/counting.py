"""Counting statements by what they have in common: speaker, outlet, stance, month, ..."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from attrib.data import StanceLabel, StatementQuery
from attrib.data.counts import OF_STANCES, Count, Counts, Facet, FacetValue
from attrib.store.database.session import Database
from attrib.store.schema.statements import StanceRow, StatementRow
from attrib.store.search.dates import DATE_KNOWN, date_text
from attrib.store.search.facets import COLUMNS, Raw, values
from attrib.store.search.filters import conditions
from attrib.store.search.meanings import Meanings, short_targets
from attrib.store.search.targets import asked_stances

Values = tuple[FacetValue, ...]
Content = tuple[Raw, ...]


@dataclass(slots=True)
class _Tally:
    """How many statements a row has, and the DATE_KNOWN of the first and last dated one."""

    statements: int = 0
    first: int | None = None
    last: int | None = None

    def add(self, statements: int, first: int | None, last: int | None) -> None:
        self.statements += statements
        self.first = max((each for each in (self.first, first) if each is not None), default=None)
        self.last = min((each for each in (self.last, last) if each is not None), default=None)


def count_by(database: Database, query: StatementQuery, by: Sequence[Facet], *, neutral: bool = False) -> Counts:
    """The number of statements that fit a query by one facet, or by each pair of values of several.

    By stance or target, the stances that the query asks for are counted, of those that are neutral none unless
    `neutral`, or the query asks for them; a statement with several stances counts in several rows, and in one row once.
    Errors as `search`.
    """
    with database.session() as session:
        restrictions = conditions(session, query)
        total = session.scalars(select(func.count()).select_from(StatementRow).where(*restrictions)).one()
        if OF_STANCES.intersection(by):
            short = short_targets(session, restrictions) if Facet.TARGET in by else {}
            restrictions += asked_stances(session, query)
            if not neutral and query.stance is None:
                restrictions.append(StanceRow.label != str(StanceLabel.NEUTRAL))
            tallies, rows_of = _by_stances(session, restrictions, by, short)
            counted, several = len(rows_of), sum(number > 1 for number in rows_of.values())
        else:
            tallies, counted, several = _by_statements(session, restrictions, by), total, 0
    rows = (
        Count(names, tally.statements, date_text(tally.first), date_text(tally.last))
        for names, tally in tallies.items()
    )
    return Counts(tuple(by), _ordered(rows, by), total, counted, several)


def _by_statements(
    session: Connection, restrictions: list[ColumnElement[bool]], by: Sequence[Facet]
) -> dict[Values, _Tally]:
    columns = [column for facet in by for column in COLUMNS[facet]]
    grouped = (
        select(func.count(), func.max(DATE_KNOWN), func.min(DATE_KNOWN), *columns)
        .where(*restrictions)
        .group_by(*columns)
    )
    numbers, first, last, *held = _columns(session, grouped)
    contents = _contents(by, held, {})
    names = _names(session, by, dict(zip(contents, numbers, strict=True)), {})
    tallies: dict[Values, _Tally] = {}
    for content, *tally in zip(contents, numbers, first, last, strict=True):
        tallies.setdefault(names[content], _Tally()).add(*tally)
    return tallies


def _by_stances(
    session: Connection, restrictions: list[ColumnElement[bool]], by: Sequence[Facet], short: Meanings
) -> tuple[dict[Values, _Tally], Counter[int]]:
    """The tallies, and in how many rows each statement stands."""
    columns = [column for facet in by for column in COLUMNS[facet]]
    stances = (
        select(StatementRow.number, DATE_KNOWN, *columns)
        .join(StanceRow, StanceRow.statement_number == StatementRow.number)
        .where(*restrictions)
    )
    numbers, known_dates, *held = _columns(session, stances)
    contents = _contents(by, held, short)
    alike: dict[Content, dict[int, int | None]] = defaultdict(dict)  # the dates of statements, by their numbers
    for number, date, content in zip(numbers, known_dates, contents, strict=True):
        alike[content][number] = date
    names = _names(session, by, Counter(contents), short)
    known: dict[Values, dict[int, int | None]] = defaultdict(dict)
    for content, some in alike.items():
        known[names[content]].update(some)
    rows_of = Counter(number for some in known.values() for number in some)
    tallies = {}
    for found, some in known.items():
        dates = [date for date in some.values() if date is not None]
        tallies[found] = _Tally(len(some), max(dates, default=None), min(dates, default=None))
    return tallies, rows_of


def _columns(session: Connection, query: Select[*tuple[Any, ...]]) -> list[Sequence[Any]]:
    """What a query finds, column by column."""
    rows = session.execute(query).all()
    return list(zip(*rows, strict=True)) or [()] * len(query.selected_columns)


def _contents(by: Sequence[Facet], held: list[Sequence[Any]], short: Meanings) -> list[Content]:
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


def _names(
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


def _ordered(rows: Iterable[Count], by: Sequence[Facet]) -> tuple[Count, ...]:
    """The rows of the most frequent first value first, each with the most frequent second first; none comes last."""
    listed = list(rows)
    totals: list[Counter[FacetValue]] = [Counter() for _ in by]
    for row in listed:
        for total, value in zip(totals, row.values, strict=True):
            total[value] += row.statements

    def place(row: Count) -> list[tuple[bool, int, str, str]]:
        by_time = [facet is Facet.MONTH for facet in by]
        return [
            (value.name is None, 0 if timed else -total[value], value.name or "", value.id or "")
            for value, total, timed in zip(row.values, totals, by_time, strict=True)
        ]

    return tuple(sorted(listed, key=place))
