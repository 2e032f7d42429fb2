"""Rows as CSV, JSON and JSON lines."""

import csv
import io
import json

import pytest

from attrib.writers.rows import Row, write_rows

ROWS: list[Row] = [
    {"name": "Gül “x”\n=1", "count": 2, "on": True, "names": ["a", "b"], "counts": {"de": 1}, "more": "left out"},
    {"name": None, "count": 0, "on": False, "names": [], "counts": {}},
]
COLUMNS = ("name", "count", "on", "names", "counts")


def written(rows: list[Row], form: str) -> str:
    stream = io.StringIO()
    assert write_rows(iter(rows), COLUMNS, form, stream) == len(rows)
    return stream.getvalue()


def test_csv_has_the_columns_and_readable_cells() -> None:
    rows = list(csv.reader(io.StringIO(written(ROWS, "csv"), newline="")))
    assert rows == [
        list(COLUMNS),
        ["Gül “x”\n=1", "2", "yes", "a; b", '{"de": 1}'],
        ["", "0", "no", "", "{}"],
    ]


def test_csv_guards_against_formulas() -> None:
    assert '"\'=1+1"' in written([{"name": "=1+1"}], "csv")


def test_json_and_lines_hold_the_rows_as_they_are() -> None:
    assert json.loads(written(ROWS, "json")) == ROWS
    assert [json.loads(line) for line in written(ROWS, "jsonl").splitlines()] == ROWS


@pytest.mark.parametrize(("form", "text"), [("json", "[]\n"), ("jsonl", ""), ("csv", None)])
def test_no_rows_are_a_valid_file(form: str, text: str | None) -> None:
    assert written([], form) == (",".join(f'"{name}"' for name in COLUMNS) + "\r\n" if text is None else text)
