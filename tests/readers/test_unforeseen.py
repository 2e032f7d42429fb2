"""One bad input never stops the rest, whatever goes wrong with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from attrib.readers.sources import read
from tests.readers.reading import NOW, TEXT, problems, texts
from tests.readers.test_html import page

BAD_PAGES = [
    b'<html><meta charset="%s"><body><p>The minister said: \xff</p></body></html>' % name
    for name in (b"undefined", b"unicode_escape", b"idna", b"utf-7", b"punycode", b"zlib_codec", b"rot13", b"\xff")
]


@pytest.mark.parametrize("bad", BAD_PAGES)
def test_a_page_of_an_impossible_encoding_leaves_its_neighbours(tmp_path: Path, bad: bytes) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.html").write_bytes(bad)
    (tmp_path / "c.html").write_text(page(head=""))
    found = list(read([tmp_path], now=NOW))
    assert {Path(item.location).name for item in found} == {"a.txt", "b.html", "c.html"}
    assert len(texts(found)) >= 2


def failing(error: Exception) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize("error", [RuntimeError("odd"), MemoryError(), RecursionError("deep"), KeyError("x")])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("b.jsonl", '{"text": "Two.", "date": "2005"}\n{"text": "Three."}'),
        ("b.json", '[{"text": "Two.", "date": "2005"}, {"text": "Three."}]'),
        ("b.csv", "text,date\nTwo.,2005\nThree.,\n"),
    ],
)
def test_an_error_in_a_record_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: str, error: Exception
) -> None:
    monkeypatch.setattr("attrib.readers.fields.read_date", failing(error))
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / name).write_text(data)
    found = list(read([tmp_path], now=NOW))
    assert texts(found) == ["One.", "Three."]
    ((record, message),) = problems(found)
    assert record == (2 if name == "b.csv" else 1)
    assert f"failed unexpectedly ({type(error).__name__}" in message


def test_an_error_in_a_file_is_told_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attrib.readers.html._article", failing(RuntimeError("odd")))
    (tmp_path / "a.html").write_text(page(head=""))
    (tmp_path / "b.txt").write_text("Two.")
    found = list(read([tmp_path], now=NOW))
    assert texts(found) == ["Two."]
    assert [item.location for item in found] == [str(tmp_path / "a.html"), str(tmp_path / "b.txt")]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.jsonl", '{"text": "One.", "Text": "Two."}\n{"text": "Three."}', "two fields text"),
        ("a.jsonl", '{"text": "One.", "text": "Two."}\n{"text": "Three."}', "names text twice"),
        ("a.json", '[{"text": "One.", "text": "Two."}, {"text": "Three."}]', "names text twice"),
        (
            "a.json",
            '[{"Pub-Date": "2005", "pub_date": "06", "text": "1"}, {"text": "Three."}]',
            "two fields pub_date",
        ),
    ],
)
def test_two_values_of_one_field_are_told_and_none_is_lost(tmp_path: Path, name: str, data: str, words: str) -> None:
    (tmp_path / name).write_text(data)
    found = list(read([tmp_path], now=NOW))
    assert texts(found) == ["Three."]
    ((record, message),) = problems(found)
    assert (record, words in message) == (1, True)


def test_the_same_value_twice_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"text": "One.", "text": "One.", "TEXT": "", "other": 1, "Other": 2}')
    assert texts(list(read([tmp_path], now=NOW))) == ["One."]


def test_two_columns_of_one_name_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,Text\nOne.,Two.\n")
    assert [message for _, message in problems(list(read([tmp_path], now=NOW)))] == [
        "the header names text twice; rename one of them",
    ]
