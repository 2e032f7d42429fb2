from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.text.sentences import paragraphs, sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We left.", ["It rained.", "We left."]),
        ('"It rained." She left.', ['"It rained."', "She left."]),
        ("Mr. Hale met Sen. Ruiz. They spoke.", ["Mr. Hale met Sen. Ruiz.", "They spoke."]),
        ("J. P. Moss of the U.S. Senate agreed.", ["J. P. Moss of the U.S. Senate agreed."]),
        ("He flew to the U.S. The talks failed.", ["He flew to the U.S.", "The talks failed."]),
        ("It rose 3.5 per cent. Why? No idea!", ["It rose 3.5 per cent.", "Why?", "No idea!"]),
        ("A headline\n\nA text.", ["A headline", "A text."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_each_line_is_a_paragraph_where_nothing_is_wrapped() -> None:
    text = "A headline\nBy a reporter\r\nThe text."
    assert [span.of(text) for span in paragraphs(text)] == ["A headline", "By a reporter", "The text."]


def test_hard_wrapped_lines_are_joined() -> None:
    first = "The council said on Monday that it would\nbuild forty new homes on the site of the\nold school."
    wrapped = f"{first}\n\nNobody objected."
    assert len(paragraphs(wrapped)) == 2


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="Ab .?!\n\r\t\"'é\u2028", max_size=120))
def test_spans_cover_all_that_is_no_white_space(text: str) -> None:
    for spans in (paragraphs(text), sentences(text)):
        assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
        assert all(first.end <= second.start for first, second in pairwise(spans))
