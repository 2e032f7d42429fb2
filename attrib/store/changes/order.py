"""Which of two statements is the earlier one, as far as their dates tell, and where the side turns."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from attrib.data import DatePrecision, StatementRecord
from attrib.store.changes.said import Said, Side

_DAY = timedelta(days=1)
_MORE_THAN_A_MONTH = 32 * _DAY


def surely_before(one: StatementRecord, other: StatementRecord) -> bool:
    """Whether the date of one ends before that of another begins; two of one day have no order, nor have undated ones.

    Example: "2024" is before 2025-01-01. Not: "2025" before 2025-03-02, which lies within it.
    """
    first, second = _period(one), _period(other)
    return first is not None and second is not None and first[1] <= second[0]


def _period(dated: StatementRecord | Said) -> tuple[datetime, datetime] | None:
    """The first moment of a date, and the first one after it; None for no date."""
    if dated.published_at is None:
        return None
    return _day(dated.published_at), _end(dated.published_at, dated.published_precision)


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


def turns(sides: Sequence[Side]) -> list[tuple[Side, Side]]:
    """(earlier, later) ones of opposite labels, of sides that come oldest first.

    The earlier one is the last with the other label that is surely before the later one, and nothing with the later
    one's label lies surely between them.
    """
    dated = [(period, side) for side in sides if (period := _period(side.said)) is not None]
    found = []
    for place, ((first, _), later) in enumerate(dated):
        before = [(period, side) for period, side in dated[:place] if period[1] <= first]
        others = [(period, side) for period, side in before if side.label != later.label]
        if others and not any(side.label == later.label and others[-1][0][1] <= period[0] for period, side in before):
            found.append((others[-1][1], later))
    return found
