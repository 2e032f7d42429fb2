"""Statements of two runs are matched by the characters that both cover."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import Span, Spans
from attrib.store.statements.matching import LEAST_SHARED, match, overlap


def spans(*bounds: tuple[int, int]) -> Spans:
    return tuple(Span(start, end) for start, end in bounds)


def characters(given: Spans) -> set[int]:
    return {place for span in given for place in range(span.start, span.end)}


def share(one: Spans, other: Spans) -> float:
    """The overlap, counted character by character."""
    first, second = characters(one), characters(other)
    return len(first & second) / len(first | second)


def test_the_best_overlap_comes_first() -> None:
    ones = {"a": spans((0, 10)), "b": spans((4, 10))}
    assert match(ones, {1: spans((4, 10))}) == {"b": 1}
    assert match(ones, {1: spans((4, 10)), 2: spans((0, 9))}) == {"b": 1, "a": 2}


def test_half_is_enough_and_less_is_not() -> None:
    assert match({"a": spans((0, 10))}, {1: spans((0, 5))}) == {"a": 1}
    assert match({"a": spans((0, 10))}, {1: spans((0, 4))}) == {}


def test_a_gap_between_pieces_does_not_count() -> None:
    pieces = spans((0, 10), (90, 100))
    assert match({"a": pieces}, {1: spans((20, 80))}) == {}
    assert match({"a": pieces}, {1: spans((20, 80)), 2: spans((0, 10))}) == {"a": 2}


def test_ties_go_to_the_first() -> None:
    same = spans((0, 10))
    assert match({2: same, 1: same}, {"y": same, "x": same}) == {1: "x", 2: "y"}


def test_nothing_matches_nothing() -> None:
    assert match({}, {1: spans((0, 3))}) == {}
    assert match({1: spans((0, 3))}, {}) == {}


PIECES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), min_size=1, max_size=3).map(
    lambda found: spans(*((start, start + length) for start, length in found))
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=6), st.lists(PIECES, max_size=6))
def test_it_is_what_counting_characters_gives(ones: list[Spans], others: list[Spans]) -> None:
    first, second = dict(enumerate(ones)), dict(enumerate(others))
    rated = [(share(first[one], second[other]), one, other) for one in first for other in second]
    expected: dict[int, int] = {}
    for rate, one, other in sorted(rated, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if rate >= LEAST_SHARED and one not in expected and other not in expected.values():
            expected[one] = other
    assert match(first, second) == expected


@given(PIECES)
def test_the_order_of_pieces_makes_no_difference(pieces: Spans) -> None:
    for order in permutations(pieces):
        assert match({0: order}, {1: pieces}) == {0: 1}


def test_overlap_is_a_share() -> None:
    assert overlap(spans((0, 4)), spans((2, 6))) == 2 / 6
    assert overlap(spans((0, 4)), spans((4, 6))) == 0
