"""Extractions as a Parquet file, a row a document with all that a database needs of it; `attrib load` reads it."""

from collections.abc import Iterable
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, BinaryIO, get_args, get_origin

from attrib._version import __version__
from attrib.data import Document, Mention, Run, Span, Statement
from attrib.data.packing import Kind, field_types, inner, packed
from attrib.data.shards import KIND, SCHEMA, Shard, ShardRow
from attrib.writers.parquet_groups import write_groups

if TYPE_CHECKING:
    from pyarrow import DataType, Schema

ROWS = 100
"""The most documents of a group of rows, which is held in memory."""


def write_shard(rows: Iterable[ShardRow], stream: BinaryIO, shard: Shard) -> int:
    """Write one row a document, in the order given, group by group; the number of documents."""
    return write_groups(map(_values, rows), shard_schema(shard), stream, ROWS)


def shard_schema(shard: Shard) -> "Schema":
    """The columns with their types; the metadata say what the file is, and which part of what."""
    import pyarrow

    columns = {
        "place": pyarrow.int64(),
        "sha256": pyarrow.string(),
        "run_id": pyarrow.string(),
        "document": _type(Document),
        "run": _type(Run),
        "statements": pyarrow.list_(_type(Statement)),
        "mentions": pyarrow.list_(_type(Mention)),
        "encoder": pyarrow.string(),
        "vectors": pyarrow.list_(pyarrow.list_(pyarrow.float32())),
    }
    told = {"kind": KIND, "schema": str(SCHEMA), "attrib": __version__, "shard": str(shard)}
    return pyarrow.schema(list(columns.items()), metadata=told)


def _values(row: ShardRow) -> dict[str, Any]:
    values = {"place": row.place, "sha256": row.document.sha256, "document": packed(row.document)}
    found = row.extraction
    if found is None:
        return values
    values |= {"run_id": found.run.id, "run": packed(found.run)}
    values |= {"statements": packed(found.statements), "mentions": packed(found.mentions)}
    if row.vectors is not None:
        values["encoder"] = row.vectors.encoder
        values["vectors"] = [row.vectors.vectors[statement.id] for statement in found.statements]
    return values


def _type(kind: Kind) -> "DataType":
    """The column type of a type of `attrib.data`."""
    import pyarrow

    kind = inner(kind)
    origin: object = get_origin(kind)
    if kind is Span:
        return pyarrow.struct([(name, pyarrow.int64()) for name in Span._fields])
    if origin is tuple:
        return pyarrow.list_(_type(get_args(kind)[0]))
    if is_dataclass(kind):
        return pyarrow.struct([(name, _type(each)) for name, each in field_types(kind).items()])
    if origin is dict or issubclass(kind, Enum):
        return pyarrow.string()
    plain = {bool: pyarrow.bool_(), int: pyarrow.int64(), float: pyarrow.float64(), str: pyarrow.string()}
    return (plain | {datetime: pyarrow.timestamp("us", tz="UTC"), date: pyarrow.date32()})[kind]
