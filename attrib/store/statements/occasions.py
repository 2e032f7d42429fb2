"""When, to whom and where a statement was made, from the columns of its row."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from attrib.data import DatePrecision, Occasion, SaidBasis, SaidDates, SaidPrecision, Span
from attrib.data.dates import publication_day

PARTS = ("time", "addressee", "place")

_PRECISIONS: Mapping[str | None, SaidPrecision] = {
    DatePrecision.YEAR: SaidPrecision.YEAR,
    DatePrecision.MONTH: SaidPrecision.MONTH,
}
_LONGEST = {SaidPrecision.YEAR: 366, SaidPrecision.MONTH: 31}


def occasion_of(row: Mapping[str, Any]) -> Occasion:
    """The occasion of a row, by its columns' names; where no time is told, the date of publication stands in for it."""
    time = _span(row["time_start"], row["time_end"])
    addressee = _span(row["addressee_start"], row["addressee_end"])
    place = _span(row["place_start"], row["place_end"])
    if row["said_since"] is not None:
        dates = SaidDates(row["said_since"], row["said_until"], SaidPrecision(row["said_precision"]))
        return Occasion(time, addressee, place, dates)
    published = row["published_at"], row["published_original"], row["published_precision"]
    return Occasion(time, addressee, place, None if time is not None else published_dates(*published))


def published_dates(moment: datetime | None, original: str | None, exact: str | None) -> SaidDates | None:
    """The days of a document's publication, which stand in where no time is told; None without a date.

    They are given by the columns `published_at`, `published_original` and `published_precision`.
    """
    day = publication_day(moment, original)
    if day is None:
        return None
    precision = _PRECISIONS.get(exact, SaidPrecision.DAY)
    beyond = day + timedelta(_LONGEST.get(precision, 0))
    last = beyond if precision is SaidPrecision.DAY else _first(beyond, precision) - timedelta(1)
    return SaidDates(day, last, precision, SaidBasis.PUBLISHED)


def _first(day: date, precision: SaidPrecision) -> date:
    """The first day of the year or month of a day."""
    return day.replace(month=1, day=1) if precision is SaidPrecision.YEAR else day.replace(day=1)


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)
