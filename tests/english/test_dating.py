"""Expressions of time: which are read, and the days that they mean in an article of Wednesday 2020-05-06."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import DatePrecision, SaidPrecision, Span
from attrib.english.dating import said_dates
from attrib.english.time_words import time_at, time_before_noun

WEDNESDAY = date(2020, 5, 6)
DAY, PART, WEEK, MONTH, YEAR = (
    *(SaidPrecision.DAY, SaidPrecision.PART, SaidPrecision.WEEK, SaidPrecision.MONTH, SaidPrecision.YEAR),
)


@pytest.mark.parametrize(
    ("words", "since", "until", "precision"),
    [
        ("on Monday", "2020-05-04", "2020-05-04", DAY),
        ("Wednesday", "2020-05-06", "2020-05-06", DAY),
        ("last Wednesday", "2020-04-29", "2020-04-29", DAY),
        ("earlier Thursday", "2020-04-30", "2020-04-30", DAY),
        ("on Tues.", "2020-05-05", "2020-05-05", DAY),
        ("on Tuesday morning", "2020-05-05", "2020-05-05", PART),
        ("At 6:45 ET Tuesday evening", "2020-05-05", "2020-05-05", PART),
        ("yesterday", "2020-05-05", "2020-05-05", DAY),
        ("today", "2020-05-06", "2020-05-06", DAY),
        ("last night", "2020-05-05", "2020-05-05", PART),
        ("this morning", "2020-05-06", "2020-05-06", PART),
        ("earlier this week", "2020-05-03", "2020-05-06", WEEK),
        ("last week", "2020-04-27", "2020-05-03", WEEK),
        ("over the weekend", "2020-05-02", "2020-05-03", WEEK),
        ("Earlier this month", "2020-05-01", "2020-05-06", MONTH),
        ("last month", "2020-04-01", "2020-04-30", MONTH),
        ("in May", "2020-05-01", "2020-05-06", MONTH),
        ("in June", "2019-06-01", "2019-06-30", MONTH),
        ("last May", "2019-05-01", "2019-05-31", MONTH),
        ("in May last year", "2019-05-01", "2019-05-31", MONTH),
        ("in February 2018", "2018-02-01", "2018-02-28", MONTH),
        ("in 2019", "2019-01-01", "2019-12-31", YEAR),
        ("late last year", "2019-01-01", "2019-12-31", YEAR),
        ("on 5 May", "2020-05-05", "2020-05-05", DAY),
        ("on May 7", "2019-05-07", "2019-05-07", DAY),
        ("on 29 February", "2020-02-29", "2020-02-29", DAY),
        ("Thursday, Oct. 17, 2019", "2019-10-17", "2019-10-17", DAY),
        ("two weeks ago", "2020-04-19", "2020-04-25", WEEK),
        ("three days ago", "2020-05-03", "2020-05-03", DAY),
        ("2020-05-04", "2020-05-04", "2020-05-04", DAY),
    ],
)
def test_days_that_words_mean(words: str, since: str, until: str, precision: SaidPrecision) -> None:
    assert time_at(f"{words}, she", 0, len(words) + 5) == Span(0, len(words))
    found = said_dates(words, WEDNESDAY, DatePrecision.DAY)
    assert found is not None
    assert (str(found.since), str(found.until), found.precision) == (since, until, precision)


@pytest.mark.parametrize(
    "words",
    [
        *("recently", "the next day", "hours later", "a few days ago", "in the past", "at the time"),
        "on Friday, May 5, 2020",  # a Tuesday: one of the two is wrong
        "on 31 April 2019",
        "on 7 May 2020",  # after publication: no utterance of an article of the day before
        "in 2021",
        "ten thousand",
    ],
)
def test_words_without_sure_days_have_none(words: str) -> None:
    assert said_dates(words, WEDNESDAY, DatePrecision.DAY) is None


@pytest.mark.parametrize("words", ["on Monday", "yesterday", "last week", "on 5 May"])
@pytest.mark.parametrize("exact_to", [DatePrecision.MONTH, DatePrecision.YEAR])
def test_days_need_the_day_of_publication(words: str, exact_to: DatePrecision) -> None:
    assert said_dates(words, date(2020, 5, 1), exact_to) is None
    assert said_dates(words, None, None) is None


def test_months_need_the_month_of_publication_and_full_dates_nothing() -> None:
    told = said_dates("in March", date(2020, 5, 1), DatePrecision.MONTH)
    assert told is not None
    assert told.since == date(2020, 3, 1)
    assert said_dates("in March", date(2020, 1, 1), DatePrecision.YEAR) is None
    told = said_dates("on 5 May 2019", None, None)
    assert told is not None
    assert told.since == told.until == date(2019, 5, 5)


def test_last_week_of_a_sunday_may_be_the_week_that_ends() -> None:
    told = said_dates("last week", date(2020, 5, 10), DatePrecision.DAY)
    assert told is not None
    assert (told.since, told.until) == (date(2020, 4, 27), date(2020, 5, 9))


@pytest.mark.parametrize(
    "text",
    [
        *("may say", "May said", "march on", "March on Rome", "sat images", "Sat images", "the 9/11 commission"),
        *("in the 2010s", "Monday’s", "today's", "Sundays", "at 9"),
    ],
)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert time_at(f"{text} x", 0, len(text) + 2) is None


@pytest.mark.parametrize("lead", ["next", "by", "until", "before", "from", "after", "since", "through", "for"])
def test_words_that_lead_elsewhere_tell_no_time_of_saying(lead: str) -> None:
    assert time_at(f"{lead} Monday", len(lead) + 1, len(lead) + 7) is None


@pytest.mark.parametrize(
    ("phrase", "time"),
    [
        ("a 2019 interview", "2019"),
        ("a January 8 segment", "January 8"),
        ("Tuesday night’s debate", "Tuesday night"),
        ("the May meeting", "May"),
        ("Fox News Sunday", None),
        ("an interview", None),
    ],
)
def test_times_before_a_noun(phrase: str, time: str | None) -> None:
    found = time_before_noun(phrase, Span(0, len(phrase)))
    assert (found and found.of(phrase)) == time


@given(st.sampled_from(["on Monday", "Sunday", "yesterday", "last week", "in May", "over the weekend", "last year"]),
       st.dates(date(1700, 1, 1), date(2100, 1, 1)))  # fmt: skip
def test_days_lie_in_order_and_never_after_publication(words: str, published: date) -> None:
    told = said_dates(words, published, DatePrecision.DAY)
    assert told is not None
    assert told.since <= told.until <= published
    assert published - told.since < timedelta(2 * 366)
