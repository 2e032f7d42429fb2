"""`attrib export`: files for editors and programs."""

import csv
import json
from pathlib import Path

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


def test_existing_file_is_kept_without_force(news: Attrib, tmp_path: Path) -> None:
    (tmp_path / "said.csv").write_text("notes of mine")
    result = news("export", "--output", "said.csv")
    assert result.exit_code == 1
    assert "--force" in result.stderr
    assert (tmp_path / "said.csv").read_text() == "notes of mine"
    assert news("export", "--output", "said.csv", "--force").exit_code == 0
    assert len(read(tmp_path / "said.csv")) == 4


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
