"""Counts of statements, as tables and as rows."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from attrib.data.counts import Count, Counts, Facet, FacetValue
from attrib.writers.rows import Row
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
_OF_ONE_OUTLET = frozenset({Facet.OUTLET, Facet.DOCUMENT})
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
        Column("outlets", [Text(str(row.outlets or "")) for row in counts.rows], justify="right"),
        Column("first", [Text(row.first or "") for row in counts.rows]),
        Column("last", [Text(row.last or "") for row in counts.rows]),
    ]
    print_table([column for column in columns if column.title != "outlets" or facet not in _OF_ONE_OUTLET], console)
    return 0


def _write_crossed(counts: Counts, console: Console) -> int:
    down, across = ({row.values[place]: None for row in counts.rows} for place in (0, 1))
    totals = Counter[FacetValue]()
    for row in counts.rows:
        totals[row.values[1]] += row.statements
    if counts.by[1] is Facet.MONTH:  # of many months the last have columns, of other values the most frequent
        shown = sorted(across, key=lambda value: (value.name is None, value.name or ""))[-ACROSS:]
    else:
        shown = sorted(across, key=lambda value: -totals[value])[:ACROSS]
        shown.sort(key=lambda value: value.name is None)
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


def count_rows(counts: Counts) -> list[Row]:
    """The rows of a count as objects, in the order of `count_columns`."""
    return [_object(counts.by, row) for row in counts.rows]


def count_columns(by: Sequence[Facet]) -> list[str]:
    """The columns of a count by some facets; COUNT_COLUMNS explains them."""
    return [*(name for facet in by for name in _columns(facet)), "statements", "first_date", "last_date", "outlets"]


def _object(by: Sequence[Facet], row: Count) -> Row:
    cells: dict[str, Any] = {}
    for facet, value in zip(by, row.values, strict=True):
        cells |= dict(zip(_columns(facet), (value.name, value.id), strict=False))
    return cells | {
        "statements": row.statements,
        "outlets": row.outlets,
        "first_date": row.first,
        "last_date": row.last,
    }


def _columns(facet: Facet) -> list[str]:
    return [facet.value, f"{facet.value}_id"] if facet in _WITH_ID else [facet.value]
