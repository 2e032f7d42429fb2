"""A text's paragraphs, sentences and quotations by offset and by span."""

import pytest

from attrib.data import Span
from attrib.pipeline.detection.layout import read_layout

TEXT = 'It rained. "We left," she said.\n\nHe read "a b" and "c d". Then he slept.'
FIRST, SECOND = TEXT.split("\n\n")
LAYOUT = read_layout(TEXT)


@pytest.mark.parametrize(
    ("at", "paragraph", "sentence"),
    [
        (0, FIRST, "It rained."),
        (TEXT.index("rained."), FIRST, "It rained."),
        (TEXT.index("she"), FIRST, '"We left," she said.'),
        (TEXT.index("\n\n"), FIRST, '"We left," she said.'),  # between two: the one before
        (TEXT.index("He read"), SECOND, 'He read "a b" and "c d".'),
        (len(TEXT), SECOND, "Then he slept."),
    ],
)
def test_the_paragraph_and_sentence_at_an_offset(at: int, paragraph: str, sentence: str) -> None:
    assert LAYOUT.paragraph(at).of(TEXT) == paragraph
    assert LAYOUT.sentence(at).of(TEXT) == sentence


def test_before_the_first_paragraph_the_whole_text_stands_for_it() -> None:
    text = "\n\n  Rain fell. It stopped."
    layout = read_layout(text)
    assert layout.paragraph(0) == layout.sentence(0) == Span(0, len(text))
    assert layout.sentence(text.index("Rain")).of(text) == "Rain fell."


def test_the_paragraph_behind_another() -> None:
    first, second = LAYOUT.paragraphs
    assert LAYOUT.paragraph_after(first) == second
    assert LAYOUT.paragraph_after(second) is None


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Ann Lee. Rain", "Ann Lee"),
        ("Ann Lee", "Ann Lee"),
        ("Ann Lee left.", "Ann Lee left"),
        ("Tom Orr Jr.", "Tom Orr Jr."),
        ("Ann Lee left! Rain", "Ann Lee left!"),
    ],
)
def test_a_span_is_cut_at_the_end_of_its_sentence(text: str, within: str) -> None:
    layout = read_layout(f"{text.removesuffix(' Rain')} Rain fell." if text.endswith("Rain") else text)
    assert layout.within_sentence(Span(0, len(text))).of(layout.text) == within


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rained", []),
        ("left,", ['"We left,"']),
        ('read "a b" and', ['"a b"']),
        ('b" and "c', ['"a b"', '"c d"']),
        (" and ", []),
        (TEXT, ['"We left,"', '"a b"', '"c d"']),
    ],
)
def test_quotations_that_overlap_a_span(words: str, found: list[str]) -> None:
    at = TEXT.index(words)
    assert [span.of(TEXT) for span in LAYOUT.quotations_in(Span(at, at + len(words)))] == found


def test_offsets_in_quotations() -> None:
    quoted = {at for span in LAYOUT.quotations for at in range(*span)}
    assert {at for at in range(len(TEXT)) if LAYOUT.is_quoted(at)} == quoted
    assert TEXT.index('"') in quoted
