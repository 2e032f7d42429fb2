"""JSON lines, whole and damaged."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from attrib.data import Document
from attrib.readers.sources import read
from tests.readers.reading import documents, only_document, problems, read_bytes, texts


def line(text: str) -> bytes:
    return json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n"


def test_a_bad_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    data = (
        line("one")
        + b"{oops}\n"
        + b"\n"
        + b"[1, 2]\n"
        + b'"a"\n'
        + b"\xff\x00\n"
        + b"PK\x03\x04\n"
        + line("two")
        + b'{"text": "th'
    )
    found = read_bytes(tmp_path, data, "a.jsonl")
    assert texts(found) == ["one", "two"]
    assert [item.record for item in found] == [1, 2, 4, 5, 6, 7, 8, 9]
    messages = dict(problems(found))
    assert "not valid JSON" in messages[2]
    assert "JSON list" in messages[4]
    assert "expected a JSON object" in messages[5]
    assert "NUL" in messages[6]
    assert "not valid JSON" in messages[7]
    assert "cut off" in messages[9]


@pytest.mark.parametrize("hostile", [b"[" * 200_000, b'{"a":' * 200_000, b'{"text": ' + b"9" * 5000 + b"}"])
def test_hostile_json_is_a_problem(tmp_path: Path, hostile: bytes) -> None:
    found = read_bytes(tmp_path, hostile + b"\n" + line("fine"), "a.ndjson")
    assert texts(found) == ["fine"]
    assert len(problems(found)) == 1


def test_a_byte_order_mark_and_raw_line_breaks_are_no_hindrance(tmp_path: Path) -> None:
    data = b'\xef\xbb\xbf{"text": "a\tb"}\r\n' + '{"text": "c\u2028d\u0085e"}\r\n'.encode()
    assert texts(read_bytes(tmp_path, data, "a.jsonl")) == ["a\tb", "c\u2028d\u0085e"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1252"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    data = '{"text": "“One,” he said."}\n{"text": "It was £3."}\n'.encode(encoding)
    assert texts(read_bytes(tmp_path, data, "a.jsonl")) == ["“One,” he said.", "It was £3."]


def test_damaged_utf_16_ends_the_file(tmp_path: Path) -> None:
    data = '{"text": "One."}\n{"text": "Two."}\n'.encode("utf-16")
    found = read_bytes(tmp_path, data[:-5], "a.jsonl")
    assert texts(found) == ["One."]
    assert "UTF-16" in problems(found)[0][1]


def test_lines_beyond_the_limit_are_read_past(tmp_path: Path) -> None:
    data = line("x" * 2_000) + line("y" * 2_000_000) + line("z")
    found = read_bytes(tmp_path, data, "a.jsonl", max_characters=1_000)
    assert texts(found) == ["z"]
    assert [record for record, _ in problems(found)] == [1, 2]
    assert "longer than 1,000 characters" in problems(found)[0][1]
    assert "the line is longer than" in problems(found)[1][1]


def test_records_come_before_the_damage_of_a_gzip_file(tmp_path: Path) -> None:
    data = gzip.compress(b"".join(line(f"text {number} {number * 7919}") for number in range(20_000)))
    found = read_bytes(tmp_path, data[: len(data) // 2], "a.jsonl.gz")
    assert len(texts(found)) > 1_000
    assert "cut off" in problems(found)[-1][1]
    assert len(documents(read_bytes(tmp_path, data, "b.jsonl.gz"))) == 20_000


def test_the_first_record_comes_before_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    path.write_bytes(line("word " * 2_000) * 1_000)
    found = read([str(path)])
    assert isinstance(found, Iterator)
    first = next(iter(found))
    assert isinstance(first, Document)
    assert first.record == 1


def test_a_list_of_json_and_one_object(tmp_path: Path) -> None:
    listed = read_bytes(tmp_path, b'\xef\xbb\xbf[{"text": "one"}, 5, {"text": ""}, {"body": "two"}]', "a.json")
    assert texts(listed) == ["one", "two"]
    assert [record for record, _ in problems(listed)] == [2, 3]
    assert only_document(read_bytes(tmp_path, b'{\n"text": "one"\n}', "b.json")).record is None
    assert "list is empty" in problems(read_bytes(tmp_path, b"[]", "c.json"))[0][1]
    assert "expected a JSON object" in problems(read_bytes(tmp_path, b"5", "d.json"))[0][1]
    assert ".jsonl" in problems(read_bytes(tmp_path, line("a") * 2, "e.json"))[0][1]
    assert "line 2" in problems(read_bytes(tmp_path, b'[{"text": "a"},\n{"text"', "f.json"))[0][1]


@pytest.mark.parametrize("data", ["[" + "{}," * 2_100_000 + "{}]", "[" + "1," * 20_100_000 + "1]"])
def test_json_that_would_fill_the_memory_is_refused(tmp_path: Path, data: str) -> None:
    ((_, message),) = problems(read_bytes(tmp_path, data.encode(), "a.json"))
    assert "more than 2,000,000 objects and lists" in message
