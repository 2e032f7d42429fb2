"""What a report tells beside its statements."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from attrib.data import Occasion, SaidBasis, SaidDates, SaidPrecision
from attrib.data.checks import CheckMatch, CheckVerdict, FactCheck, StoredCheck
from attrib.services.report_beside import beside
from attrib.store.database.session import Database, open_database
from tests.store.backends import Templates
from tests.writers.records import RECORD

NOW = datetime(2025, 3, 4, tzinfo=UTC)
DAY = SaidDates(date(2025, 3, 4), date(2025, 3, 4), SaidPrecision.DAY)


@pytest.fixture
def database(templates: Templates, tmp_path: Path) -> Iterator[Database]:
    with open_database(templates.copy(tmp_path / "empty.db")) as opened:
        yield opened


def match(name: str, score: float | None, verdict: CheckVerdict | None = None) -> CheckMatch:
    return CheckMatch(StoredCheck(name * 16, FactCheck(f"claim {name}"), NOW), score, score, verdict)


def test_checks_that_count_are_listed_confirmed_ones_first(database: Database) -> None:
    near, sure, far = match("a", 0.95), match("b", None, CheckVerdict.CONFIRMED), match("c", 0.79)
    records = [
        replace(RECORD, checks=(near, far)),
        replace(RECORD, checks=(match("d", 0.99, CheckVerdict.REJECTED),)),
        replace(RECORD, checks=(sure, replace(near, score=0.85))),
    ]
    found = beside(database, records).checks
    assert [(each.check.check.claim, [number for number, _ in each.matches]) for each in found] == [
        ("claim b", [3]),
        ("claim a", [1, 3]),
    ]


def test_the_ten_most_worth_checking(database: Database) -> None:
    records = [replace(RECORD, worth=number / 20) for number in range(15)]
    found = beside(database, [*records, replace(RECORD, worth=None), replace(RECORD, worth=0.7)])
    assert (found.worthy, found.scored) == ((15, 17, 14, 13, 12, 11, 10, 9, 8, 7), 16)
    assert beside(database, [RECORD]).worthy == ()


def test_occasions_that_the_text_tells_are_counted(database: Database) -> None:
    published = Occasion(dates=replace(DAY, basis=SaidBasis.PUBLISHED))
    records = [
        replace(RECORD, time="on Tuesday", occasion=Occasion(dates=DAY)),
        replace(RECORD, time="recently", addressee="reporters"),
        replace(RECORD, occasion=published, place="Geneva"),
        RECORD,
    ]
    found = beside(database, records)
    assert (found.timed, found.addressed, found.placed) == (2, 1, 1)
