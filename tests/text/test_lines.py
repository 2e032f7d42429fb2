"""Gaps between two words of one line."""

import pytest

from attrib.text.lines import is_space

LONG = "The bank lost money on loans to Norland this year"


@pytest.mark.parametrize(
    ("left", "gap", "same"),
    [
        ("Ida", " ", True),
        ("Ida", "\u00a0", True),
        (LONG, "\n", True),
        (LONG, "\r\n", True),
        (LONG, "\n    ", True),
        ("Ida", "\n", False),
        (LONG, "\n\n", False),
        (LONG, "  ", False),
        (f"{LONG}\nIda", "\n", False),
        ("Ida", "", False),
        ("w" * 45, "\n", True),  # 45 characters fill a line
        ("w" * 44, "\n", False),
        (f"\n{'w' * 45}", "\n", True),
        (f"\n{'w' * 44}", "\n", False),
        (f"\r{'w' * 44}", "\r", False),
        (LONG, " \n", True),
        (LONG, "\t", False),
    ],
)
def test_only_a_full_line_goes_on_in_the_next(left: str, gap: str, same: bool) -> None:
    text = f"{left}{gap}Quill"
    assert is_space(text, len(left), len(left) + len(gap)) is same
