"""Statements by date of publication."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from attrib.data import DatePrecision, StanceLabel, StatementRecord
from attrib.data.report import Timeline, Unit
from attrib.services.timeline import timeline
from tests.writers.records import RECORD

SUPPORT, OPPOSE = StanceLabel.SUPPORT, StanceLabel.OPPOSE


def said(*days: str | None) -> list[StatementRecord]:
    """A statement a date; "2024" is known to the year alone."""
    found = []
    for number, day in enumerate(days):
        record = replace(RECORD, statement_id=str(number), published_at=None, published_precision=None)
        if day is not None:
            precision = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}[len(day)]
            full = datetime.fromisoformat(f"{day}-01-01"[:10]).replace(tzinfo=UTC)
            record = replace(record, published_at=full, published_precision=precision)
        found.append(record)
    return found


def counted(found: Timeline | None) -> list[tuple[str, int]]:
    assert found is not None
    return [(period.name, period.statements) for period in found.periods]


def test_months_without_statements_are_there() -> None:
    found = timeline(said("2023-11-05", "2024-02-01", "2024-02-29"), {})
    assert found is not None
    assert found.unit is Unit.MONTH
    assert counted(found) == [("2023-11", 1), ("2023-12", 0), ("2024-01", 0), ("2024-02", 2)]


def test_days_of_a_short_time_and_years_of_a_long_one() -> None:
    assert counted(timeline(said("2024-02-28", "2024-03-01"), {})) == [
        ("2024-02-28", 1),
        ("2024-02-29", 0),
        ("2024-03-01", 1),
    ]
    found = timeline(said("2012", "2014-05-01", "2019-01"), {})
    assert found is not None
    assert found.unit is Unit.YEAR
    assert [period.name for period in found.periods] == [str(year) for year in range(2012, 2020)]
    assert found.vague == 0


def test_what_is_not_placed_is_counted() -> None:
    found = timeline(said("2024-01-05", "2024-06-01", "2024", None, None), {})
    assert found is not None
    assert (found.vague, found.undated) == (1, 2)
    assert sum(period.statements for period in found.periods) == 2


@pytest.mark.parametrize("days", [(), (None,), ("2024-01-05",), ("2024-01-05", "2024-01-05"), ("2024", "2024-02")])
def test_no_timeline_of_fewer_than_two_periods(days: tuple[str | None, ...]) -> None:
    assert timeline(said(*days), {}) is None


def test_sides_are_counted_by_period() -> None:
    sides = {"0": frozenset({SUPPORT, OPPOSE}), "1": frozenset({OPPOSE}), "2": frozenset[StanceLabel]()}
    found = timeline(said("2023-12-05", "2024-02-01", "2024-02-29"), sides)
    assert found is not None
    assert [(period.support, period.oppose) for period in found.periods] == [(1, 1), (0, 0), (0, 1)]
