"""Rich text: words, quotation marks of every way of writing them, and damage."""

from pathlib import Path

import pytest

from tests.readers.reading import only_document, only_problem, read_bytes

HEAD = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title Port news}{\author Bea Writer}}"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            rb"\pard \'93We will wait,\'94 said \b Ann Lee\b0.\par The owners said no.\par",
            "“We will wait,” said Ann Lee.\n",
        ),
        (rb"\u8220?We will wait,\u8221? said Ann Lee.\par", "“We will wait,” said Ann Lee."),
        (rb"\ldblquote We will wait,\rdblquote  said Ann Lee.\par", "“We will wait,” said Ann Lee."),
        (rb"{\*\generator X;}{\pict\pngblip 89504e47}Zo\'eb said no.\par", "Zoë said no."),
    ],
)
def test_words_and_marks(tmp_path: Path, body: bytes, text: str) -> None:
    document = only_document(read_bytes(tmp_path, HEAD + body + b"}", "a.rtf"))
    assert document.text.startswith(text)
    assert (document.title, document.author) == ("Port news", "Bea Writer")


@pytest.mark.parametrize(
    ("data", "words"), [(HEAD + b"}", "no text"), (b"The minister said no.", "no RTF"), (b"{\\rtf1 {{{", "no text")]
)
def test_what_holds_no_text_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in only_problem(read_bytes(tmp_path, data, "a.rtf")).message
