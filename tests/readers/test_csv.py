"""CSV files, as spreadsheets and scripts write them, and damaged ones."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import Document
from attrib.readers.sources import read
from tests.readers.reading import documents, only_document, only_problem, problems, read_bytes, texts


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_form(tmp_path: Path, mark: str, encoding: str) -> None:
    rows = [
        "Title{m}Text{m}Date",
        '"Costs; up, again"{m}"“One,” he said.\r\nThen ""two"""{m}2005-03-03',
        "{m}£3{m}",
        "",
    ]
    data = "\r\n".join(rows).replace("{m}", mark).encode(encoding)
    first, second = documents(read_bytes(tmp_path, data, "a.csv"))
    assert (first.title, first.text, first.record) == ("Costs; up, again", '“One,” he said.\r\nThen "two"', 2)
    assert first.published_at is not None
    assert (second.title, second.text, second.record) == (None, "£3", 3)


def test_bad_rows_do_not_stop_the_rest(tmp_path: Path) -> None:
    data = b'id,text\n1,one\n2,a,b\n3\n\n,\n4,\n5,"x"y\n6,six\n7,"cut'
    found = read_bytes(tmp_path, data, "a.csv")
    assert texts(found) == ["one", "six"]
    messages = dict(problems(found))
    assert sorted(messages, key=str) == [10, 3, 4, 7, 8]
    assert "3 cells and the header 2" in messages[3]
    assert "text is empty" in messages[7]
    assert "not valid CSV" in messages[8]
    assert "cut off" in messages[10]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"title,url\na,b\n", "no column text"),
        (b"text,Text\na,b\n", "twice"),
        (b"\n\n", "no column text"),
    ],
)
def test_headers_that_do_not_serve(tmp_path: Path, data: bytes, words: str) -> None:
    found = read_bytes(tmp_path, data, "a.csv")
    assert words in only_problem(found).message


def test_a_header_alone_says_that_there_is_nothing(tmp_path: Path) -> None:
    assert "no rows" in only_problem(read_bytes(tmp_path, b"text,title\n", "a.csv")).message


def test_giant_cells(tmp_path: Path) -> None:
    data = b"text\n" + b"x" * 3_000 + b"\n" + b"short\n" + b'"' + b"y\n" * 50_000
    found = read_bytes(tmp_path, data, "a.csv", max_characters=1_000)
    assert texts(found) == ["short"]
    assert "longer than 1,000 characters" in problems(found)[0][1]
    assert "never closed" in problems(found)[1][1]
    assert only_document(read_bytes(tmp_path, b"text\n" + b"word " * 60_000, "b.csv")).text == "word " * 60_000


def test_the_limit_of_the_csv_module_is_put_back(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    read_bytes(tmp_path, b"text\na\n", "a.csv")
    assert csv.field_size_limit() == before


@settings(deadline=None, max_examples=100)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t"), min_size=1))
def test_what_the_csv_module_writes_is_read_exactly(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([["id", "text"], ["1", text]])
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(stream.getvalue().encode())
    found = [item.text for item in read([str(path)]) if isinstance(item, Document)]  # a warning may stand beside it
    assert found == ([text] if text.strip().strip("\ufeff") else [])


@pytest.mark.linear
@pytest.mark.parametrize("header", ["text", "title", "x"])
def test_sixty_thousand_equal_columns_are_told_at_once(tmp_path: Path, header: str) -> None:
    data = ",".join([header] * 60_000) + "\n" + ",".join(["a"] * 60_000) + "\n"
    ((_, message),) = problems(read_bytes(tmp_path, data.encode(), "a.csv"))
    assert len(message) < 800
