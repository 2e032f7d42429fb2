"""Finding words as a person copies them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import Span
from attrib.text.finding import nearest_passage, occurrences, quotes

TEXT = "“We  won’t go,”\nsaid Ann – twice. We won't stay. [sic] (a+b)"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We won't", ["We  won’t", "We won't"]),
        ('"We won\'t go,"', ["“We  won’t go,”"]),
        ("go,” said Ann - twice", ["go,”\nsaid Ann – twice"]),
        ("(a+b)", ["(a+b)"]),
        ("[sic]", ["[sic]"]),
        ("we won't", []),  # another case
        ("We wont", []),
        ("", []),
        ("  ", []),
    ],
)
def test_white_space_and_styles_of_marks_do_not_matter(words: str, found: list[str]) -> None:
    assert [span.of(TEXT) for span in occurrences(TEXT, words)] == found


def test_places_may_overlap() -> None:
    assert occurrences("aaa", "aa") == (Span(0, 2), Span(1, 3))


@given(st.text(min_size=1), st.data())
def test_every_piece_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    if words.strip() == words:
        assert Span(start, end) in occurrences(text, words)


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("“We won’t go,” […] We won't stay", ["“We  won’t go,”", "We won't stay"]),
        ("Ann [...] stay.", ["Ann", "stay."]),
        ("stay […] Ann", None),
        ("never […] Ann", None),
    ],
)
def test_pieces_stand_one_after_the_other(words: str, pieces: list[str] | None) -> None:
    found = quotes(TEXT, words)
    assert [[span.of(TEXT) for span in spans] for spans in found] == ([] if pieces is None else [pieces])


def test_the_nearest_passage_is_as_long_as_the_words() -> None:
    near = nearest_passage("Many had hoped the Istanbul talks would go on.", "hoped the Istanbull talks would")
    assert near is not None
    assert near.of("Many had hoped the Istanbul talks would go on.") == "hoped the Istanbul talks would"
    assert nearest_passage(TEXT, "xyz") is None
    assert nearest_passage("", "xyz") is None
