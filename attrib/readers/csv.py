"""CSV files: a header with the field names of fields.FIELDS, then one article a row; read in constant memory.

The delimiter is the comma, semicolon or tab that makes most names of the header known. Row 1 is the header, as in a
spreadsheet.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator

from attrib.errors import ReadError
from attrib.readers.fields import FIELDS, document_of, field_of, plain_name
from attrib.readers.lines import read_lines
from attrib.readers.source import Readings, Source

_DELIMITERS = (",", ";", "\t")
_FIRST_ROW = 2
_SHOWN = 40  # characters of a column's name
_REACH = 4  # limit of a cell in lengths of the longest document: a text slightly too long must not end the reading


def read_csv(source: Source) -> Readings:
    """The documents of a CSV file; a record's number is its row's. Empty rows are skipped."""
    before = csv.field_size_limit(source.settings.max_characters * _REACH)
    try:
        yield from _read_rows(source)
    finally:
        csv.field_size_limit(before)


def delimiter_of(header: str) -> str:
    """The delimiter that divides a header line into most known names; a comma if none does."""
    return max(_DELIMITERS, key=lambda mark: known_names(header, mark))


def known_names(header: str, delimiter: str) -> int:
    """The number of different fields that a header line names with a delimiter."""
    return len({field_of(name.strip(" \"'\r\n")) for name in header.split(delimiter)} - {None})


def _read_rows(source: Source) -> Readings:
    lines = _Lines(source)
    try:
        header = next(lines, "")
    except ReadError as error:
        yield source.problem(str(error), 1)
        return
    rows = rows_of(csv.reader(_again(header, lines), delimiter=delimiter_of(header), strict=True))
    names: list[str] | None = None
    number = 0
    for number, row in enumerate(rows, start=1):
        raw_sha256 = lines.row_sha256()
        if isinstance(row, ReadError):
            yield source.problem(str(row), number)
        elif names is None:
            names = row
            objection = _objection_to_header(names)
            if objection is not None:
                yield source.problem(objection, number)
                return
        elif len(row) != len(names) and any(row):
            yield source.problem(
                f"the row has {len(row)} cells and the header {len(names)}; a cell that holds a delimiter, a "
                "quotation mark or a line break must stand in quotation marks",
                number,
            )
        elif any(row):
            yield from document_of(dict(zip(names, row, strict=True)), source, number, raw_sha256)
    if number < _FIRST_ROW:
        yield source.problem("the file has no rows below the header; there is nothing to read")


class _Lines(Iterator[str]):
    """The lines of the file; raises ReadError at an unreadable one, because the rest may start inside a cell."""

    def __init__(self, source: Source) -> None:
        self._lines = read_lines(source)
        self._row: list[bytes] = []  # the lines of the row that is read

    def __next__(self) -> str:
        line = next(self._lines)
        if line.objection is not None:
            raise ReadError(f"{line.objection}; the rest of the file was not read")
        self._row.append(line.data)
        return line.text

    def row_sha256(self) -> str:
        """The SHA-256 of the lines since the last call, joined by line feeds: those of one row."""
        lines, self._row = self._row, []
        return hashlib.sha256(b"\n".join(lines)).hexdigest()


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from rest


def rows_of(reader: "Iterator[list[str]]") -> Iterator[list[str] | ReadError]:
    """Rows, or the reason why one cannot be read; ends after an error behind which row ends are unknown."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except ReadError as error:
            yield error
            return
        except csv.Error as error:
            message = str(error)
            if "field limit" in message:
                yield ReadError(
                    "a cell is much too long, or its quotation mark is never closed; the rest of the file was not read"
                )
                return
            if "end of data" in message:
                message = "the file ends inside quotation marks; it may be cut off"
            yield ReadError(f"not valid CSV ({message}); double the quotation marks inside a quoted cell")


def _objection_to_header(names: list[str]) -> str | None:
    fields = [field_of(name) for name in names]
    if "text" not in fields:
        columns = ", ".join(name[:_SHOWN] for name in names[:12])
        return (
            f"no column text (or {', '.join(FIELDS['text'])}); give that name to the article's column; found: {columns}"
        )
    counted = Counter(plain_name(name) for name in names if field_of(name))
    twice = sorted(name for name, times in counted.items() if times > 1)
    return f"the header names {', '.join(twice)} twice; rename one of them" if twice else None
