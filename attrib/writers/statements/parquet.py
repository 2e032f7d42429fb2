"""Statements as a Parquet file: typed columns for data frames and query engines, in groups of rows.

The columns are those of the CSV file, with types: stances are a list, the date of publication is a moment in UTC (the
first that fits) beside its precision, offsets and probabilities are numbers. What is not known is null, and the schema
is the same for every file, whatever it holds. The file's metadata names the versions of attrib and of the columns.
"""

from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING, Any, BinaryIO

from attrib._version import __version__
from attrib.data import Stance, StatementRecord
from attrib.writers.parquet_groups import write_groups
from attrib.writers.statements.csv import COLUMNS, SCHEMA, values

if TYPE_CHECKING:
    from pyarrow import DataType, Schema

ROWS = 5_000
"""The most rows of a group, which is held in memory."""
_DATES = {"published_at": "published_precision", "modified_at": "modified_precision"}
"""Columns of moments, each with the column that says how exact it is."""
_NUMBERS = ("confidence", "speaker_confidence", "about_score", "about_similarity", "check_score", "worth")
_OFFSETS = ("start", "end", "page", "last_page")


def write_parquet(records: Iterable[StatementRecord], stream: BinaryIO) -> int:
    """Write one row a statement, in the order given, group by group; the number of statements."""
    return write_groups(map(parquet_row, records), parquet_schema(), stream, ROWS)


def parquet_schema() -> "Schema":
    """The columns with their types, each with what it holds; the versions are in the metadata."""
    import pyarrow

    fields = []
    for name, words in COLUMNS.items():
        words = _EXPLAINED.get(name, words)
        fields.append(pyarrow.field(name, _type(name), metadata={"description": words}))
        if name in _DATES:
            precise = {"description": f"how exact {name} is: year, month, day or time; null where it is not known"}
            fields.append(pyarrow.field(_DATES[name], pyarrow.string(), metadata=precise))
    return pyarrow.schema(fields, metadata={"attrib": __version__, "schema": str(SCHEMA)})


_EXPLAINED = {
    "stances": "its stances: target, stance (support, oppose or neutral), probability, whether a person reviewed it",
    "published_at": "when it was published, in UTC: the first moment that fits",
    "modified_at": "when the page was last changed, as it says itself, in UTC: the first moment that fits",
}


def parquet_row(record: StatementRecord) -> dict[str, Any]:
    """The values of one statement by column."""
    row = values(record) | {"stances": [_stance(stance) for stance in record.stances]}
    for name, precise in _DATES.items():
        moment, precision = getattr(record, name), getattr(record, precise)
        row |= {name: moment and moment.astimezone(UTC), precise: precision and str(precision)}
    return row


def _stance(stance: Stance) -> dict[str, Any]:
    told = {"target": stance.target, "target_id": stance.target_id, "stance": str(stance.label)}
    return told | {"score": stance.score, "reviewed": stance.reviewed}


def _type(name: str) -> "DataType":
    import pyarrow

    if name == "stances":
        text, number, switch = pyarrow.string(), pyarrow.float64(), pyarrow.bool_()
        parts = {"target": text, "target_id": text, "stance": text, "score": number, "reviewed": switch}
        return pyarrow.list_(pyarrow.struct(list(parts.items())))
    if name in _DATES:
        return pyarrow.timestamp("us", tz="UTC")
    if name in _NUMBERS:
        return pyarrow.float64()
    return pyarrow.int64() if name in _OFFSETS else pyarrow.string()
