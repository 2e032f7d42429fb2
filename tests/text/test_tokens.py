import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import Span
from attrib.text.sentences import sentences
from attrib.text.tokens import Token, tokens, tokens_in
from attrib.text.visible import visible


def cut(text: str) -> list[Token]:
    return tokens(text, [span.start for span in sentences(text)])


def test_genitives_initials_and_hyphens() -> None:
    words = [token.word for token in cut("The U.S. co-owner's O'Hoy didn’t pay.")]
    assert words == ["The", "U.S.", "co-owner", "'s", "O'Hoy", "didn’t", "pay", "."]


def test_words_that_begin_sentences_or_quotations_are_initial() -> None:
    initial = [token.word for token in cut('Ships left. They said: "Never again." Ports closed.') if token.initial]
    assert initial == ["Ships", "They", "Never", "Ports"]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Na\u00addia", "Nadia"),
        ("\u200bOtto\u200b", "Otto"),
        ("Zoe\u0308", "Zoë"),
        ("o\ufb03cial", "official"),
        ("\u200fMariam\u200e", "Mariam"),
        ("अमित", "अमित"),
    ],
)
def test_a_word_is_what_a_reader_sees(written: str, seen: str) -> None:
    found = cut(f"Then {written} left.")
    assert [token.word for token in found] == ["Then", seen, "left", "."]
    assert visible(f"Then {written} left."[found[1].start : found[1].end]) == seen


def test_tokens_of_a_span() -> None:
    found = cut("one two three")
    assert [token.word for token in tokens_in(found, Span(4, 9))] == ["two", "three"]
    assert tokens_in(found, Span(50, 60)) == []


@settings(deadline=None)
@given(st.text(max_size=80))
def test_tokens_cover_all_that_is_no_white_space(text: str) -> None:
    assert visible("".join(token.word for token in cut(text))) == visible("".join(text.split()))
