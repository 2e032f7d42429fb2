"""The days that an expression of time means, seen from the day of publication.

Where words leave a choice, the latest time not after publication is meant: what was said was said before it was
printed. What no rule reads ("recently", "the next day"), what lies ahead of publication, and what publication is not
known exactly enough for has no dates.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from attrib.data.dates import DatePrecision
from attrib.data.occasions import SaidDates, SaidPrecision
from attrib.english.time_words import ATTRIBUTIVE, DAY_ORDER, FORMS, MONTH_ORDER, NUMBERS

Days = tuple[date, date, SaidPrecision]
_Match = re.Match[str]
_EXACT_TO_DAY = frozenset({DatePrecision.DAY, DatePrecision.TIME})
_WEEK = timedelta(7)
_DAY = timedelta(1)


def said_dates(words: str, published: date | None, exact_to: DatePrecision | None) -> SaidDates | None:
    """The days that an expression of time means; None where they are not told or not known.

    `published` is the first day of the date of publication and `exact_to` its precision, None for an unknown one, which
    counts as a day. Example: "on Monday" in an article of Wednesday 2020-05-06 is 2020-05-04.
    """
    words = " ".join(words.split())
    exact = exact_to or DatePrecision.DAY
    for name, pattern in (*FORMS.items(), *ATTRIBUTIVE.items()):
        match = pattern.fullmatch(words)
        if match is None:
            continue
        needs, read = _READERS.get(name, (frozenset[DatePrecision](), _nothing))
        known = published if exact in needs | _EXACT_TO_DAY else None
        days = read(match, known)
        return None if days is None else _checked(days, published, exact)
    return None


def _checked(days: Days, published: date | None, exact: DatePrecision) -> SaidDates | None:
    """The days up to publication; None where all of them lie behind it."""
    since, until, precision = days
    last = published if exact in _EXACT_TO_DAY else None
    if last is not None and since > last:
        return None
    return SaidDates(since, until if last is None else min(until, last), precision)


def _nothing(_: _Match, __: date | None) -> Days | None:
    return None


def _iso(match: _Match, _: date | None) -> Days | None:
    try:
        day = date.fromisoformat(match["iso"])
    except ValueError:
        return None
    return day, day, SaidPrecision.DAY


def _date(match: _Match, published: date | None) -> Days | None:
    """A day and month, with its year or the latest that fits; a day of the week beside it must agree."""
    month, number = _month_of(match["month"] or match["month2"]), int(match["number"] or match["number2"])
    latest = [] if published is None else [published.year, published.year - 1]
    for year in [int(match["year"])] if match["year"] else latest:
        if not 1 <= number <= monthrange(year, month)[1]:
            continue
        day = date(year, month, number)
        if match["year"] or (published is not None and day <= published):
            wrong = match["day"] is not None and day.weekday() != _weekday_of(match["day"])
            return None if wrong else (day, day, SaidPrecision.DAY)
    return None


def _weekday(match: _Match, published: date | None) -> Days | None:
    """The last such day not after publication; with "last" the last one before it."""
    if published is None:
        return None
    last = published - _DAY if (match.groupdict().get("which") or "").lower() == "last" else published
    day = last - timedelta((last.weekday() - _weekday_of(match["day"])) % 7)
    return day, day, SaidPrecision.PART if match["part"] else SaidPrecision.DAY


def _month(match: _Match, published: date | None) -> Days | None:
    """A month with its year, or the latest one begun before publication; with "last", the one before it."""
    month = _month_of(match["month"])
    if match["year"]:
        return _whole_month(int(match["year"]), month)
    if published is None:
        return None
    groups = match.groupdict()
    if groups.get("which"):
        return _whole_month(published.year - (groups["which"] == "last"), month)
    ahead = month > published.month or ((groups.get("which2") or "").lower() == "last" and month == published.month)
    return _whole_month(published.year - ahead, month)


def _deictic(match: _Match, published: date | None) -> Days | None:
    if published is None:
        return None
    word = match["deictic"].lower()
    if word == "overnight":
        return published - _DAY, published, SaidPrecision.PART
    day = published - {"yesterday": 1, "the day before yesterday": 2}.get(word, 0) * _DAY
    part = word == "tonight" or match[0].endswith(("morning", "afternoon", "evening", "night"))
    return day, day, SaidPrecision.PART if part else SaidPrecision.DAY


def _unit(match: _Match, published: date | None) -> Days | None:
    """A unit that publication lies in, or the one before it: "this week", "last month", "over the weekend"."""
    if published is None:
        return None
    unit, which = match["unit"], match["which"].lower()
    last = which == "last"
    if unit == "year":
        year = published.year - last
        return (date(year, 1, 1), date(year, 12, 31), SaidPrecision.YEAR) if which != "the" else None
    if unit == "month":
        before = published.replace(day=1) - _DAY if last else published
        return _whole_month(before.year, before.month) if which != "the" else None
    if unit == "week":
        return _week(published, last=last) if which != "the" else None
    if unit == "weekend":
        monday = published - timedelta(published.weekday())
        saturday = monday + timedelta(5 if published.weekday() >= 5 and not last else -2)
        return saturday, saturday + _DAY, SaidPrecision.WEEK
    if which == "the":
        return None
    day = published - _DAY if last else published
    return day, day, SaidPrecision.PART


def _week(published: date, *, last: bool) -> Days:
    """The week from Monday on; on a Sunday, which opens a week in some countries, last week may be that which ends."""
    monday = published - timedelta(published.weekday())
    if not last:
        return monday - (_DAY if published.weekday() < 6 else timedelta(0)), published, SaidPrecision.WEEK
    until = published - _DAY if published.weekday() == 6 else monday - _DAY
    return monday - _WEEK, until, SaidPrecision.WEEK


def _ago(match: _Match, published: date | None) -> Days | None:
    """A number of units before publication, give or take half a unit."""
    word = match["count"].lower()
    count = int(word) if word.isdigit() else NUMBERS.get(word)
    if published is None or count is None:
        return None
    unit = match["unit"]
    if unit in ("minute", "hour"):
        days = (count + 23) // 24 if unit == "hour" else 1
        return published - timedelta(days), published, SaidPrecision.PART
    length = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}[unit]
    if unit == "decade" or count * length > 200 * 365:
        return None
    middle, half = published - timedelta(count * length), timedelta(length // 2)
    precision = SaidPrecision(unit)
    return middle - half, middle + half, precision


def _year(match: _Match, _: date | None) -> Days:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31), SaidPrecision.YEAR


def _whole_month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), SaidPrecision.MONTH


def _month_of(word: str) -> int:
    return next(at for at, name in enumerate(MONTH_ORDER, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def _weekday_of(word: str) -> int:
    return next(at for at, name in enumerate(DAY_ORDER) if name.startswith(word.lower().rstrip(".")[:3]))


_Reader = Callable[[_Match, date | None], Days | None]
_NONE = frozenset[DatePrecision]()
_MONTHS = frozenset({DatePrecision.MONTH})
# With what each form is read, and to what publication may be known beside a day for it.
_READERS: dict[str, tuple[frozenset[DatePrecision], _Reader]] = {
    "iso": (_NONE, _iso),
    "date": (_NONE, _date),
    "weekday": (_NONE, _weekday),
    "month": (_MONTHS, _month),
    "month and year": (_MONTHS, _month),
    "deictic": (_NONE, _deictic),
    "this": (_NONE, _unit),
    "ago": (_NONE, _ago),
    "year": (_NONE, _year),
}
