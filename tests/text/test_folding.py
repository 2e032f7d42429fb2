"""Texts folded to plain words."""

import pytest

from attrib.text.folding import fold


@pytest.mark.parametrize("sign", "“”‘’–—…•«»")
def test_signs_part_words_and_are_none(sign: str) -> None:
    assert fold(f"{sign}No{sign}one{sign} {sign}") == "no one"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        (" - …", ""),
        ("A  B\nC", "a b c"),
        ("“Café,” said Ægir", "cafe said ægir"),
        ("snake_case", "snake case"),
        ("Straße ﬁve", "strasse five"),
        ("x" * 130, f"{'x' * 64} {'x' * 64} xx"),
    ],
)
def test_words_are_lower_case_without_accents(text: str, words: str) -> None:
    assert fold(text) == words
