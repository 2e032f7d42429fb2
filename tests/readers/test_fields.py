"""Fields of JSON lines, JSON and CSV files, under any of their names."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from attrib.data import DatePrecision, Document
from tests.readers.reading import only_document, only_problem, problems, read_bytes, texts


def test_every_field_is_kept(tmp_path: Path) -> None:
    line = json.dumps(
        {
            "id": 7,
            "text": " A text.\r\n",
            "title": "Title ",
            "url": "https://gull.example/a",
            "outlet": "The Gull",
            "author": "A. Writer",
            "published_at": "3 March 2005, 10:13 GMT",
            "captured_at": "2005-03-04T00:00:00Z",
            "archive_url": "https://archive.example/2005/a",
            "unknown": {"x": 1},
        }
    )
    document = only_document(read_bytes(tmp_path, line.encode(), "a.jsonl"))
    assert document == Document(
        " A text.\r\n",
        location=str(tmp_path / "a.jsonl"),
        record=1,
        title="Title",
        url="https://gull.example/a",
        outlet="The Gull",
        author="A. Writer",
        published_at=document.published_at,
        published_original="3 March 2005, 10:13 GMT",
        retrieved_at=datetime(2005, 3, 4, tzinfo=UTC),
        language="en",
        external_id="7",
        published_precision=DatePrecision.TIME,
        raw_sha256=hashlib.sha256(line.encode()).hexdigest(),
        archive_url="https://archive.example/2005/a",
    )
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2005-03-03T10:13:00+00:00"


def test_other_names_are_understood_after_the_first(tmp_path: Path) -> None:
    fields = {
        "Body": "The text.",
        "headline": "H",
        "Source": {"id": None, "name": "The Gull"},
        "authors": ["A", "B"],
        "Pub-Date": 1109846400,
        "date": None,
    }
    document = only_document(read_bytes(tmp_path, json.dumps(fields).encode(), "a.jsonl"))
    assert (document.text, document.title, document.outlet, document.author) == ("The text.", "H", "The Gull", "A, B")
    assert document.published_original == "1109846400"
    both = json.dumps({"content": "short", "text": "The text."})
    assert only_document(read_bytes(tmp_path, both.encode(), "b.jsonl")).text == "The text."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "no text"}, "no field text (or body"),
        ({}, "its fields are: none"),
        ({"text": ""}, "text is empty"),
        ({"text": None}, "text is empty"),
        ({"text": "  \n"}, "white space"),
        ({"text": 5}, "holds a number; expected a string"),
        ({"text": ["a"]}, "holds a list"),
        ({"text": "a", "title": True}, "title holds true or false"),
        ({"text": "a", "author": [[["x"]]]}, "author holds a list"),
        ({"text": "a\x00b"}, "NUL character at offset 1"),
        ({"text": "a", "url": "\x00"}, "url holds a NUL"),
        ({"text": "a\ud800b"}, r"\ud800) at offset 1"),
        ({"text": "a", "title": "\udfff"}, "field title holds half a surrogate pair"),
    ],
)
def test_bad_fields_are_named(tmp_path: Path, fields: dict[str, object], words: str) -> None:
    problem = only_problem(read_bytes(tmp_path, json.dumps(fields).encode(), "a.jsonl"))
    assert words in problem.message
    assert problem.record == 1


def test_a_bad_date_costs_the_date_alone(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, b'{"text": "A text.", "date": "03/04/2005"}', "a.jsonl")
    assert texts(found) == ["A text."]
    ((record, message),) = problems(found)
    assert record == 1
    assert message.startswith("read without a publication date: the date '03/04/2005' could be")
    document = found[1]
    assert isinstance(document, Document)
    assert document.published_at is None
    assert document.published_original == "03/04/2005"


@pytest.mark.parametrize("name", ["modified_at", "Date-Modified", "updated_at"])
def test_the_last_change_is_kept(tmp_path: Path, name: str) -> None:
    document = only_document(read_bytes(tmp_path, json.dumps({"text": "One.", name: "2025-01-02"}).encode(), "a.jsonl"))
    assert (document.modified_at, document.modified_precision) == (datetime(2025, 1, 2, tzinfo=UTC), DatePrecision.DAY)


@pytest.mark.parametrize("value", [True, "soon", ["a", {"b": 1}]])
def test_a_last_change_that_is_no_date_loses_no_article(tmp_path: Path, value: object) -> None:
    found = read_bytes(tmp_path, json.dumps({"text": "One.", "modified": value}).encode(), "a.jsonl")
    assert "read without the time of its last change" in problems(found)[0][1]
    assert texts(found) == ["One."]
