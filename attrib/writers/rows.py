"""Rows of named values as CSV, JSON and JSON lines: the one place for the forms that programs read."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from attrib.text.cells import guard

Row = Mapping[str, Any]


class TextStream(Protocol):
    """Something that text is written to."""

    def write(self, text: str, /) -> object: ...


def write_rows(rows: Iterable[Row], columns: Iterable[str], form: str, stream: TextStream) -> int:
    """Write rows as "csv", "json" or "jsonl"; their number.

    CSV has `columns`, a header and a guard against formulas; a list is joined by "; ", an object is JSON. JSON is one
    array of objects, JSON lines one object a line, as they are.
    """
    counted = _Counted(rows)
    if form == "csv":
        _write_csv(counted, tuple(columns), stream)
    elif form == "jsonl":
        for row in counted:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    else:
        for row in counted:
            stream.write(("[\n" if counted.number == 1 else ",\n") + json.dumps(row, ensure_ascii=False))
        stream.write("\n]\n" if counted.number else "[]\n")
    return counted.number


class _Counted:
    """Rows, counted as they are taken."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.number = 0
        self._rows = rows

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.number += 1
            yield row


def _write_csv(rows: Iterable[Row], columns: Sequence[str], stream: TextStream) -> None:
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guard(_cell(row.get(column))) for column in columns])


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    if isinstance(value, list | tuple | Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return "" if value is None else str(value)
