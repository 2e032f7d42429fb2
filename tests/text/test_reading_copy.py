"""Copies of a text as it is seen: the same words however they are encoded, and the way back to the text's offsets."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import Span
from attrib.text.reading_copy import reading_copy

PIECES = [
    "Zoë",
    "Zoe\u0308",
    "o\ufb03cial",
    "un\u00adsafe",
    "\u200bOtto\u200b",
    "\u2067דני\u2069",
    "각",
    "a",
    " ",
    "\n",
    "“",
]
PIECES += ["\u00ad", "\u0308", "\ufeff", "re\u00ad\n  port", "\u1100\u1161\u11a8", "👩\u200d👧", "é", "e\u200d\u0301"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Zoe\u0308 Mu\u0308ller", "Zoë Müller"),
        ("o\ufb03cial, \ufb01rst", "official, first"),
        ("Na\u00addia Fa\u00adrouk", "Nadia Farouk"),
        ("\u200bOtto\u200b Grim", "Otto Grim"),
        ("\u200fMariam\u200e \u2067דני\u2069", "Mariam דני"),
        ("re\u00ad\n  ported", "reported"),
        ("\u1100\u1161\u11a8", "각"),
        ("5 \u212a", "5 K"),
    ],
)
def test_words_are_the_same_however_they_are_encoded(text: str, seen: str) -> None:
    copy = reading_copy(text)
    assert copy is not None
    assert copy.text == seen


@pytest.mark.parametrize("text", ["", "plain", "Zoë said “no” – 5\xa0%", "世界 ＂x＂", "a \u0308b"[:1]])
def test_what_is_as_it_is_seen_has_no_copy(text: str) -> None:
    assert reading_copy(text) is None


@pytest.mark.parametrize(
    ("text", "words", "original"),
    [
        ("A \u200bNa\u00addia\u200b said", "Nadia", "Na\u00addia"),
        ("by Zoe\u0308.", "Zoë", "Zoe\u0308"),
        ("an o\ufb03cial", "official", "o\ufb03cial"),
        ("an o\ufb03cial", "off", "o\ufb03"),
        ("Zoe\u0308 x end", "end", "end"),
    ],
)
def test_words_lead_back_to_what_they_were_made_of(text: str, words: str, original: str) -> None:
    copy = reading_copy(text)
    assert copy is not None
    start = copy.text.index(words)
    assert copy.original(Span(start, start + len(words))).of(text) == original


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_every_span_leads_back_in_order_and_within_bounds(text: str) -> None:
    copy = reading_copy(text)
    if copy is None:
        return
    assert reading_copy(copy.text) is None
    assert unicodedata.is_normalized("NFC", copy.text) or not unicodedata.is_normalized("NFC", text)
    ends = [copy.original(Span(at, at + 1)) for at in range(len(copy.text))]
    assert all(0 <= span.start < span.end <= len(text) for span in ends)
    assert all(one.start <= other.start and one.end <= other.end for one, other in pairwise(ends))
    whole = copy.original(Span(0, len(copy.text)))
    assert not copy.text or whole == (ends[0].start, ends[-1].end)


@pytest.mark.linear
def test_time_grows_no_faster_than_the_text() -> None:
    for piece in ("\u00ad", "a\u0308", "\u200b ", "\u00ad "):
        assert reading_copy(piece * 40_000) is not None
    for marks in ("\u0308", "\u0308\u0323"):
        assert reading_copy("a" + marks * 40_000) is not None
