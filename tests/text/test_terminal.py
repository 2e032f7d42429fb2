"""What reaches a terminal."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.text.terminal import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“Café,” said Łukasz – 5 €…", "“Café,” said Łukasz – 5 €…"),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("a\u202eb\u2066c", r"a\u202eb\u2066c"),
        ("\x9b2J", r"\x9b2J"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("\ue000\U000f0000", r"\ue000\U000f0000"),
        ("\ud800", r"\ud800"),
        ("\r\n\t", r"\x0d\x0a\x09"),
        ("\u3164\U000e0101", r"\u3164\U000e0101"),
        ("👍🏽 ❤\ufe0f", "👍🏽 ❤\ufe0f"),
        ("", ""),
    ],
)
def test_acting_characters_become_visible(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_kept_characters_are_left_alone() -> None:
    assert printable("a\nb\x1b", keep="\n") == "a\nb\\x1b"


@settings(deadline=None)
@given(st.text())
def test_no_control_or_format_character_comes_through(text: str) -> None:
    shown = printable(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
    shown.encode("utf-8")


@settings(deadline=None)
@given(
    st.text(
        st.characters(categories=["L", "N", "P", "Zs", "Sc", "Sm"], exclude_characters="\u115f\u1160\u2800\u3164\uffa0")
    )
)
def test_words_are_left_as_they_are(text: str) -> None:
    assert printable(text) == text
