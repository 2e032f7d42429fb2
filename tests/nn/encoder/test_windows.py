"""Windows over long texts: every token owned once, and context on both sides of it."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.nn.encoder.features import AFTER_LINE, AFTER_PARAGRAPH, AFTER_SPACE, AT_START, WITHIN_WORD
from attrib.nn.encoder.windows import Window, make_windows


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[int], int, int]:
    """Break features, window size, overlap."""
    size = draw(st.integers(2, 60))
    overlap = draw(st.integers(0, (size - 1) // 2 if size > 2 else 0).filter(lambda value: value < size // 2))
    kinds = st.sampled_from([WITHIN_WORD, WITHIN_WORD, AFTER_SPACE, AFTER_SPACE, AFTER_LINE, AFTER_PARAGRAPH])
    breaks = draw(st.lists(kinds, max_size=300))
    return breaks and [AT_START, *breaks[1:]], size, overlap


@given(cases())
@settings(deadline=None)
def test_every_token_is_owned_once_by_a_window_that_holds_it(case: tuple[list[int], int, int]) -> None:
    breaks, size, overlap = case
    windows = make_windows(breaks, size, overlap)
    owned = [index for window in windows for index in range(window.own_start, window.own_end)]
    assert owned == list(range(len(breaks)))
    for window in windows:
        assert window.end - window.start <= size
        assert window.start <= window.own_start < window.own_end <= window.end


@given(cases())
@settings(deadline=None)
def test_neighbours_share_the_overlap_and_go_forward(case: tuple[list[int], int, int]) -> None:
    breaks, size, overlap = case
    for first, second in itertools.pairwise(make_windows(breaks, size, overlap)):
        assert first.end - second.start >= overlap
        assert second.start > first.start
        assert second.end > first.end
        assert second.own_start - second.start >= overlap // 4
        assert first.end - first.own_end >= overlap // 4


def test_a_short_text_is_one_window() -> None:
    assert make_windows([AT_START] + [AFTER_SPACE] * 9, 10, 3) == [Window(0, 10, 0, 10)]


def test_no_tokens_need_no_window() -> None:
    assert make_windows([], 10, 3) == []


@pytest.mark.parametrize(
    ("found", "start"),
    [
        ({70: AFTER_PARAGRAPH, 75: AFTER_LINE, 79: AFTER_SPACE}, 70),
        ({72: AFTER_LINE, 78: AFTER_SPACE}, 72),
        ({78: AFTER_SPACE}, 78),
        ({70: AFTER_PARAGRAPH, 76: AFTER_PARAGRAPH}, 76),
        ({20: AFTER_PARAGRAPH, 95: AFTER_PARAGRAPH}, 80),
    ],
)
def test_the_next_window_begins_at_the_last_best_break(found: dict[int, int], start: int) -> None:
    breaks = [found.get(index, WITHIN_WORD) for index in range(150)]
    assert make_windows(breaks, 100, 20)[1].start == start


@pytest.mark.parametrize(("size", "overlap"), [(10, 5), (10, -1), (1, 0), (0, 0)])
def test_an_overlap_that_cannot_be_is_refused(size: int, overlap: int) -> None:
    with pytest.raises(ValueError, match=f"overlap {overlap} must be at least 0 and under half the window of {size}"):
        make_windows([AT_START], size, overlap)


def test_three_windows_of_one_stretch_each_own_a_token() -> None:
    breaks = [AT_START, AFTER_PARAGRAPH, AFTER_LINE, AFTER_SPACE, AFTER_PARAGRAPH, AFTER_SPACE, AFTER_SPACE]
    assert all(window.own_start < window.own_end for window in make_windows(breaks, 4, 1))


def test_without_overlap_windows_begin_at_paragraphs_within_the_slack() -> None:
    breaks = [AT_START, *[AFTER_PARAGRAPH if index % 7 == 0 else AFTER_SPACE for index in range(1, 100)]]
    windows = make_windows(breaks, 30, 0, 15)
    assert [window.start for window in windows] == [0, 28, 56, 84]
    assert all(before.end >= after.start for before, after in itertools.pairwise(windows))


def test_the_next_window_takes_over_where_a_paragraph_begins() -> None:
    breaks = [AT_START, *[AFTER_PARAGRAPH if index in (83, 91) else AFTER_SPACE for index in range(1, 150)]]
    first, second = make_windows(breaks, 100, 30, 0)
    assert (second.start, first.end) == (70, 100)
    assert first.own_end == second.own_start == 83
