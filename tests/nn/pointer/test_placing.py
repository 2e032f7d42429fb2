"""Questions in pieces: what stands where, and in which window."""

from dataclasses import replace

import numpy as np
import pytest

from attrib.data import Span
from attrib.nn.pointer.placing import Stand, place, window_of, windows
from attrib.nn.pointer.questions import Option, OptionKind, Question

OFFSETS = np.array([(2 * at, 2 * at + 1) for at in range(40)])


def span(start: int, end: int) -> Span:
    """The characters of pieces start to end."""
    return Span(2 * start, 2 * end - 1)


# The pieces of: name(0-2) ... source(5-10) with phrase (5-7) and a name in it (8-10), cue 10-11, content 11-20.
QUESTION = Question(
    span(5, 10),
    span(5, 7),
    (span(10, 11),),
    (span(11, 20),),
    "role",
    "indefinite",
    (
        Option(OptionKind.ENTITY, (span(0, 2), span(12, 14))),
        Option(OptionKind.ENTITY, (span(8, 10),)),
        Option(OptionKind.HEARD, (span(5, 6),)),
        Option(OptionKind.ITSELF),
        Option(OptionKind.NOBODY),
    ),
)


def test_pieces_and_stands() -> None:
    placed = place(QUESTION, OFFSETS, (0, 40))
    assert (placed.source, placed.cue, placed.content) == ((5, 7), (10, 11), (11, 20))
    assert [[tuple(mention) for mention in mentions] for _, mentions in placed.options] == [
        [(0, 2, Stand.APART), (12, 14, Stand.IN_CONTENT)],
        [(8, 10, Stand.IN_SOURCE)],
        [(5, 6, Stand.IN_PHRASE)],
        [],
        [],
    ]


def test_what_lies_outside_the_window_is_left_out() -> None:
    placed = place(QUESTION, OFFSETS, (4, 30))
    assert (placed.source, placed.cue, placed.content) == ((1, 3), (6, 7), (7, 16))
    assert [len(mentions) for _, mentions in placed.options] == [1, 1, 1, 0, 0]
    assert place(QUESTION, OFFSETS, (0, 8)).content == (0, 1)


def test_a_statement_without_source_stands_at_its_cue_or_content() -> None:
    bare = replace(QUESTION, source=None, phrase=None, form="cue")
    ranges = windows(40, 16)
    assert place(bare, OFFSETS, (0, 40)).source is None
    assert window_of(bare, OFFSETS, ranges) == min(ranges, key=lambda window: abs(sum(window) / 2 - 10))
    assert window_of(replace(bare, cue=()), OFFSETS, ranges) == min(
        ranges, key=lambda window: abs(sum(window) / 2 - 11)
    )


@pytest.mark.parametrize(("form", "as_if"), [("role", "role"), ("unheard", "other")])
def test_an_unknown_form_counts_as_other(form: str, as_if: str) -> None:
    one, other = (place(replace(QUESTION, form=word), OFFSETS, (0, 40)) for word in (form, as_if))
    assert one == other


@pytest.mark.parametrize(
    ("pieces", "size", "expected"),
    [(7, 8, [(0, 7)]), (8, 8, [(0, 8)]), (9, 8, [(0, 8), (4, 9)]), (20, 8, [(0, 8), (4, 12), (8, 16), (12, 20)])],
)
def test_windows_hold_every_piece(pieces: int, size: int, expected: list[tuple[int, int]]) -> None:
    assert windows(pieces, size) == expected
