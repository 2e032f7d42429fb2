"""The characters that spans cover, against a walk over all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import Span
from attrib.pipeline.detection.coverage import coverage

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: Span(pair[0], sum(pair)))


@pytest.mark.parametrize(
    ("spans", "union"),
    [
        ([], ()),
        ([Span(0, 4), Span(5, 9)], ((0, 4), (5, 9))),
        ([Span(0, 4), Span(4, 9)], ((0, 9),)),  # they touch
        ([Span(5, 9), Span(0, 6)], ((0, 9),)),
        ([Span(0, 9), Span(2, 4)], ((0, 9),)),  # one within another
    ],
)
def test_the_union_is_disjoint_and_in_order(spans: list[Span], union: tuple[tuple[int, int], ...]) -> None:
    assert coverage(spans).spans == union


@pytest.mark.parametrize(
    ("span", "shared"),
    [
        (Span(0, 2), 0),
        (Span(0, 3), 1),
        (Span(3, 9), 3),
        (Span(0, 20), 6),
        (Span(4, 8), 1),
        (Span(5, 8), 0),  # between two
        (Span(11, 20), 0),
    ],
)
def test_characters_that_a_span_shares(span: Span, shared: int) -> None:
    covered = coverage([Span(2, 5), Span(8, 11)])
    assert covered.shared(span) == shared
    assert covered.overlaps(span) is (shared > 0)


@given(st.lists(SPANS, max_size=8), SPANS)
def test_each_character_counts_once(spans: list[Span], asked: Span) -> None:
    characters = {at for span in spans for at in range(*span)}
    assert coverage(spans).shared(asked) == len(characters & set(range(*asked)))
