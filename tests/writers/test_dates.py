"""Dates are written as exact as they are known."""

from datetime import UTC, datetime

import pytest

from attrib.data import DatePrecision
from attrib.data.dates import day_text, iso_text

NOON = datetime(2022, 7, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("precision", "iso", "day"),
    [
        (DatePrecision.YEAR, "2022", "2022"),
        (DatePrecision.MONTH, "2022-07", "2022-07"),
        (DatePrecision.DAY, "2022-07-15", "2022-07-15"),
        (DatePrecision.TIME, "2022-07-15T12:00:00+00:00", "2022-07-15"),
        (None, "2022-07-15T12:00:00+00:00", "2022-07-15"),
    ],
)
def test_precision_is_kept(precision: DatePrecision | None, iso: str, day: str) -> None:
    assert iso_text(NOON, precision) == iso
    assert day_text(NOON, precision) == day


def test_no_date_is_nothing() -> None:
    assert iso_text(None, None) is None
    assert day_text(None, DatePrecision.YEAR) == ""
