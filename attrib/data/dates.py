"""Dates as exact as their source tells them: a year, a month, a day, or a moment of it."""

import re
from datetime import date, datetime
from enum import StrEnum


class DatePrecision(StrEnum):
    """How much of a date its source tells; the moment that stands for the date is the first that fits."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    TIME = "time"


_DIGITS = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}


def day_text(moment: datetime | None, precision: DatePrecision | None) -> str:
    """The day of a date, or its month or year where no more is known: "2022-07"; empty for None."""
    if moment is None:
        return ""
    return moment.date().isoformat()[: _DIGITS.get(precision or DatePrecision.DAY, 10)]


def iso_text(moment: datetime | None, precision: DatePrecision | None) -> str | None:
    """A date in ISO 8601, as exact as it is known: "2022-07", "2022-07-15", "2022-07-15T10:00:00+00:00".

    A date of unknown precision is written with its time.
    """
    if moment is None or precision is None:
        return None if moment is None else moment.isoformat()
    return moment.isoformat()[: _DIGITS.get(precision)]


_WRITTEN = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?:[T ]|$)")


def publication_day(moment: datetime | None, original: str | None) -> date | None:
    """The day on which a document was published: as its source wrote it in ISO 8601, in its own zone, else in UTC.

    Example: 2020-05-05 of "2020-05-05T22:30:00-04:00", which is the next day in UTC.
    """
    written = _WRITTEN.match(original or "")
    if moment is None or written is None:
        return moment and moment.date()
    day = date.fromisoformat(written[1])
    return day if abs((day - moment.date()).days) <= 1 else moment.date()
