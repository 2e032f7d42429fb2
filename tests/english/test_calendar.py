from datetime import date

from attrib.english.calendar import DAYS, MONTHS


def test_days_and_months_are_those_of_the_calendar() -> None:
    assert {f"{date(2024, 1, day):%A}".lower() for day in range(1, 8)} == DAYS
    assert {f"{date(2024, month, 1):%B}".lower() for month in range(1, 13)} == MONTHS
