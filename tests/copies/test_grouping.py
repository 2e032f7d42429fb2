"""Copies belong to the earliest that they are copies of, whatever the order."""

from datetime import UTC, datetime
from itertools import permutations

from attrib.copies.grouping import Age, age, originals
from attrib.data.dates import DatePrecision

FIRST = datetime(2022, 7, 1, tzinfo=UTC)


def test_the_earliest_is_what_is_known_to_have_been_out_first() -> None:
    known = [
        age(datetime(2022, 7, 1, 12, tzinfo=UTC), DatePrecision.TIME, 9),
        age(FIRST, DatePrecision.DAY, 8),
        age(datetime(2022, 7, 31, tzinfo=UTC), DatePrecision.TIME, 7),
        age(FIRST, DatePrecision.MONTH, 6),
        age(FIRST.replace(month=1), DatePrecision.YEAR, 5),
        age(None, None, 1),
        age(None, None, 2),
    ]
    assert sorted(known) == known


def test_a_copy_s_copy_is_none_of_the_first() -> None:
    ages = {name: Age(False, place, place) for place, name in enumerate("abcd")}
    neighbours = {"a": {"b"}, "b": {"a", "c"}, "c": {"b", "d"}, "d": {"c"}}
    for order in permutations(neighbours.items()):
        assert originals(dict(order), ages) == {"b": "a", "d": "c"}
