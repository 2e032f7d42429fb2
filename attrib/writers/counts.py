"""Counts of statements, as tables, CSV, JSON and JSON lines."""

import csv
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from attrib.data.counts import Count, Counts, Facet, FacetValue
from attrib.text.cells import guard
from attrib.writers.rows import TextStream
from attrib.writers.statements.table import STANCE_STYLES
from attrib.writers.tables import Column, line, print_table

# The columns of the CSV file, each with what it holds; FACET is what is counted by.
COUNT_COLUMNS: dict[str, str] = {
    "FACET": "the value, such as a speaker's name or a month; empty for statements without one",
    "FACET_id": "the id of a speaker, of a target that is a speaker, or of a document",
    "statements": "the number of statements",
    "first_date": "the date of the earliest dated one, as exact as is known",
    "last_date": "the date of the latest dated one",
}
ACROSS = 8  # values of a second facet that a table has columns for
_WITH_ID = frozenset({Facet.SPEAKER, Facet.TARGET, Facet.DOCUMENT})


def write_counts(counts: Counts, console: Console) -> int:
    """Print a row a value, or values of the first facet against those of the second; how many values find no column."""
    if len(counts.by) > 1:
        return _write_crossed(counts, console)
    facet = counts.by[0]
    shown = [row.values[0] for row in counts.rows]
    columns = [
        Column(facet.value, _named(shown, facet)),
        Column("statements", [Text(str(row.statements)) for row in counts.rows], justify="right"),
        Column("first", [Text(row.first or "") for row in counts.rows]),
        Column("last", [Text(row.last or "") for row in counts.rows]),
    ]
    print_table(columns, console)
    return 0


def _write_crossed(counts: Counts, console: Console) -> int:
    down, across = ({row.values[place]: None for row in counts.rows} for place in (0, 1))
    totals = Counter[FacetValue]()
    for row in counts.rows:
        totals[row.values[1]] += row.statements
    latest = counts.by[1] is Facet.MONTH  # of many months the last have columns, of other values the most frequent
    kept = set(list(across)[-ACROSS:] if latest else sorted(across, key=lambda value: -totals[value])[:ACROSS])
    shown = [value for value in across if value in kept]
    numbers = {row.values: str(row.statements) for row in counts.rows}
    columns = [Column(counts.by[0].value, _named(list(down), counts.by[0]))]
    for value, name in zip(shown, _named(shown, counts.by[1]), strict=True):
        cells = [Text(numbers.get((each, value), "")) for each in down]
        style = STANCE_STYLES.get(name.plain, "")
        columns.append(Column(name.plain, cells, justify="right", style=style))
    print_table(columns, console)
    return len(across) - len(shown)


def _named(shown: Sequence[FacetValue], facet: Facet) -> list[Text]:
    """The names of values, with the start of their id where two have the same name."""
    names = Counter(value.name for value in shown)
    cells = []
    for value in shown:
        if value.name is None:
            cells.append(Text("unknown" if facet in (Facet.SPEAKER, Facet.MONTH) else "none", style="italic"))
            continue
        cell = line(value.name)
        if names[value.name] > 1 and value.id:
            cell.append(f" {value.id[:8]}", style="dim")
        cells.append(cell)
    return cells


def write_counts_csv(counts: Counts, stream: TextStream) -> int:
    """Write a header and one row a value, or a pair of values; the number of rows."""
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    names = [name for facet in counts.by for name in _columns(facet)]
    writer.writerow([*names, "statements", "first_date", "last_date"])
    for row in counts.rows:
        cells = count_object(counts.by, row).values()
        writer.writerow(guard("" if cell is None else str(cell)) for cell in cells)
    return len(counts.rows)


def write_counts_json(counts: Counts, stream: TextStream) -> int:
    """Write one array of objects, one a row; the number of rows."""
    objects = [json.dumps(count_object(counts.by, row), ensure_ascii=False) for row in counts.rows]
    stream.write("[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n")
    return len(objects)


def write_counts_jsonl(counts: Counts, stream: TextStream) -> int:
    """Write one object a row; the number of rows."""
    for row in counts.rows:
        stream.write(json.dumps(count_object(counts.by, row), ensure_ascii=False) + "\n")
    return len(counts.rows)


def count_object(by: Sequence[Facet], row: Count) -> Mapping[str, Any]:
    """A row as an object, in the order of the CSV columns."""
    cells: dict[str, Any] = {}
    for facet, value in zip(by, row.values, strict=True):
        cells |= dict(zip(_columns(facet), (value.name, value.id), strict=False))
    return cells | {"statements": row.statements, "first_date": row.first, "last_date": row.last}


def _columns(facet: Facet) -> list[str]:
    return [facet.value, f"{facet.value}_id"] if facet in _WITH_ID else [facet.value]
