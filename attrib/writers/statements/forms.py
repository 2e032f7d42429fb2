"""Statements in the forms that programs read and every list of them has: CSV, JSON and JSON lines."""

from collections.abc import Iterable

from attrib.data import StatementRecord
from attrib.writers.rows import TextStream
from attrib.writers.statements.csv import write_csv
from attrib.writers.statements.jsonl import write_json, write_jsonl


def write_records(records: Iterable[StatementRecord], form: str, stream: TextStream) -> int:
    """Write statements as "csv", "json" or "jsonl", in the order given; the number of statements."""
    if form == "csv":
        return write_csv(records, stream)
    return write_json(records, stream) if form == "json" else write_jsonl(records, stream)
