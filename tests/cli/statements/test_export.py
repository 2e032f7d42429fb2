"""`attrib export`: files for editors and programs."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from attrib.writers.statements.csv import COLUMNS, unguard
from tests.cli.conftest import TALKS, Attrib


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_statement_and_every_column(news: Attrib, tmp_path: Path) -> None:
    result = news("export", "--output", "said.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "4 statements written to said.csv.\n"
    rows = read(tmp_path / "said.csv")
    assert len(rows) == 4
    assert list(rows[0]) == list(COLUMNS)
    for row in rows:
        if "talks" in row["context"]:
            assert TALKS[int(row["start"]) : int(row["end"])] == unguard(row["quote"])


def test_same_every_time(news: Attrib) -> None:
    assert news("export").stdout_bytes == news("export").stdout_bytes


def test_formulas_are_guarded_unless_raw(attrib: Attrib, tmp_path: Path) -> None:
    record = {"text": '"Prices rose" said Cy Ray.', "title": "=HYPERLINK(1)"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    attrib("ingest", "a.jsonl")
    attrib("export", "--output", "guarded.csv")
    attrib("export", "--raw", "--output", "raw.csv")
    assert read(tmp_path / "guarded.csv")[0]["title"] == "'=HYPERLINK(1)"
    assert read(tmp_path / "raw.csv")[0]["title"] == "=HYPERLINK(1)"


def test_filters(news: Attrib) -> None:
    result = news("export", "--actor", "Bo Lee", "--format", "jsonl")
    assert [json.loads(line)["role"] for line in result.stdout.splitlines()] == ["spokesman"]


@pytest.mark.parametrize("long", [(), ("--long",)])
def test_json_is_an_array_of_the_lines(news: Attrib, tmp_path: Path, long: tuple[str, ...]) -> None:
    lines = news("export", *long, "--format", "jsonl")
    array = news("export", *long, "--output", "said.json")
    assert json.loads((tmp_path / "said.json").read_text()) == [json.loads(line) for line in lines.stdout.splitlines()]
    assert lines.stderr.split()[:2] == array.stderr.split()[:2] == ["4", "statements"]
    assert json.loads(news("export", "unicorns", *long, "--format", "json").stdout) == []


def test_existing_file_is_kept_without_force(news: Attrib, tmp_path: Path) -> None:
    (tmp_path / "said.csv").write_text("notes of mine")
    result = news("export", "--output", "said.csv")
    assert result.exit_code == 1
    assert "--force" in result.stderr
    assert (tmp_path / "said.csv").read_text() == "notes of mine"
    assert news("export", "--output", "said.csv", "--force").exit_code == 0
    assert len(read(tmp_path / "said.csv")) == 4


def test_a_name_that_ends_in_no_form_is_wrong_usage(news: Attrib, tmp_path: Path) -> None:
    result = news("export", "--output", "said.zip")
    assert result.exit_code == 2
    assert "said.zip does not say its form; let its name end in .csv, .xlsx, .json" in result.stderr
    assert "or give --format" in result.stderr
    assert not (tmp_path / "said.zip").exists()
    assert news("export", "--output", "said.zip", "--format", "csv").exit_code == 0
    assert news("export", "--output", "said").exit_code == 0
    assert read(tmp_path / "said") == read(tmp_path / "said.zip")


def test_nothing_found_is_a_header(news: Attrib) -> None:
    result = news("export", "unicorns")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert "0 statements" in result.stderr


def test_dash_is_standard_output(news: Attrib) -> None:
    assert news("export", "--output", "-").stdout == news("export").stdout


def test_raw_json_is_wrong_usage(news: Attrib) -> None:
    assert news("export", "--raw", "--format", "jsonl").exit_code == 2


def test_manual_explains_every_column(attrib: Attrib) -> None:
    manual = attrib("export", "--help").stdout
    assert all(f"\n  {column} " in manual for column in COLUMNS)


def test_a_workbook_has_the_rows_of_the_csv_file(news: Attrib, tmp_path: Path) -> None:
    result = news("export", "--output", "said.xlsx")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "4 statements written to said.xlsx.\n"
    with zipfile.ZipFile(tmp_path / "said.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 5
    assert all(f">{column}<" in sheet for column in COLUMNS)


def test_the_form_follows_the_name_unless_told(news: Attrib, tmp_path: Path) -> None:
    news("export", "--output", "said.JSONL")
    assert [json.loads(line)["type"] for line in (tmp_path / "said.JSONL").read_text().splitlines()][3:] == ["direct"]
    news("export", "--output", "said.txt")
    assert (tmp_path / "said.txt").read_text().startswith('"statement_id"')
    news("export", "--format", "csv", "--output", "odd.xlsx")
    assert (tmp_path / "odd.xlsx").read_text().startswith('"statement_id"')


def test_what_no_cell_holds_is_refused_and_leaves_no_file(attrib: Attrib, tmp_path: Path) -> None:
    words = "rose and " * 4000
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": f'"Prices {words}rose" said Cy Ray.'}))
    attrib("ingest", "a.jsonl")
    result = attrib("export", "--all", "--output", "said.xlsx")
    assert result.exit_code == 1
    assert "characters, and a cell of Excel holds 32,767; write CSV" in result.stderr
    assert not list(tmp_path.glob("*said*"))


def test_a_workbook_can_go_into_a_pipe(news: Attrib) -> None:
    assert news("export", "--format", "xlsx").stdout_bytes.startswith(b"PK")


def test_parquet_has_the_statements_of_the_csv_file(news: Attrib, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed; it is in attrib[parquet]")
    result = news("export", "--output", "said.parquet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "4 statements written to said.parquet.\n")
    rows = list(csv.DictReader(io.StringIO(news("export", "--raw").stdout, newline="")))
    told = parquet.read_table(tmp_path / "said.parquet").to_pylist()
    assert [(row["statement_id"], row["quote"]) for row in told] == [
        (row["statement_id"], row["quote"]) for row in rows
    ]
    assert news("export", "--format", "parquet").stdout_bytes.startswith(b"PAR1")
    assert news("export", "--long", "--format", "parquet").exit_code == 2


def test_without_pyarrow_parquet_says_what_to_install(
    news: Attrib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("attrib.readers.libraries.find_spec", lambda _name: None)
    refused = news("export", "--output", "said.parquet")
    assert refused.exit_code == 2
    assert "pip install 'attrib[parquet]'" in refused.stderr
    assert not list(tmp_path.glob("*said*"))
