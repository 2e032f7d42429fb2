"""Exports of any number of statements: memory holds a part of them."""

import io
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from attrib.data import StatementRecord
from attrib.writers.statements import parquet
from attrib.writers.statements.csv import write_csv
from attrib.writers.statements.graphml import write_graphml
from attrib.writers.statements.jsonl import write_jsonl
from attrib.writers.statements.long import write_long_csv
from tests.writers.records import RECORD


class Nowhere(io.RawIOBase):
    """A stream of text or bytes that forgets."""

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        """The length of what is written."""
        return len(data)  # type: ignore[arg-type]


def statements(count: int) -> Iterator[StatementRecord]:
    for number in range(count):
        yield replace(RECORD, statement_id=f"{number:020}", quote=f"{RECORD.quote} {number}")


def peak(write: Callable[..., int], count: int) -> int:
    """The most bytes that writing so many statements holds."""
    tracemalloc.start()
    assert write(statements(count), Nowhere()) == count
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


@pytest.mark.parametrize("write", [write_csv, write_long_csv, write_jsonl, write_graphml])
def test_text_is_written_as_it_comes(write: Callable[..., int]) -> None:
    peak(write, 10)  # what is imported and made once
    assert peak(write, 2_000) < peak(write, 200) + 30_000


def test_parquet_holds_a_group(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    monkeypatch.setattr(parquet, "ROWS", 100)
    peak(parquet.write_parquet, 100)
    # The directory at the end of the file grows by a little for each group.
    assert peak(parquet.write_parquet, 1_000) < 1.3 * peak(parquet.write_parquet, 200) + 100_000
