"""Parquet files: one article a row, its columns named as the fields of fields.FIELDS; a few rows in memory at once."""

import hashlib
import io
import json
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from shutil import copyfileobj
from typing import TYPE_CHECKING, Any

from attrib.data.shards import KIND
from attrib.errors import ReadError
from attrib.readers.fields import FIELDS, document_of, field_of
from attrib.readers.libraries import require
from attrib.readers.source import Readings, Source

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_ROWS = 64  # that are held in memory
_SHOWN = 12  # columns that an objection names


def read_parquet(source: Source) -> Readings:
    """The documents of a Parquet file; a record's number is its row's, counted from 1. Needs pyarrow.

    Only columns that name a field of articles are read, so others cost nothing.
    """
    require("pyarrow", "a Parquet file", "parquet")
    from pyarrow import ArrowException

    with _seekable(source) as stream:
        try:
            for number, values in enumerate(_rows(stream), start=1):
                yield from document_of(values, source, number, _digest(values))
        except (ArrowException, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:  # of the disk, not of the data
                raise
            words = " ".join(str(error).split())[:160]
            raise ReadError(f"the Parquet data is damaged or cut off ({words}); fetch the file again") from error


def _seekable(source: Source) -> Any:  # noqa: ANN401 - any binary file
    """The file itself where it is one on a disk, else a copy of the stream in a file: the directory is at its end."""
    raw = getattr(source.stream, "raw", None)
    if isinstance(raw, io.FileIO) and raw.seekable():
        return source.stream
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - whoever asks closes it
    copyfileobj(source.stream, copy)
    copy.seek(0)
    return copy


def _rows(stream: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any binary file
    from pyarrow.parquet import ParquetFile

    file = ParquetFile(stream)
    columns = _columns(file)
    for batch in file.iter_batches(batch_size=_ROWS, columns=columns):
        yield from ({name: _plain(value) for name, value in row.items()} for row in batch.to_pylist())


def _columns(file: "ParquetFile") -> list[str]:
    """The columns that name a field of articles. Raises ReadError where none is the text."""
    schema = file.schema_arrow
    if (schema.metadata or {}).get(b"kind") == KIND.encode():
        raise ReadError("these are extractions, not articles; `attrib load` stores them")
    found = [name for name in schema.names if field_of(name) is not None]
    if not any(field_of(name) == "text" for name in found):
        there = ", ".join(schema.names[:_SHOWN])
        raise ReadError(f"no column text (or {', '.join(FIELDS['text'])}); its columns are: {there}")
    return found


def _plain(value: object) -> object:
    """A value as JSON has it: moments and days as ISO 8601."""
    return value.isoformat() if isinstance(value, datetime | date) else value


def _digest(values: dict[str, Any]) -> str:
    """The SHA-256 of what was read of a row: a row of columns has no bytes of its own."""
    written = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
