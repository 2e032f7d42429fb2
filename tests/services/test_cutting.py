"""Texts cut at the borders of spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import Span
from attrib.services.cutting import cut

TEXT = "abcdefgh"

CASES = {
    "none": ([], [("abcdefgh", "")]),
    "one inside": ([(2, 4, "c")], [("ab", ""), ("cd", "c"), ("efgh", "")]),
    "nested": ([(1, 7, "c"), (3, 5, "d")], [("a", ""), ("bc", "c"), ("de", "cd"), ("fg", "c"), ("h", "")]),
    "crossing": ([(1, 5, "c"), (3, 7, "d")], [("a", ""), ("bc", "c"), ("de", "cd"), ("fg", "d"), ("h", "")]),
    "touching": ([(1, 4, "c"), (4, 7, "d")], [("a", ""), ("bcd", "c"), ("efg", "d"), ("h", "")]),
    "the same place": ([(1, 4, "d"), (1, 4, "c")], [("a", ""), ("bcd", "dc"), ("efgh", "")]),
    "the same label": ([(1, 4, "c"), (2, 6, "c")], [("a", ""), ("b", "c"), ("cd", "c"), ("ef", "c"), ("gh", "")]),
    "empty": ([(3, 3, "c")], [("abcdefgh", "")]),
    "at both ends": ([(0, 2, "c"), (6, 8, "d")], [("ab", "c"), ("cdef", ""), ("gh", "d")]),
    "all of it": ([(0, 8, "c")], [("abcdefgh", "c")]),
    "beyond it": ([(6, 20, "c"), (30, 40, "d")], [("abcdef", ""), ("gh", "c")]),
}


@pytest.mark.parametrize("name", CASES)
def test_pieces(name: str) -> None:
    spans, pieces = CASES[name]
    found = cut(Span(0, len(TEXT)), [(Span(start, end), label) for start, end, label in spans])
    assert [(span.of(TEXT), "".join(labels)) for span, labels in found] == pieces


def test_a_stretch_has_only_what_lies_in_it() -> None:
    found = list(cut(Span(2, 5), [(Span(0, 3), "c"), (Span(4, 8), "d")]))
    assert found == [(Span(2, 3), ("c",)), (Span(3, 4), ()), (Span(4, 5), ("d",))]


def test_nothing_has_no_pieces() -> None:
    assert not list(cut(Span(3, 3), [(Span(0, 8), "c")]))


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(min(pair), max(pair))))


@given(st.integers(0, 30), st.integers(0, 30), SPANS)
def test_every_character_has_the_labels_of_the_spans_around_it(one: int, other: int, spans: list[Span]) -> None:
    whole = Span(min(one, other), max(one, other))
    pieces = list(cut(whole, [(span, place) for place, span in enumerate(spans)]))
    assert [at for span, _ in pieces for at in range(*span)] == list(range(*whole))
    for piece, labels in pieces:
        for at in range(*piece):
            assert labels == tuple(place for place, span in enumerate(spans) if span.start <= at < span.end)
