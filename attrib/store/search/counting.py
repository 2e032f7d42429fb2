"""Counting statements by what they have in common: speaker, outlet, stance, month, ..."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, func, or_, select

from attrib.data import StanceLabel, StatementQuery
from attrib.data.counts import OF_STANCES, Count, Counts, Facet
from attrib.store.database.session import Database
from attrib.store.schema.statements import StanceRow, StatementRow
from attrib.store.search.counted_outlets import outlets_by, outlets_of_copied
from attrib.store.search.dates import DATE_KNOWN, date_text
from attrib.store.search.facets import COLUMNS
from attrib.store.search.filters import counting_conditions
from attrib.store.search.meanings import Meanings, short_targets
from attrib.store.search.tallies import (
    Content,
    Tally,
    Values,
    column_wise,
    contents_of,
    first_values,
    names_of,
    ordered,
)
from attrib.store.search.targets import asked_stances

_LOOKED_UP = 500  # speakers whose statements are looked up one by one


def count_by(
    database: Database,
    query: StatementQuery,
    by: Sequence[Facet],
    *,
    neutral: bool = False,
    limit: int | None = None,
    few: bool = False,
) -> Counts:
    """The number of statements that fit a query by one facet, or by each pair of values of several.

    By stance or target, the stances that the query asks for are counted, of those that are neutral none unless
    `neutral`, or the query asks for them; a statement with several stances counts in several rows, and in one row once.
    With `limit` the rows are those of the first values of the first facet, or of the last ones where they are months.
    `few` says that few statements fit. Errors as `search`.
    """
    with database.session() as session:
        restrictions = counting_conditions(session, query, bounded=few)
        total = session.scalars(select(func.count()).select_from(StatementRow).where(*restrictions)).one()
        if OF_STANCES.intersection(by):
            short = short_targets(session, restrictions) if Facet.TARGET in by else {}
            stances = restrictions + asked_stances(session, query)
            if not neutral and query.stance is None:
                stances.append(StanceRow.label != str(StanceLabel.NEUTRAL))
            tallies, rows_of = _by_stances(session, stances, by, short)
            counted, several = len(rows_of), sum(number > 1 for number in rows_of.values())
            rows = ordered(tallies, by)
            kept = first_values(rows, by, limit)
        else:
            named, tallies = _by_statements(session, restrictions, by)
            counted, several, rows = total, 0, ordered(tallies, by)
            kept = first_values(rows, by, limit)
            _add_outlets(session, restrictions, by, named, {values: tallies[values] for values in kept})
    shown = [(values, tallies[values]) for values in kept]
    return Counts(
        tuple(by),
        tuple(
            Count(values, tally.statements, date_text(tally.first), date_text(tally.last), len(tally.outlets))
            for values, tally in shown
        ),
        total,
        counted,
        several,
        len({values[0] for values in rows}),
    )


def _by_statements(
    session: Connection, restrictions: list[ColumnElement[bool]], by: Sequence[Facet]
) -> tuple[dict[Content, Values], dict[Values, Tally]]:
    """The values that each content of the columns stands for, and the tallies."""
    columns = [column for facet in by for column in COLUMNS[facet]]
    grouped = (
        select(func.count(), func.max(DATE_KNOWN), func.min(DATE_KNOWN), *columns)
        .where(*restrictions)
        .group_by(*columns)
    )
    numbers, first, last, *held = column_wise(session, grouped)
    contents = contents_of(by, held, {})
    names = names_of(session, by, dict(zip(contents, numbers, strict=True)), {})
    tallies: dict[Values, Tally] = {}
    for content, *tally in zip(contents, numbers, first, last, strict=True):
        tallies.setdefault(names[content], Tally()).add(*tally)
    return names, tallies


def _add_outlets(
    session: Connection,
    restrictions: list[ColumnElement[bool]],
    by: Sequence[Facet],
    named: Mapping[Content, Values],
    tallies: Mapping[Values, Tally],
) -> None:
    """Add to some tallies the outlets of their statements."""
    columns = [column for facet in by for column in COLUMNS[facet]]
    speakers = {values[0].id for values in tallies if values[0].id} if by[0] is Facet.SPEAKER else set()
    if 0 < len(speakers) <= _LOOKED_UP:  # nobody's statements are many, and looked through like all
        nobody = any(values[0].id is None for values in tallies)
        asked = StatementRow.actor_id.in_(sorted(speakers))
        restrictions = [*restrictions, or_(asked, StatementRow.actor_id.is_(None)) if nobody else asked]
    *held, outlets = list(zip(*outlets_by(session, restrictions, columns), strict=True)) or [()] * (len(columns) + 1)
    for content, outlet in zip(contents_of(by, list(held), {}), outlets, strict=True):
        tally = tallies.get(named[content])
        if outlet and tally is not None:
            tally.outlets.add(outlet)


def _by_stances(
    session: Connection, restrictions: list[ColumnElement[bool]], by: Sequence[Facet], short: Meanings
) -> tuple[dict[Values, Tally], Counter[int]]:
    """The tallies, and in how many rows each statement stands."""
    columns = [column for facet in by for column in COLUMNS[facet]]
    stances = (
        select(StatementRow.number, DATE_KNOWN, StatementRow.outlet_key, *columns)
        .join(StanceRow, StanceRow.statement_number == StatementRow.number)
        .where(*restrictions)
    )
    numbers, known_dates, own_outlets, *held = column_wise(session, stances)
    contents = contents_of(by, held, short)
    alike: dict[Content, dict[int, int | None]] = defaultdict(dict)  # the dates of statements, by their numbers
    for number, date, content in zip(numbers, known_dates, contents, strict=True):
        alike[content][number] = date
    names = names_of(session, by, Counter(contents), short)
    known: dict[Values, dict[int, int | None]] = defaultdict(dict)
    for content, some in alike.items():
        known[names[content]].update(some)
    rows_of = Counter(number for some in known.values() for number in some)
    outlets = dict(zip(numbers, own_outlets, strict=True)) | outlets_of_copied(session, numbers)
    tallies = {}
    for found, some in known.items():
        dates = [date for date in some.values() if date is not None]
        sources = {outlet for number in some if (outlet := outlets[number])}
        tallies[found] = Tally(len(some), max(dates, default=None), min(dates, default=None), sources)
    return tallies, rows_of
