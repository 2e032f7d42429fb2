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
    in_order,
    occasion_cells,
    pairs_cell,
    row,
    stance_cell,
    stance_pairs,
    texts,
    values,
)
from attrib.writers.statements.columns import COLUMNS, SCHEMA

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
    row_of = texts if raw else _guarded
    stream.write(_line(COLUMNS))
    written = 0
    for cells in cells_of(statements):
        stream.write(_line(row_of(cells)))
        written += 1
    return written


def _line(cells: Iterable[str]) -> str:
    """A line as csv.writer has it with QUOTE_ALL, in a third of its time: it looks at every character of a context."""
    return '"' + '","'.join([cell.replace('"', '""') for cell in cells]) + '"\r\n'


def _guarded(cells: Cells) -> list[str]:
    # Nearly all texts begin with a letter or digit, and cost no call.
    return [
        "" if value is None else value if type(value) is str and value[:1].isalnum() else guard(str(value))
        for value in in_order(cells)
    ]
