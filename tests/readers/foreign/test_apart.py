"""Parsers in a process of their own: what becomes of those that hang, die or eat memory."""

import io
import json
from pathlib import Path

import pytest

from attrib.data import Document
from attrib.errors import ReadError
from attrib.readers.foreign import apart
from attrib.readers.foreign.apart import Limits, parse_apart
from attrib.readers.foreign.parsed import from_json
from attrib.readers.sources import read
from tests.readers.foreign.word import docx, paragraph, run
from tests.readers.reading import NOW

CHILD = "tests.readers.foreign.misbehaving"
QUICK = Limits(seconds=20, memory=1 << 29, answer=1 << 20)


@pytest.fixture(autouse=True)
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_CHILD", CHILD)


def complaint(parser: str, tmp_path: Path, limits: Limits = QUICK) -> str:
    with pytest.raises(ReadError) as caught, (tmp_path / "file").open("w+b") as file:
        parse_apart(parser, file, limits)
    return str(caught.value)


@pytest.mark.parametrize(
    ("parser", "words"),
    [
        ("dies", "was ended by SIGSEGV"),
        ("eats", "more memory than it may have"),
        ("talks", "its parser"),
        ("fails", "failed (ValueError: not today)"),
        ("objects", "the page is torn"),
        ("babbles", "no answer that can be read"),
        ("lies", "no text"),
    ],
)
def test_a_parser_that_goes_wrong_is_told(tmp_path: Path, parser: str, words: str) -> None:
    assert words in complaint(parser, tmp_path)


def test_a_parser_that_hangs_is_stopped(tmp_path: Path) -> None:
    assert "not read after 0.5 seconds" in complaint("hangs", tmp_path, Limits(seconds=0.5))


def test_a_parser_sees_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTRIB_DATABASE", "postgresql://u:secret@host/db")
    with (tmp_path / "file").open("w+b") as file:
        assert "ATTRIB_DATABASE" not in parse_apart("environment", file, QUICK).text.split()


def test_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.docx").write_bytes(docx(paragraph(run("One."))))
    (tmp_path / "b.txt").write_text("The minister said no.")
    monkeypatch.setattr(apart, "_CHILD", "tests.readers.foreign.nowhere")
    problem, document = read([str(tmp_path)], now=NOW)
    assert "a.docx: its parser failed" in str(problem)
    assert isinstance(document, Document)


def test_a_file_that_is_too_large_is_not_given_to_a_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MAX_BYTES", 10)
    (problem,) = read(["-"], stdin=io.BytesIO(docx(paragraph(run("One.")))), now=NOW)
    assert "larger than 10 bytes" in str(problem)


def test_a_library_that_is_not_there_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_LIBRARIES", {"docx": ("no_such_library", "a Word document")})
    (problem,) = read(["-"], stdin=io.BytesIO(docx(paragraph(run("One.")))), now=NOW)
    assert "pip install 'attrib[documents]'" in str(problem)


@pytest.mark.parametrize(
    "bent",
    [
        {"end": 9},
        {"start": 2, "end": 2},
        {"page": 0},
        {"start": -1},
        {"left": "1"},
        {"page": 1.5},
        {"colour": 1},
        {"top": None},
    ],
)
def test_lines_that_are_not_in_the_text_are_refused(bent: dict[str, object]) -> None:
    """The answer is of a process that a hostile file may have taken over."""
    line = {"start": 0, "end": 4, "page": 1, "left": 1.0, "bottom": 1.0, "right": 9.0, "top": 9.0}
    told: dict[str, object] = {"text": "Rain", "title": None, "author": None, "notes": [], "told": {}}
    assert from_json(json.dumps(told | {"lines": [line]}).encode()).lines[0].page == 1
    with pytest.raises(ReadError, match="damaged"):
        from_json(json.dumps(told | {"lines": [line | bent]}).encode())
