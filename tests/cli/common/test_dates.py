"""Days, months and years of the command line."""

from datetime import UTC, date, datetime, timedelta

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.cli.common.dates import first_moment, moment_after
from attrib.text.periods import period

OPTION = click.Option(["--since"])
CONTEXT = click.Context(click.Command("search"))


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2025", (2025, 1, 1), (2026, 1, 1)),
        ("2025-02", (2025, 2, 1), (2025, 3, 1)),
        ("2025-12", (2025, 12, 1), (2026, 1, 1)),
        ("2024-02-29", (2024, 2, 29), (2024, 3, 1)),
        (" 2025-1-5 ", (2025, 1, 5), (2025, 1, 6)),
    ],
)
def test_period(text: str, begin: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    assert period(text) == (datetime(*begin, tzinfo=UTC), datetime(*end, tzinfo=UTC))


@given(st.dates(max_value=date(9998, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))
@settings(deadline=None)
def test_a_date_lies_in_its_own_period(day: date, form: str) -> None:
    text = f"{day.year:04}{day.strftime(form.removeprefix('%Y'))}"
    begin, end = period(text)
    assert begin.date() <= day < end.date()
    assert end - begin <= timedelta(days=366)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2025-13",
        "2025-00",
        "2025-02-30",
        "25",
        "01/02/2025",
        "0000",
        "9999",
        "9999-12",
        "9999-12-31",
        "٢٠٢٥",
    ],
)
def test_no_date_is_wrong_usage_that_shows_a_date(text: str) -> None:
    with pytest.raises(click.BadParameter, match="2025-01-31"):
        first_moment(CONTEXT, OPTION, text)


def test_bounds_of_the_options() -> None:
    assert first_moment(CONTEXT, OPTION, "2025-01") == datetime(2025, 1, 1, tzinfo=UTC)
    assert moment_after(CONTEXT, OPTION, "2025-01") == datetime(2025, 2, 1, tzinfo=UTC)
    assert first_moment(CONTEXT, OPTION, None) is None
    assert moment_after(CONTEXT, OPTION, None) is None
