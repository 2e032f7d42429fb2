"""The Parquet file: typed columns, lists of stances, moments in UTC, groups of rows."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from attrib._version import __version__
from attrib.data import About, DatePrecision, StanceLabel, StatementRecord
from attrib.writers.statements import parquet
from attrib.writers.statements.csv import COLUMNS, SCHEMA, values
from tests.writers.records import RECORD

pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed; it is in attrib[parquet]")
pq = pytest.importorskip("pyarrow.parquet")

BARE = replace(
    RECORD, statement_id="f" * 20, speaker=None, role=None, stances=(), published_at=None, published_precision=None,
    url=None, outlet=None,
)  # fmt: skip


def file_of(*records: StatementRecord) -> Any:
    stream = io.BytesIO()
    assert parquet.write_parquet(iter(records), stream) == len(records)
    return pq.ParquetFile(io.BytesIO(stream.getvalue()))


def test_every_column_of_csv_is_there_with_the_same_values() -> None:
    first, second = file_of(RECORD, BARE).read().to_pylist()
    assert [name for name in first if not name.endswith("_precision") or name in COLUMNS] == list(COLUMNS)
    for row, record in ((first, RECORD), (second, BARE)):
        expected = values(record)
        for name in set(COLUMNS) - {"stances", "published_at", "modified_at"}:
            assert row[name] == expected[name], name


def test_numbers_are_numbers() -> None:
    about = About("the port", 0.7, StanceLabel.OPPOSE, 0.9)
    scored = replace(RECORD, about=about, speaker_confidence=0.8, worth=0.4)
    schema = file_of(scored).schema_arrow
    for name, value in values(scored).items():
        if isinstance(value, int | float):
            kinds = (pyarrow.int64(),) if isinstance(value, int) else (pyarrow.float64(),)
            assert schema.field(name).type in kinds, name


def test_stances_are_a_list_and_dates_moments() -> None:
    east = datetime(2025, 10, 31, 1, 5, tzinfo=timezone(timedelta(hours=3)))
    record = replace(RECORD, published_at=east, published_precision=DatePrecision.TIME)
    record = replace(record, modified_at=east, modified_precision=DatePrecision.DAY)
    first, second = file_of(record, BARE).read().to_pylist()
    assert first["stances"] == [
        {"target": "port: \\north;", "target_id": None, "stance": "oppose", "score": 0.81239, "reviewed": False}
    ]
    assert second["stances"] == []
    assert first["published_at"] == datetime(2025, 10, 30, 22, 5, tzinfo=UTC)
    assert (first["published_precision"], second["published_at"]) == ("time", None)
    assert (first["modified_at"], first["modified_precision"]) == (first["published_at"], "day")


def test_the_schema_is_the_same_whatever_the_file_holds() -> None:
    full, bare, empty = file_of(RECORD), file_of(BARE), file_of()
    assert full.schema_arrow.equals(bare.schema_arrow, check_metadata=True)
    assert full.schema_arrow.equals(empty.schema_arrow, check_metadata=True)
    assert empty.metadata.num_rows == 0
    assert full.schema_arrow.field("published_at").type == pyarrow.timestamp("us", tz="UTC")
    assert full.schema_arrow.field("start").type == pyarrow.int64()
    assert pyarrow.types.is_list(full.schema_arrow.field("stances").type)
    assert all(field.metadata[b"description"] for field in full.schema_arrow)


def test_the_versions_are_in_the_metadata() -> None:
    told = file_of(RECORD).schema_arrow.metadata
    assert (told[b"attrib"].decode(), told[b"schema"].decode()) == (__version__, str(SCHEMA))


def test_rows_are_written_in_groups_as_they_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 2)
    records = [replace(RECORD, statement_id=f"{at:020}") for at in range(5)]
    found = file_of(*records)
    assert [found.metadata.row_group(at).num_rows for at in range(found.num_row_groups)] == [2, 2, 1]
    assert found.read(["statement_id"]).to_pydict()["statement_id"] == [record.statement_id for record in records]


def test_text_stays_as_it_is() -> None:
    odd = '=1+1 "quoted"\r\n\x00\x1b🦊\u202e ' + "long " * 10_000
    (row,) = file_of(replace(RECORD, quote=odd)).read().to_pylist()
    assert row["quote"] == odd
