"""Statements by date of publication: every day, month or year from the first to the last."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime, timedelta

from attrib.data import DatePrecision, StanceLabel, StatementRecord
from attrib.data.report import Period, Timeline, Unit

MOST_DAYS, MOST_MONTHS = 45, 60
"""The longest times that are told by day and by month."""
_EXACT = {
    DatePrecision.YEAR: {Unit.YEAR},
    DatePrecision.MONTH: {Unit.YEAR, Unit.MONTH},
    DatePrecision.DAY: set(Unit),
    DatePrecision.TIME: set(Unit),
}
_DIGITS = {Unit.YEAR: 4, Unit.MONTH: 7, Unit.DAY: 10}


def timeline(records: Sequence[StatementRecord], sides: Mapping[str, Set[StanceLabel]]) -> Timeline | None:
    """The timeline of some statements, `sides` being those of each by id; None where it has fewer than two periods.

    Days are told for MOST_DAYS, months for MOST_MONTHS, years beyond.
    """
    dated = [record for record in records if record.published_at is not None]
    days = [moment.date() for record in dated if (moment := record.published_at) is not None]
    if not days:
        return None
    unit = _unit(min(days), max(days))
    placed = [record for record in dated if unit in _EXACT[record.published_precision or DatePrecision.DAY]]
    names = [_name(record.published_at, unit) for record in placed]
    counted, by_side = Counter(names), Counter[tuple[str, StanceLabel]]()
    for name, record in zip(names, placed, strict=True):
        by_side.update((name, label) for label in sides.get(record.statement_id, ()))
    periods = [
        Period(name, counted[name], by_side[name, StanceLabel.SUPPORT], by_side[name, StanceLabel.OPPOSE])
        for name in (_between(min(names), max(names), unit) if names else ())
    ]
    if len(periods) < 2:
        return None
    return Timeline(unit, tuple(periods), len(records) - len(dated), len(dated) - len(placed))


def _unit(first: date, last: date) -> Unit:
    if (last - first).days < MOST_DAYS:
        return Unit.DAY
    months = (last.year - first.year) * 12 + last.month - first.month
    return Unit.MONTH if months < MOST_MONTHS else Unit.YEAR


def _name(moment: datetime | None, unit: Unit) -> str:
    return "" if moment is None else moment.date().isoformat()[: _DIGITS[unit]]


def _between(first: str, last: str, unit: Unit) -> list[str]:
    """The names of all periods from the first to the last."""
    if unit is Unit.YEAR:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    if unit is Unit.DAY:
        start = date.fromisoformat(first)
        return [(start + timedelta(days)).isoformat() for days in range((date.fromisoformat(last) - start).days + 1)]
    earliest, latest = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(earliest, latest + 1)]
