"""Words of one statement laid beside those of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.claims.aligning import align
from attrib.data.claims import Piece


def test_what_both_have_and_what_differs() -> None:
    pieces, lacks = align("“We will build 12 walls,” in May", "We will never build a wall in May")
    assert pieces == (
        Piece("“We will ", shared=True),
        Piece("build ", shared=True),
        Piece("12 walls,” ", shared=False, figure=True),
        Piece("in May", shared=True),
    )
    assert lacks == (Piece("never ", shared=False, negation=True), Piece("a wall ", shared=False))


@pytest.mark.parametrize(
    ("text", "other", "figure", "negation"),
    [
        ("it was 5.7 billion", "it was 6 billion", True, False),
        ("it wasn’t so", "it was so", False, True),
        ("nobody came", "everybody came", False, False),
        ("no one came", "one came", False, True),
        ("it was twelve", "it was high", True, False),
    ],
)
def test_facts_that_differ_are_marked(text: str, other: str, figure: bool, negation: bool) -> None:
    differing = [piece for piece in align(text, other)[0] if not piece.shared]
    assert (any(piece.figure for piece in differing), any(piece.negation for piece in differing)) == (figure, negation)


@pytest.mark.parametrize(("text", "other"), [("", ""), ("", "a b"), ("…", "a"), ("a b", ""), ("word " * 900, "word")])
def test_odd_texts_are_laid_side_by_side_all_the_same(text: str, other: str) -> None:
    assert "".join(piece.text for piece in align(text, other)[0]) == text


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_are_the_text(text: str, other: str) -> None:
    pieces, lacks = align(text, other)
    assert "".join(piece.text for piece in pieces) == text
    assert not any(piece.shared for piece in lacks)


def test_a_text_beside_itself_shares_everything() -> None:
    pieces, lacks = align("We will build it.", "we will build it")
    assert all(piece.shared for piece in pieces)
    assert lacks == ()


@pytest.mark.parametrize(
    ("text", "other", "marked"),
    [
        ("she is 100 percent certain", "she is one hundred percent certain", []),
        ("she is 90 percent certain", "she is one hundred percent certain", ["90 "]),
        ("twelve ships sailed at dawn", "at dawn 12 ships sailed", []),
        ("$5.7 billion for 21 walls", "5.7 billion dollars for walls", ["21 "]),
    ],
)
def test_a_figure_is_marked_only_where_the_other_text_has_no_such_number(
    text: str, other: str, marked: list[str]
) -> None:
    pieces, lacks = align(text, other)
    assert [piece.text for piece in pieces if piece.figure] == marked
    assert bool([piece for piece in lacks if piece.figure]) is (marked == ["90 "])
