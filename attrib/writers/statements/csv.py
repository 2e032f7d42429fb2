"""Statements as CSV (RFC 4180), one row a statement, with guards against formulas.

Lines end in CR LF, every cell is quoted, and a quotation mark inside a cell is doubled. Nothing else changes, so line
breaks inside a quote stay. A cell that a spreadsheet would run as a formula gets a leading apostrophe (`guard`);
`unguard` removes it. Encode the stream as UTF-8 and open it with `newline=""`.
"""

from collections.abc import Iterable

from attrib.data import StatementRecord
from attrib.data.tabular import TabularStatement
from attrib.text.cells import guard, unguard
from attrib.writers.rows import TextStream
from attrib.writers.statements.cells import (
    Cells,
    cells_of,
    check_cells,
    occasion_cells,
    pairs_cell,
    row,
    stance_cell,
    stance_pairs,
    values,
)
from attrib.writers.statements.columns import COLUMNS, SCHEMA

_PLACES = {name: place for place, name in enumerate(COLUMNS)}
_TOGETHER = 20  # lines that are written at once

__all__ = [
    "COLUMNS",
    "SCHEMA",
    "check_cells",
    "guard",
    "occasion_cells",
    "pairs_cell",
    "row",
    "stance_cell",
    "stance_pairs",
    "unguard",
    "values",
    "write_csv",
]


def write_csv(
    statements: Iterable[StatementRecord | TabularStatement], stream: TextStream, *, raw: bool = False
) -> int:
    """Write a header and one row a statement, in the order given; the number of statements.

    `raw` leaves cells unguarded, for programs that read the file and do not run formulas.
    """
    lines, written = [_line(COLUMNS)], 0
    shared, beginning = None, list[str]()
    try:
        for common, own in cells_of(statements):
            if common is not shared:
                shared, beginning = common, _filled([""] * len(COLUMNS), common, raw=raw)
            lines.append(_line(_filled(beginning.copy(), own, raw=raw)))
            written += 1
            if len(lines) == _TOGETHER:
                text = "".join(lines)
                lines.clear()
                stream.write(text)
    finally:  # what was read before a failure is written all the same
        stream.write("".join(lines))
    return written


def _line(cells: Iterable[str]) -> str:
    """A line of escaped cells as csv.writer has it with QUOTE_ALL, which looks at every character of a context."""
    return '"' + '","'.join(cells) + '"\r\n'


def _filled(line: list[str], cells: Cells, *, raw: bool) -> list[str]:
    """A line with some cells in their places, escaped and unless `raw` guarded; those of None stay as they are."""
    for name, value in cells.items():
        if value is None or value == "":
            continue
        if type(value) is str:
            # Nearly all begin with a letter or digit, and cost no call.
            cell = value if raw or value[0].isalnum() else guard(value)
            line[_PLACES[name]] = cell.replace('"', '""') if '"' in cell else cell
        else:
            cell = str(value)
            line[_PLACES[name]] = cell if raw or cell[0] != "-" else guard(cell)
    return line
