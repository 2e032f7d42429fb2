"""Years, months and days as exact moments in UTC."""

import re
from datetime import UTC, datetime, timedelta

from attrib.data import Bound

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def period(text: str) -> tuple[datetime, datetime]:
    """The aware UTC moments where the year, month or day that `text` names begins and where the next one does.

    Raises ValueError where there is no such date, OverflowError where the calendar ends before the next one.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    year, month, day = (None if part is None else int(part) for part in found.groups())
    begin = datetime(year or 0, 1 if month is None else month, 1 if day is None else day, tzinfo=UTC)
    if month is None:
        return begin, begin.replace(year=begin.year + 1)
    if day is None:
        return begin, (begin + timedelta(days=31)).replace(day=1)
    return begin, begin + timedelta(days=1)


def moment(text: str, bound: Bound) -> datetime:
    """The aware UTC moment that a year, month or day stands for; errors as `period`."""
    start, end = period(text)
    return {Bound.START: start, Bound.END: end, Bound.LAST: end - timedelta(microseconds=1)}[bound]
