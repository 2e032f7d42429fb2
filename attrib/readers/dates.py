"""Publication dates in any usual form, as aware UTC.

Accepted are ISO 8601, RFC 2822, "3 March 2005", "26-FEB-1987 15:01:01.79", "Thursday, 3 March, 2005, 10:13 GMT", and
seconds or milliseconds since 1970. A date without a time is midnight, one without a zone is UTC, and one without a day
or month is the first of it; its precision says so. Ambiguous dates are refused, because a wrong date in print is worse
than none: a day and month in either order (03/04/2005, unless `order` says which comes first; with dots the day does),
a date without a year, a two-digit year among numbers, years before 1600 or after next year, and time zones of several
countries (IST).
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple

from dateutil.parser import parse, parserinfo
from dateutil.tz import gettz

from attrib.data import DatePrecision
from attrib.errors import ReadError

_FIRST_YEAR = 1600  # newspapers begin in 1605
_LONGEST = 80  # characters; longer texts are not dates
_LABEL = re.compile(
    r"(?:first |last )?(?:published|posted|updated|modified|date)\b(?: (?:on|at))?\s*:?\s*", re.IGNORECASE
)
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?", re.ASCII)
_DIGITS = (
    4,
    8,
    9,
    10,
    12,
    13,
    14,
)  # lengths of a year, a day, seconds, milliseconds, a minute and a second without marks
_DEFAULTS = (datetime(2001, 1, 1, tzinfo=UTC), datetime(2002, 2, 28, 13, tzinfo=UTC))
_OFFSET = re.compile(r"\b(?:GMT|UTC|Z)\s*(?=[+-]\d)", re.IGNORECASE)  # POSIX inverts the sign, news does not
_HOURS = {"GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "WET": 0, "BST": 1, "CET": 1, "WEST": 1, "CEST": 2, "EET": 2, "EEST": 3}
_HOURS |= {"MSK": 3, "PKT": 5, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13}
_HOURS |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}


class ReadDate(NamedTuple):
    """The first moment of a date, aware UTC, and how much of it is known."""

    moment: datetime
    precision: DatePrecision


class _UnknownZoneError(ValueError):
    """An abbreviation of a time zone with no meaning, or with several."""


class _Words(parserinfo):
    """The parser's vocabulary; two-digit years are read against a fixed year, not the machine's clock."""

    def __init__(self, this_year: int) -> None:
        super().__init__()
        self._this_year = this_year

    def convertyear(self, year: int, century_specified: bool = False) -> int:
        if year >= 100 or century_specified:
            return year
        century = self._this_year - self._this_year % 100
        return century + year if century + year <= self._this_year + 1 else century - 100 + year


def parse_date(original: str, *, now: datetime, order: str | None = None) -> datetime:
    """The moment of a date, aware UTC; arguments and errors as `read_date`."""
    return read_date(original, now=now, order=order).moment


def read_date(original: str, *, now: datetime, order: str | None = None) -> ReadDate:
    """A date with its precision; `order` is "dmy" or "mdy" for dates such as 03/04/2005.

    Raises ReadError, with what was expected, for a text that is no date or an ambiguous one.
    """
    # Wire services add control characters and codes after the date.
    text = " ".join(_CONTROL.split(original, maxsplit=1)[0].split())
    if not text or len(text) > _LONGEST or (text.isdigit() and len(text) not in _DIGITS):
        raise _no_date(original)
    if _EPOCH.fullmatch(text):
        return ReadDate(_checked(_from_epoch(float(text)), original, now), DatePrecision.TIME)
    prepared = _OFFSET.sub("", _LABEL.sub("", text, count=1))
    day_first = _day_first(prepared, original, order)
    # Missing parts come from a different default in each reading; only month, day and time may be missing.
    first, second = (_from_words(prepared, original, now, day_first, default) for default in _DEFAULTS)
    if first.year != second.year or (first.date() != second.date() and first.day != 1):
        raise ReadError(f"the date {original!r} has no year, or a day of the week alone; write it as 2005-03-31")
    return ReadDate(_checked(first, original, now), _precision(first, second))


def _precision(first: datetime, second: datetime) -> DatePrecision:
    """What is known of a date, from its readings with two defaults: a part that differs is missing."""
    if first.month != second.month:
        return DatePrecision.YEAR
    if first.day != second.day:
        return DatePrecision.MONTH
    return DatePrecision.DAY if first.hour != second.hour else DatePrecision.TIME


def _no_date(original: str) -> ReadError:
    return ReadError(f"{original[:_LONGEST]!r} is no date; write it as 2005-03-31 or 2005-03-31T10:13:00+00:00")


def _from_epoch(number: float) -> datetime:
    """The moment of seconds or milliseconds since 1970; milliseconds have three more digits."""
    return datetime.fromtimestamp(number / 1000 if number >= 1e11 else number, UTC)


def _day_first(text: str, original: str, order: str | None) -> bool:
    """Whether the day comes first in a date of three numbers; raises ReadError where this is ambiguous."""
    match = _NUMERIC.search(text)
    if match is None:
        return False
    first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
    if len(year) == 2:
        raise ReadError(f"the date {original!r} could be several; write the year with four digits, as in 2005-03-31")
    if mark == "." or first > 12 or second > 12 or first == second:
        return mark == "." or first > 12
    if order is None:
        raise ReadError(
            f"the date {original!r} could be {year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}; "
            "write it like that, or say which comes first with --date-order dmy or mdy"
        )
    return order == "dmy"


def _from_words(text: str, original: str, now: datetime, day_first: bool, default: datetime) -> datetime:
    try:
        return parse(text, parserinfo=_words(now.year), dayfirst=day_first, default=default, tzinfos=_zone)
    except _UnknownZoneError as error:
        raise ReadError(f"the date {original!r} has a time zone that is not known; write it as +05:30") from error
    except (ValueError, OverflowError) as error:
        raise _no_date(original) from error


@cache
def _words(this_year: int) -> _Words:
    """The vocabulary of a year; cached, because making it takes longer than reading a date."""
    return _Words(this_year)


def _zone(name: str | None, offset: int | None) -> tzinfo:
    """The zone of a date, independent of this machine's zone; raises _UnknownZoneError for an unknown one."""
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    if name is None:
        return UTC
    region = gettz(_REGIONS[name]) if name in _REGIONS else None
    if region is not None:
        return region
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]))
    raise _UnknownZoneError(name)


def _checked(moment: datetime, original: str, now: datetime) -> datetime:
    if not _FIRST_YEAR <= moment.year <= now.year + 1:
        raise ReadError(f"the date {original!r} has the year {moment.year}; expected {_FIRST_YEAR} to {now.year + 1}")
    return moment.astimezone(UTC)
