"""A date may be a day, a month or a year; a search finds what may have been published in its time."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from attrib.data import DatePrecision, StatementQuery
from attrib.store.database.session import Database
from attrib.store.save import save
from attrib.store.search.query import count, search
from tests.store.speaking import says


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("precision", "since", "found"),
    [
        (DatePrecision.MONTH, "2022-07-15", 1),
        (DatePrecision.MONTH, "2022-07-01", 1),
        (DatePrecision.MONTH, "2022-08-01", 0),
        (DatePrecision.YEAR, "2022-12-31", 1),
        (DatePrecision.YEAR, "2023-01-01", 0),
        (DatePrecision.DAY, "2022-07-01T12:00", 1),
        (DatePrecision.DAY, "2022-07-02", 0),
        (DatePrecision.TIME, "2022-07-01T12:00", 0),
        (None, "2022-07-15", 0),
    ],
)
def test_what_may_be_later_is_found(
    database: Database, precision: DatePrecision | None, since: str, found: int
) -> None:
    day = "2022-01-01" if precision is DatePrecision.YEAR else "2022-07-01"
    saying = says("Ann Lee", 1, day=day)
    save(database, replace(saying, document=replace(saying.document, published_precision=precision)))
    save(database, says("Bo Diaz", 2, day="2021-05-05"))
    assert count(database, StatementQuery(since=moment(since))) == found
    assert count(database, StatementQuery(until=moment(f"{day}T00:00:01"))) == 2
    dated = next(search(database, StatementQuery(actor_id=(), text='"number 1"')))
    assert dated.published_precision == precision
