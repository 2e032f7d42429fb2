"""Exports in programs of others: two readers of workbooks, and LibreOffice where it is installed."""

import csv
import io
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from attrib.data.dates import DatePrecision
from attrib.text.cells import guard, unguard
from attrib.writers.statements.csv import COLUMNS, write_csv
from attrib.writers.statements.xlsx import write_xlsx
from tests.writers.records import RECORD

OFFICE = os.environ.get("ATTRIB_TEST_LIBREOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
FORMULAS = (
    *(
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1,1)",
        '=HYPERLINK("http://a.example","x")',
        "=cmd|' /C calc'!A0",
        "\t=1+1",
        " =1+1",
    ),
    *("\n=1+1", "\u200b=1+1", "＝1+1", "'=1+1", "''=1+1", "=\u00a01", '=IMPORTXML("http://a.example","//a")'),
)
PLAIN = (
    *("00123", "1e5", "12345678901234567890", "TRUE", "2025-10-31", "1/2", "_x0041_", "#N/A", "50 %", "'quoted'"),
    *(
        "né 𝔘 👍🏽",
        "<b>&amp;</b>",
        "two\nlines",
        "  blanks  ",
        "a\tb",
        'say "no"',
        "a,b;c",
        "{=1}",
        "mailto:a@b.example",
    ),
)
DATED = replace(RECORD, published_at=datetime(2025, 10, 31, tzinfo=UTC), published_precision=DatePrecision.DAY)
RECORDS = [
    replace(DATED, quote=words, title=words, speaker=words, statement_id=f"a{number:019}")
    for number, words in enumerate((*FORMULAS, *PLAIN))
]
needs_office = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed; apt-get install libreoffice-calc-nogui (276 MB)"
)


def workbook(folder: Path) -> Path:
    """The records as `attrib export --output said.xlsx` writes them."""
    path = folder / "said.xlsx"
    with path.open("wb") as stream:
        write_xlsx(RECORDS, stream)
    return path


def table(folder: Path) -> Path:
    """The same as CSV."""
    path = folder / "said.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(RECORDS, stream)
    return path


def opened(path: Path, *more: str) -> dict[str, list[Any]]:
    """What LibreOffice makes of a file: the cells of its first sheet by column, as openpyxl reads what it saves."""
    folder = path.parent / "saved"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "xlsx", *more, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    header, *rows = openpyxl.load_workbook(folder / "said.xlsx").worksheets[0].iter_rows()
    return {str(name.value): [row[place] for row in rows] for place, name in enumerate(header)}


def texts(cells: list[Any]) -> list[str]:
    return ["" if cell.value is None else str(cell.value) for cell in cells]


def test_calamine_reads_every_cell_as_it_is(tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(workbook(tmp_path))
    assert book.sheet_names == ["statements", "columns"]
    header, *rows = book.get_sheet_by_name("statements").to_python()
    assert header == list(COLUMNS)
    for name in ("quote", "title", "speaker"):
        assert [row[header.index(name)] for row in rows] == [getattr(record, name) for record in RECORDS]
    assert {row[header.index("published_at")] for row in rows} == {datetime(2025, 10, 31, tzinfo=UTC).date()}
    assert {row[header.index("start")] for row in rows} == {12.0}


@pytest.mark.parametrize("words", FORMULAS)
def test_a_spreadsheet_takes_no_guarded_cell_for_a_formula(words: str) -> None:
    """openpyxl types cells as a spreadsheet does where somebody types them; the apostrophe makes each a text."""
    cell = openpyxl.Workbook().create_sheet().cell(1, 1, guard(words))
    assert cell.data_type == "s"
    assert cell.value.startswith("'")
    assert unguard(str(cell.value)) == words


def test_the_csv_file_holds_the_guards(tmp_path: Path) -> None:
    with table(tmp_path).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [unguard(row["quote"]) for row in rows] == [record.quote for record in RECORDS]
    assert all(row["quote"].startswith("'") for row in rows[: len(FORMULAS)])


@needs_office
def test_libreoffice_opens_the_workbook(tmp_path: Path) -> None:
    found = opened(workbook(tmp_path))
    assert list(found) == list(COLUMNS)
    for name in ("quote", "title", "speaker"):
        assert not [cell.value for cell in found[name] if cell.data_type != "s"]
        assert texts(found[name]) == [getattr(record, name) for record in RECORDS]
    assert {str(cell.value) for cell in found["published_at"]} == {"2025-10-31 00:00:00"}
    assert {cell.value for cell in found["start"]} == {12}


@needs_office
@pytest.mark.parametrize("reads_numbers", ["true", "false"])
def test_libreoffice_runs_no_cell_of_the_csv_file(tmp_path: Path, reads_numbers: str) -> None:
    """Opened with the settings that make most of a cell: quoted cells are no texts, and numbers are looked for."""
    found = opened(table(tmp_path), f"--infilter=CSV:44,34,76,1,,0,false,{reads_numbers}")
    for cells in found.values():
        assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert [unguard(text) for text in texts(found["quote"])[: len(FORMULAS)]] == list(FORMULAS)


@needs_office
def test_libreoffice_would_run_a_raw_cell(tmp_path: Path) -> None:
    """The same file without guards: what the tests above look for is there to be found."""
    stream = io.StringIO()
    write_csv(RECORDS, stream, raw=True)
    (tmp_path / "said.csv").write_text(stream.getvalue(), encoding="utf-8", newline="")
    found = opened(tmp_path / "said.csv", "--infilter=CSV:44,34,76,1,,0,false,true")
    assert [cell.value for cell in found["quote"] if cell.data_type == "f"]
