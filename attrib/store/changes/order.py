"""Which of two receipts is the earlier one, as far as their dates tell, and where the side turns."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from attrib.data import DatePrecision, StatementRecord
from attrib.data.changes import Receipt

_DAY = timedelta(days=1)
_MORE_THAN_A_MONTH = 32 * _DAY


def surely_before(one: StatementRecord, other: StatementRecord) -> bool:
    """Whether the date of one ends before that of another begins; two of one day have no order, nor have undated ones.

    Example: "2024" is before 2025-01-01. Not: "2025" before 2025-03-02, which lies within it.
    """
    if one.published_at is None or other.published_at is None:
        return False
    return _end(one.published_at, one.published_precision) <= _day(other.published_at)


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _end(moment: datetime, precision: DatePrecision | None) -> datetime:
    """The first moment after a day, month or year."""
    day = _day(moment)
    if precision is DatePrecision.YEAR:
        return day.replace(year=day.year + 1, month=1, day=1)
    if precision is DatePrecision.MONTH:
        return (day.replace(day=1) + _MORE_THAN_A_MONTH).replace(day=1)
    return day + _DAY


def turns(receipts: Sequence[Receipt]) -> list[tuple[Receipt, Receipt]]:
    """(earlier, later) receipts with opposite sides, of receipts that come oldest first.

    The earlier one is the last with the other side that is surely before the later one, and nothing with the later
    one's side lies surely between them.
    """
    found = []
    for place, later in enumerate(receipts):
        before = [each for each in receipts[:place] if surely_before(each.record, later.record)]
        others = [each for each in before if each.side is not later.side]
        if others and not any(
            each.side is later.side and surely_before(others[-1].record, each.record) for each in before
        ):
            found.append((others[-1], later))
    return found
