"""Files of extractions, as `attrib extract --format parquet` writes them."""

from collections.abc import Iterator, Sequence
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrib.data import Document, Extraction, Mention, Run, Statement
from attrib.data.packing import unpacker
from attrib.data.shards import KIND, SCHEMA, ShardRow
from attrib.data.vectors import SentenceVectors
from attrib.errors import ReadError
from attrib.readers.libraries import require_pyarrow

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

MOST_MERGED = 200
"""Files that are read side by side; more are read one after the other."""
_ROWS = 16  # of each file that are held in memory
_PARTS = {"document": Document, "run": Run, "statements": tuple[Statement, ...], "mentions": tuple[Mention, ...]}


def read_shards(paths: Sequence[Path]) -> Iterator[ShardRow]:
    """The documents of some files with what was found in them, in the order of the input that the files are parts of.

    Of more than MOST_MERGED files the order is that of the files. Every file is looked into before the first document
    comes. Raises ReadError for one that cannot be read or is no such file, and SettingsError without pyarrow.
    """
    count_rows(paths)
    if len(paths) > MOST_MERGED:
        for path in paths:
            yield from _rows(path)
        return
    yield from merge(*map(_rows, paths), key=lambda row: row.place)


def count_rows(paths: Sequence[Path]) -> int:
    """The number of documents in some files. Raises as `read_shards`."""
    require_pyarrow()
    total = 0
    for path in paths:
        with _opened(path) as file:
            total += file.metadata.num_rows
    return total


def _opened(path: Path) -> "ParquetFile":
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        file = ParquetFile(path)
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or 'is damaged'}; check the path, or extract it again") from error
    except ArrowException as error:
        raise ReadError(f"{path} is no Parquet file, or not a complete one; extract it again") from error
    told = file.schema_arrow.metadata or {}
    if told.get(b"kind") != KIND.encode():
        made = "`attrib extract --format parquet`"
        raise ReadError(f"{path} is not a file of {made}, which alone is loaded; attrib ingest reads articles")
    version = int(told.get(b"schema", b"0"))
    if version > SCHEMA:
        raise ReadError(f"{path} is of a newer attrib (columns {version}, this one reads {SCHEMA}); upgrade attrib")
    return file


def _rows(path: Path) -> Iterator[ShardRow]:
    from pyarrow import ArrowException

    with _opened(path) as file:
        try:
            for batch in file.iter_batches(batch_size=_ROWS):
                yield from (_row(path, values) for values in batch.to_pylist())
        except (OSError, ArrowException) as error:
            raise ReadError(f"{path} is damaged ({error}); extract it again") from error


def _row(path: Path, values: dict[str, Any]) -> ShardRow:
    import numpy as np

    document, run, statements, mentions = (unpacker(kind)(values[name]) for name, kind in _PARTS.items())
    if document.sha256 != values["sha256"]:
        raise ReadError(
            f"{path} is damaged: the text of {document.location} is not the one that was read; extract it again"
        )
    if run is None:
        return ShardRow(values["place"], document)
    vectors = None
    if values["encoder"] is not None:
        made = (np.asarray(vector, dtype=np.float32) for vector in values["vectors"])
        ids = (statement.id for statement in statements)
        vectors = SentenceVectors(values["encoder"], dict(zip(ids, made, strict=True)))
    return ShardRow(values["place"], document, Extraction(document, run, statements, mentions), vectors)
