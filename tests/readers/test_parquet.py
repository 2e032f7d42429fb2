"""Parquet files of articles, whole and damaged."""

import gzip
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from attrib.readers.formats import guess
from attrib.readers.sources import read
from tests.readers.reading import NOW, documents, only_document, only_problem, problems, read_bytes, texts

pyarrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")


def parquet(**columns: object) -> bytes:
    """A file of these columns."""
    from pyarrow import parquet

    stream = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()


def test_a_row_is_an_article(tmp_path: Path) -> None:
    data = parquet(
        Body=["One.", "Two.", "Three."],
        published_at=[datetime(2025, 3, 4, 5, tzinfo=UTC), None, datetime(2025, 3, 5, tzinfo=UTC)],
        authors=[["Ann Lee", "Bo Ray"], [], None],
        id=[7, 8, 9],
        picture=[b"\0" * 9] * 3,
    )
    one, two, _ = documents(read_bytes(tmp_path, data, "a.parquet"))
    assert (one.text, one.record, one.author, one.external_id) == ("One.", 1, "Ann Lee, Bo Ray", "7")
    assert one.published_at == datetime(2025, 3, 4, 5, tzinfo=UTC)
    assert (two.record, two.author, two.published_at, two.retrieved_at) == (2, None, None, NOW)


def test_a_day_is_read_as_a_day(tmp_path: Path) -> None:
    document = only_document(read_bytes(tmp_path, parquet(text=["One."], date=[date(2025, 3, 4)]), "a.parquet"))
    assert (str(document.published_precision), document.published_original) == ("day", "2025-03-04")


def test_the_same_row_has_the_same_digest_wherever_it_stands(tmp_path: Path) -> None:
    first = only_document(read_bytes(tmp_path, parquet(text=["Two."], title=["A"]), "a.parquet"))
    _, second, third = documents(read_bytes(tmp_path, parquet(text=["One.", "Two.", "Two."], title=["A", "A", "B"]),
                                            "b.parquet"))  # fmt: skip
    assert first.raw_sha256 == second.raw_sha256 != third.raw_sha256


def test_streams_and_packed_files_are_read_too(tmp_path: Path) -> None:
    data = parquet(text=["One.", "Two."])
    assert texts(read_bytes(tmp_path, gzip.compress(data), "a.parquet.gz")) == ["One.", "Two."]
    assert texts(list(read("-", stdin=io.BytesIO(data), now=NOW))) == ["One.", "Two."]
    assert guess(data) == "parquet"


def test_a_bad_row_does_not_stop_the_rest(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, parquet(text=["One.", None, "Three."]), "a.parquet")
    assert texts(found) == ["One.", "Three."]
    assert problems(found) == [(2, "the field text is empty; there is nothing to read")]


def test_files_that_hold_no_articles_are_told(tmp_path: Path) -> None:
    told = only_problem(read_bytes(tmp_path, parquet(words=["One."], number=[1]), "a.parquet"))
    assert "no column text (or body, content," in told.message
    assert told.message.endswith("its columns are: words, number")
    from pyarrow import parquet as writing

    table = pyarrow.table({"text": ["One."]}).replace_schema_metadata({"kind": "attrib extractions"})
    writing.write_table(table, tmp_path / "found.parquet")
    assert "`attrib load` stores them" in str(only_problem(list(read(tmp_path / "found.parquet"))))


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: data[:4] + b"\0" * 40 + data[44:],
                                    lambda _: b"PAR1", lambda _: b"PAR1" * 9])  # fmt: skip
def test_damaged_files_are_told(tmp_path: Path, damage: object) -> None:
    data = damage(parquet(text=["One."]))  # type: ignore[operator]
    told = only_problem(read_bytes(tmp_path, data, "a.parquet"))
    assert "the Parquet data is damaged or cut off (" in told.message
    assert told.message.endswith("; fetch the file again")


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attrib.readers.libraries.find_spec", lambda _name: None)
    told = only_problem(read_bytes(tmp_path, b"PAR1" + b"\0" * 40, "a.parquet"))
    assert "pip install 'attrib[parquet]' adds it" in told.message
