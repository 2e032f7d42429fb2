"""Statements as an Excel workbook (Office Open XML): a sheet of statements, and one that explains its columns.

Every text is a string cell, so that nothing in it is run as a formula, read as a number or made a link. Offsets and
probabilities are numbers. A date is a date cell where it is known to the day or the second; Excel has no time zones, so
times are in UTC. What a cell cannot hold is refused, never cut.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from attrib._version import __version__
from attrib.data import StatementRecord
from attrib.data.dates import DatePrecision
from attrib.errors import WriteError
from attrib.writers.statements.csv import COLUMNS, SCHEMA, values
from attrib.writers.statements.long import LONG_COLUMNS, long_rows

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576  # of a sheet in Excel, the header among them
MOST_UNITS = 32_767  # of UTF-16 in a cell of Excel
_UNSTORABLE = re.compile("[\ufffe\uffff\ud800-\udfff]")  # no XML can hold them
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count days in two ways
_DAY, _SECOND = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_WIDTHS = {"quote": 60, "context": 60, "title": 40, "citation": 40, "speaker": 24, "actor": 24, "target": 30}
_WIDTH = 14

Row = Mapping[str, Any]
Rows = Callable[[StatementRecord], Iterable[Row]]


def write_xlsx(records: Iterable[StatementRecord], stream: BinaryIO, *, long: bool = False) -> int:
    """Write a workbook with one row a statement, or a row a statement and target with `long`; the statements' number.

    The rows wait in a temporary file; the stream gets the workbook when all are there. Raises WriteError where a text
    or the number of rows is too large for Excel.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxFileError

    columns, rows = (LONG_COLUMNS, long_rows) if long else (COLUMNS, _wide_rows)
    with TemporaryDirectory(prefix="attrib-") as folder:
        workbook = Workbook(stream, {"constant_memory": True, "tmpdir": folder})
        try:
            written = _write_statements(workbook, records, columns, rows)
            _write_columns(workbook, columns)
            workbook.close()
        except XlsxFileError as error:
            raise WriteError(f"cannot write the workbook: {error}; narrow it with filters, or write CSV") from error
        finally:
            for sheet in workbook.worksheets():
                sheet.row_data_fh.close()
    return written


def _wide_rows(record: StatementRecord) -> Iterator[Row]:
    yield values(record)


def _write_statements(
    workbook: "Workbook", records: Iterable[StatementRecord], columns: Mapping[str, str], rows: Rows
) -> int:
    sheet = workbook.add_worksheet("statements")
    formats = {shown: workbook.add_format({"num_format": shown}) for shown in (_DAY, _SECOND)}
    header = workbook.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(name, _WIDTH))
        sheet.write_string(0, place, name, header)
    written, line = 0, 0
    for record in records:
        written += 1
        dates = _dates(record)
        for row in rows(record):
            line += 1
            if line >= MOST_ROWS:
                few = "narrow them with filters such as --since, or write CSV"
                raise WriteError(f"a sheet of Excel holds {MOST_ROWS - 1:,} rows, and these are more; {few}")
            for place, name in enumerate(columns):
                if name in dates:
                    moment, shown = dates[name]
                    sheet.write_datetime(line, place, moment, formats[shown])
                else:
                    _write_cell(sheet, line, place, row[name], f"the {name} of statement {record.statement_id}")
    sheet.autofilter(0, 0, line, len(columns) - 1)
    return written


def _write_cell(sheet: "Worksheet", line: int, place: int, value: str | float | None, what: str) -> None:
    """Write a text as a string and a number as a number; leave the cell empty for None or no text."""
    if isinstance(value, str):
        if value:
            sheet.write_string(line, place, _storable(value, what))
    elif value is not None:
        sheet.write_number(line, place, float(value))


def _write_columns(workbook: "Workbook", columns: Mapping[str, str]) -> None:
    """Write the sheet that explains the columns, with the versions of attrib and of the columns; properties too."""
    sheet = workbook.add_worksheet("columns")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    lines = {"attrib": __version__, "schema": str(SCHEMA), "": "", **columns}
    for place, (name, explanation) in enumerate(lines.items()):
        sheet.write_string(place, 0, name)
        sheet.write_string(place, 1, explanation)
    workbook.set_custom_property("attrib", __version__, "text")
    workbook.set_custom_property("schema", SCHEMA, "number")


def _dates(record: StatementRecord) -> dict[str, tuple[datetime, str]]:
    """The date by column as Excel counts it, and how to show it; none where a day is not known, or Excel inexact."""
    published = _cell_of(record.published_at, record.published_precision)
    modified = _cell_of(record.modified_at, record.modified_precision)
    found = {} if published is None else {"published_at": published}
    found |= {} if modified is None else {"modified_at": modified}
    day = _cell_of(record.published_at, record.published_precision and DatePrecision.DAY)
    exact = record.published_precision in (DatePrecision.DAY, DatePrecision.TIME)
    return found | ({"date": day} if day is not None and exact else {})


def _cell_of(moment: datetime | None, precision: DatePrecision | None) -> tuple[datetime, str] | None:
    """A date as Excel counts it, and how to show it; None where its day is not known, or Excel would count it wrong."""
    if moment is None or precision not in (DatePrecision.DAY, DatePrecision.TIME):
        return None
    moment = moment.astimezone(UTC).replace(tzinfo=None)
    if moment.date() < _FIRST_DAY:
        return None
    if precision is DatePrecision.DAY:
        return datetime.combine(moment, time()), _DAY
    return None if moment.microsecond else (moment, _SECOND)


def _storable(text: str, what: str) -> str:
    """The text, which fits into a cell. Raises WriteError saying what it is where it does not."""
    units = len(text) if len(text) <= MOST_UNITS // 2 else len(text.encode("utf-16-le", "surrogatepass")) // 2
    if units > MOST_UNITS:
        raise WriteError(f"{what} has {units:,} characters, and a cell of Excel holds {MOST_UNITS:,}; write CSV")
    bad = _UNSTORABLE.search(text)
    if bad is not None:
        raise WriteError(f"{what} has the character U+{ord(bad[0]):04X}, which no workbook can hold; write CSV")
    return text
