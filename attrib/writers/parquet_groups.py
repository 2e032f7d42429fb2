"""Rows to a Parquet file group by group: memory holds one group, however many rows there are."""

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from pyarrow import Schema


def write_groups(rows: Iterable[dict[str, Any]], schema: "Schema", stream: BinaryIO, most: int) -> int:
    """Write rows of values by column, in the order given, in groups of at most so many; the number of rows."""
    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetWriter

    remaining = iter(rows)
    written = 0
    with ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := list(islice(remaining, most)):
            writer.write_batch(RecordBatch.from_pylist(group, schema))
            written += len(group)
    return written
