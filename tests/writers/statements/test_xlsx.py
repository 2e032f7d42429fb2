"""The workbook: every text a string as it is, numbers and exact dates as such, and nothing cut."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib._version import __version__
from attrib.data import StatementRecord
from attrib.data.dates import DatePrecision
from attrib.errors import WriteError
from attrib.writers.statements import xlsx
from attrib.writers.statements.csv import COLUMNS, row
from attrib.writers.statements.long import LONG_COLUMNS
from attrib.writers.statements.xlsx import MOST_UNITS, write_xlsx
from tests.writers.records import RECORD

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
Cell = str | float | None


def sheets(records: Sequence[StatementRecord], *, long: bool = False) -> tuple[list[list[Cell]], list[list[Cell]], str]:
    """The cells of both sheets as Excel reads them, and the custom properties."""
    stream = io.BytesIO()
    assert write_xlsx(records, stream, long=long) == len(records)
    with zipfile.ZipFile(stream) as book:
        parts = [book.read(f"xl/worksheets/sheet{number}.xml") for number in (1, 2)]
        properties = book.read("docProps/custom.xml").decode()
    return cells(parts[0]), cells(parts[1]), properties


def cells(sheet: bytes) -> list[list[Cell]]:
    return [_row(line) for line in ElementTree.fromstring(sheet).iter(f"{MAIN}row")]


def _row(line: "ElementTree.Element") -> list[Cell]:
    found: dict[int, Cell] = {}
    for cell in line:
        letters = re.match("[A-Z]+", cell.attrib["r"])
        assert letters is not None
        place = 0
        for letter in letters[0]:
            place = 26 * place + ord(letter) - ord("A") + 1
        assert cell.find(f"{MAIN}f") is None, "a formula"
        if cell.get("t") == "inlineStr":
            text = cell.findtext(f"{MAIN}is/{MAIN}t") or ""
            found[place - 1] = re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)
        elif cell.get("t") is None and (value := cell.findtext(f"{MAIN}v")) is not None:
            found[place - 1] = float(value)
        else:
            assert cell.find(f"{MAIN}v") is None, "neither a string nor a number"
    return [found.get(place) for place in range(max(found, default=-1) + 1)]


def first(record: StatementRecord) -> dict[str, Cell]:
    rows, _, _ = sheets([record])
    return dict(zip(COLUMNS, rows[1] + [None] * len(COLUMNS), strict=False))


def test_columns_and_values_are_those_of_the_csv_file() -> None:
    rows, _, _ = sheets([RECORD, RECORD])
    assert rows[0] == list(COLUMNS)
    assert rows[1] == rows[2]
    found, wanted = first(RECORD), dict(zip(COLUMNS, row(RECORD), strict=True))
    numbers = {"start", "end", "confidence", "speaker_confidence", "about_score", "about_similarity"}
    for name in set(COLUMNS) - numbers - {"published_at"}:
        assert (found[name] or "") == wanted[name], name
    assert (found["start"], found["end"], found["confidence"], found["speaker_confidence"]) == (12, 78, 0.9712, None)


@pytest.mark.parametrize(
    "words",
    [
        *("=1+1", "{=1}", "+1", "-5", "@x", "http://a.example", "mailto:a@b.example", "internal:Sheet1!A1"),
        *("00123", "1e5", "12345678901234567890", "TRUE", "2025-10-31", "_x0041_", "'quoted", "#N/A"),
        *("\r\nline", " blank ", "\x08\x1b[1m", "a\tb", "<b>&amp;</b>", "né 𝔘", "\x85\u2028"),
    ],
)
def test_a_text_stays_the_string_that_it_is(words: str) -> None:
    assert first(replace(RECORD, quote=words))["quote"] == words


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), min_size=1))
def test_no_character_changes(words: str) -> None:
    assert first(replace(RECORD, context=words))["context"] == words


@pytest.mark.parametrize(
    ("precision", "moment", "wanted"),
    [
        (DatePrecision.TIME, datetime(2025, 10, 31, 14, 5, tzinfo=UTC), datetime(2025, 10, 31, 14, 5, tzinfo=UTC)),
        (DatePrecision.DAY, datetime(2025, 10, 31, tzinfo=UTC), datetime(2025, 10, 31, tzinfo=UTC)),
        (DatePrecision.MONTH, datetime(2025, 10, 1, tzinfo=UTC), "2025-10"),
        (DatePrecision.YEAR, datetime(2025, 1, 1, tzinfo=UTC), "2025"),
        (DatePrecision.DAY, datetime(1899, 12, 31, tzinfo=UTC), "1899-12-31"),
        (DatePrecision.TIME, datetime(2025, 1, 1, 1, 1, 1, 5, tzinfo=UTC), "2025-01-01T01:01:01.000005+00:00"),
        (None, datetime(2025, 1, 1, tzinfo=UTC), "2025-01-01T00:00:00+00:00"),
        (DatePrecision.DAY, None, None),
    ],
)
def test_a_date_is_a_date_where_it_is_exact(
    precision: DatePrecision | None, moment: datetime | None, wanted: datetime | str | None
) -> None:
    told = replace(RECORD, published_at=moment, published_precision=precision)
    cells = first(replace(told, modified_at=moment, modified_precision=precision))
    found = cells["published_at"]
    assert cells["modified_at"] == found
    if isinstance(wanted, datetime):
        assert isinstance(found, float)
        assert abs(EPOCH + timedelta(days=found) - wanted) < timedelta(milliseconds=1)
    else:
        assert found == wanted


def test_the_long_form_has_a_row_a_target() -> None:
    rows, explained, _ = sheets([replace(RECORD, published_precision=DatePrecision.TIME)], long=True)
    assert rows[0] == list(LONG_COLUMNS)
    found = dict(zip(LONG_COLUMNS, rows[1], strict=False))
    assert (found["stance"], found["stance_value"], found["stance_unclear"]) == ("oppose", -1, 0)
    assert found["date"] == (datetime(2025, 10, 31, tzinfo=UTC) - EPOCH).days
    assert [line[0] for line in explained[-len(LONG_COLUMNS) :]] == list(LONG_COLUMNS)


def test_the_versions_are_in_the_workbook() -> None:
    _, explained, properties = sheets([])
    assert explained[:2] == [["attrib", __version__], ["schema", "1"]]
    assert __version__ in properties
    assert 'name="schema"' in properties


@pytest.mark.parametrize(("words", "fits"), [("x" * MOST_UNITS, True), ("𝔘" * (MOST_UNITS // 2 + 1), False)])
def test_a_text_that_no_cell_holds_is_refused(
    words: str, fits: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    record = replace(RECORD, quote=words)
    if fits:
        assert first(record)["quote"] == words
        return
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    stream = io.BytesIO()
    with pytest.raises(WriteError, match=r"quote of statement 0123456789abcdef0123 has 32,768 characters.*write CSV"):
        write_xlsx([record], stream)
    assert stream.getvalue() == b""
    assert list(tmp_path.iterdir()) == []


def test_a_character_that_no_workbook_holds_is_refused() -> None:
    with pytest.raises(WriteError, match=r"title of statement .* has the character U\+FFFE"):
        write_xlsx([replace(RECORD, title="a\ufffe")], io.BytesIO())


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    assert write_xlsx([RECORD] * 2, io.BytesIO()) == 2
    with pytest.raises(WriteError, match=r"a sheet of Excel holds 2 rows.*--since, or write CSV"):
        write_xlsx([RECORD] * 3, io.BytesIO())


@pytest.mark.parametrize(
    "words", ["=1+1", '=HYPERLINK("http://a.example")', "  after two blanks", "so glad 👍🏽", "né\nnew"]
)
def test_another_program_reads_the_text_back(tmp_path: Path, words: str) -> None:
    cell = _read_back(tmp_path / "a.xlsx", replace(RECORD, quote=words))["quote"]
    assert (cell.value, cell.data_type) == (words, "s")


@pytest.mark.parametrize(
    ("precision", "day", "value"),
    [
        (DatePrecision.DAY, datetime(2025, 10, 31, tzinfo=UTC), "2025-10-31 00:00:00"),
        (DatePrecision.MONTH, datetime(2025, 10, 1, tzinfo=UTC), "2025-10"),
    ],
)
def test_another_program_reads_the_date_back(
    tmp_path: Path, precision: DatePrecision, day: datetime, value: str
) -> None:
    read = _read_back(tmp_path / "a.xlsx", replace(RECORD, published_at=day, published_precision=precision))
    assert str(read["published_at"].value) == value
    assert read["published_at"].is_date is (precision is DatePrecision.DAY)


def _read_back(path: Path, record: StatementRecord) -> dict[str, Any]:
    """The cells of the one record in a workbook, as openpyxl reads them, by column."""
    with path.open("wb") as stream:
        write_xlsx([record], stream)
    names, found = openpyxl.load_workbook(path)["statements"].iter_rows()
    return {name.value: cell for name, cell in zip(names, found, strict=True)}
