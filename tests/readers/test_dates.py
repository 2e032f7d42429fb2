"""Dates as news writes them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import DatePrecision
from attrib.errors import ReadError
from attrib.readers.dates import parse_date, read_date
from tests.readers.reading import NOW


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01.790000"),
        ("27-MAR-1987 00:02:59.13\x05\x05\x05RM", "1987-03-27T00:02:59.130000"),
        ("3 March 2005", "2005-03-03T00:00:00"),
        ("3rd of March 2005", "2005-03-03T00:00:00"),
        ("Thursday, 3 March, 2005, 10:13 GMT", "2005-03-03T10:13:00"),
        ("Last Updated:  Thursday, 3 March, 2005, 10:13 GMT", "2005-03-03T10:13:00"),
        ("Published 10:05 BST, 1 July 2020", "2020-07-01T09:05:00"),
        ("Oct. 31, 2025 7:40 p.m. ET", "2025-10-31T23:40:00"),
        ("Sept. 5, 2001", "2001-09-05T00:00:00"),
        ("2025-10-31T12:00:00Z", "2025-10-31T12:00:00"),
        ("2025-10-31T12:00:00.5+05:30", "2025-10-31T06:30:00.500000"),
        ("2025-10-31T12:00:00-0400", "2025-10-31T16:00:00"),
        ("Mon, 15 Aug 2005 15:52:01 +0200 (CEST)", "2005-08-15T13:52:01"),
        ("Mon, 15 Aug 05 15:52:01 +0000", "2005-08-15T15:52:01"),
        ("Fri Oct 31 12:00:00 EDT 2025", "2025-10-31T16:00:00"),
        ("31 October 2025, 14:05 GMT+2", "2025-10-31T12:05:00"),
        ("20050303", "2005-03-03T00:00:00"),
        ("20050303101300", "2005-03-03T10:13:00"),
        ("March 2005", "2005-03-01T00:00:00"),
        ("2005", "2005-01-01T00:00:00"),
        ("13/04/2005", "2005-04-13T00:00:00"),
        ("04/13/2005", "2005-04-13T00:00:00"),
        ("03.04.2005", "2005-04-03T00:00:00"),
        ("03/03/2005", "2005-03-03T00:00:00"),
        ("26-FEB-87", "1987-02-26T00:00:00"),
        ("1109846400", "2005-03-03T10:40:00"),
        ("1109846400000", "2005-03-03T10:40:00"),
        ("946684799", "1999-12-31T23:59:59"),
        ("5 January 1850", "1850-01-05T00:00:00"),
    ],
)
def test_usual_forms_become_utc(original: str, expected: str) -> None:
    assert parse_date(original, now=NOW) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("original", "words"),
    [
        ("03/04/2005", "could be 2005-04-03 or 2005-03-04"),
        ("03/04/05", "year with four digits"),
        ("3 March", "no year"),
        ("10:30", "no year"),
        ("Thursday March 2005", "day of the week alone"),
        ("yesterday", "no date"),
        ("", "no date"),
        ("12", "no date"),
        ("2005-13-01", "no date"),
        ("2005-02-30", "no date"),
        ("0005-01-01", "year 5"),
        ("9999-01-01", "year 9999"),
        ("2028-01-01", "year 2028"),
        ("2005-03-03 10:00 IST", "time zone"),
        ("x" * 1000, "no date"),
    ],
)
def test_what_would_be_a_guess_is_refused(original: str, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        parse_date(original, now=NOW)


def test_the_user_may_say_what_comes_first() -> None:
    assert parse_date("03/04/2005", now=NOW, order="dmy").month == 4
    assert parse_date("03/04/2005", now=NOW, order="mdy").month == 3
    assert parse_date("2005-03-04", now=NOW, order="dmy").month == 3


def test_the_zone_of_the_machine_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.tzname", ("IST", "IST"))
    with pytest.raises(ReadError, match="time zone"):
        parse_date("2005-03-03 10:00 IST", now=NOW)


LONG_AGO = datetime(1700, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@settings(deadline=None)
@given(
    st.datetimes(LONG_AGO, NOW.replace(tzinfo=None)),
    st.sampled_from(["%d %B %Y %H:%M:%S", "%c", "%Y/%m/%d %H:%M:%S"]),
)
def test_what_is_written_is_read(moment: datetime, form: str) -> None:
    exact = moment.replace(microsecond=0, tzinfo=UTC)
    assert parse_date(exact.strftime(form), now=NOW) == exact
    assert parse_date(moment.replace(tzinfo=UTC).isoformat(), now=NOW) == moment.replace(tzinfo=UTC)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(alphabet="0123456789/-.: +TZapmJanGMTs'", max_size=30)))
def test_any_text_is_a_date_or_an_error(text: str) -> None:
    try:
        moment = parse_date(text, now=NOW)
    except ReadError:
        return
    assert moment.tzinfo is UTC
    assert 1599 <= moment.year <= 2028


@pytest.mark.parametrize(
    ("original", "precision"),
    [
        ("July 2022", DatePrecision.MONTH),
        ("2022-07", DatePrecision.MONTH),
        ("2022", DatePrecision.YEAR),
        ("1 July 2022", DatePrecision.DAY),
        ("2022-07-01", DatePrecision.DAY),
        ("13/04/2005", DatePrecision.DAY),
        ("20220701", DatePrecision.DAY),
        ("2022-07-01T00:00:00Z", DatePrecision.TIME),
        ("1 July 2022, 10 a.m.", DatePrecision.TIME),
        ("1109846400", DatePrecision.TIME),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(original: str, precision: DatePrecision) -> None:
    assert read_date(original, now=NOW).precision is precision
