"""Markdown: what a browser shows of it, and the front matter."""

from pathlib import Path

import pytest

from tests.readers.reading import only_document, only_problem, problems, read_bytes, texts


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Port *shut*\n\nThe [minister](https://x.example) said **no**.", "Port shut\n\nThe minister said no."),
        ("One line\nof a paragraph.  \nA break.", "One line of a paragraph.\nA break."),
        ("- one\n- two\n\n1. three", "one\ntwo\n\nthree"),
        ("| who | what |\n| --- | --- |\n| Lee | no |", "who what\nLee no"),
        ("She said &ldquo;no&rdquo;<br>to it.<script>x()</script><!-- y -->", "She said “no”\nto it."),
        ("    code &  spaces", "code &  spaces"),
        ("He was firm.\n\n> We will\n> not pay.\n\nHe left.", "He was firm.\n\n“We will not pay.”\n\nHe left."),
        ("![a picture](x.png)\n\nText.", "Text."),
    ],
)
def test_the_text_is_what_a_browser_shows(tmp_path: Path, source: str, text: str) -> None:
    assert only_document(read_bytes(tmp_path, source.encode(), "a.md")).text == text


def test_a_front_matter_tells_of_the_article(tmp_path: Path) -> None:
    source = '---\ntitle: "Port: shut"\nauthor: Bea Writer\ndate: 2025-03-05\ntags:\n  - x\n---\nShe said no.\n'
    document = only_document(read_bytes(tmp_path, source.encode(), "a.markdown"))
    assert (document.text, document.title, document.author) == ("She said no.", "Port: shut", "Bea Writer")
    assert document.published_original == "2025-03-05"


def test_a_line_of_dashes_is_no_front_matter(tmp_path: Path) -> None:
    assert texts(read_bytes(tmp_path, b"---\n\nShe said no.\n", "a.md")) == ["She said no."]


def test_a_date_that_is_none_is_told(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, b"---\ndate: soon\n---\nShe said no.\n", "a.md")
    assert "without a publication date" in problems(found)[0][1]


@pytest.mark.parametrize("data", [b"---\ntitle: x\n---\n", b"<!-- nothing -->", b" \n"])
def test_what_holds_no_text_is_told(tmp_path: Path, data: bytes) -> None:
    assert "nothing to read" in only_problem(read_bytes(tmp_path, data, "a.md")).message


def test_deep_nesting_does_no_harm(tmp_path: Path) -> None:
    assert len(read_bytes(tmp_path, b">" * 5000 + b" She said no.", "a.md")) == 1
    assert len(read_bytes(tmp_path, b"[" * 5000, "b.md")) == 1
