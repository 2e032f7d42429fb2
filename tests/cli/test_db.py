"""`attrib db`: upgrade, check, stats."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
from rich.console import Console

from attrib.cli.db.stats import Fact, write_stats
from attrib.data import Run
from tests.cli.conftest import Attrib
from tests.newsroom import SayingPipeline


def test_upgrade_makes_an_empty_database(attrib: Attrib, tmp_path: Path) -> None:
    result = attrib("db", "upgrade", "--db", "new.db")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "new.db").is_file()
    assert "new.db" in result.stdout


def test_sound_database(news: Attrib) -> None:
    result = news("db", "check")
    assert result.exit_code == 0, result.output
    assert "sound" in result.stdout


def test_damage_is_found(news: Attrib, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "attrib.db") as connection:
        connection.execute("UPDATE extractions SET statements = statements + 1")
    connection.close()
    result = news("db", "check")
    assert result.exit_code == 1
    assert "Error: " in result.stderr
    assert "extractions" in result.stderr


def test_stats_counts(news: Attrib) -> None:
    result = news("db", "stats")
    assert result.exit_code == 0, result.output
    counted = dict(line.rsplit(maxsplit=1) for line in result.stdout.splitlines() if line[-1:].isdigit())
    assert counted["documents"] == "2"
    assert counted["statements"] == "4"


def test_long_names_of_stats_run_into_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    outlets = ("AP", "Christian Science Monitor", "x" * 50)
    write_stats([Fact("documents by outlet", name, 27) for name in outlets], Console())
    assert [line.split("  ")[-1].strip() for line in capsys.readouterr().out.splitlines()[1:]] == ["27"] * 3
    write_stats([Fact("runs", str(number), 1) for number in range(11)], Console())
    assert "1 other " in capsys.readouterr().out


def test_no_database(attrib: Attrib) -> None:
    for name in ("check", "stats"):
        result = attrib("db", name)
        assert result.exit_code == 1
        assert "attrib ingest" in result.stderr


def test_password_is_not_printed(attrib: Attrib) -> None:
    result = attrib("db", "stats", "--db", "postgresql://me:sesame@127.0.0.1:1/news")
    assert result.exit_code == 1
    assert "sesame" not in result.output


OLD, NEW = Run("sayings", "0" * 64, "1"), Run("sayings", "0" * 64, "2")


def two_runs(news: Attrib, pipeline: SayingPipeline) -> None:
    """Read both articles again with a newer pipeline that no longer sees the last statement."""
    pipeline.run = NEW
    pipeline.unheard = "+1 for trying"
    assert news("ingest", "--again").exit_code == 0


def test_runs_are_listed(news: Attrib, pipeline: SayingPipeline) -> None:
    two_runs(news, pipeline)
    result = news("db", "runs")
    assert result.exit_code == 0, result.output
    rows = [line.split() for line in result.stdout.splitlines() if line.split()[:1] in ([OLD.id[:8]], [NEW.id[:8]])]
    assert [(row[0], row[1], row[2], *row[-3:]) for row in rows] == [
        (OLD.id[:8], "sayings", "1", "2", "0", "4"),
        (NEW.id[:8], "sayings", "2", "2", "2", "3"),
    ]
    listed = [json.loads(line) for line in news("db", "runs", "--format", "jsonl").stdout.splitlines()]
    assert [(run["id"], run["code_version"], run["documents"]) for run in listed] == [
        (OLD.id, "1", 2),
        (NEW.id, "2", 2),
    ]
    rows_of_file = list(csv.DictReader(io.StringIO(news("db", "runs", "--format", "csv").stdout)))
    assert [(row["id"], row["statements"], row["current_documents"]) for row in rows_of_file] == [
        (OLD.id, "4", "0"),
        (NEW.id, "3", "2"),
    ]


def test_two_runs_are_compared(news: Attrib, pipeline: SayingPipeline) -> None:
    two_runs(news, pipeline)
    result = news("db", "runs", "diff", OLD.id[:6], NEW.id[:6])
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[2:6] == [
        "2 articles read by both",
        "4 statements in the old run, 3 in the new",
        "3 unchanged",
        "1 only in the old run",
    ]
    assert "not found" in result.stdout
    result = news("db", "runs", "diff", OLD.id, NEW.id, "--format", "jsonl")
    (found,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (found["changes"], found["new"], found["old"]["speaker"]) == (["only old"], None, "Ann Lee")
    assert "1 only in the old run" in result.stderr
    result = news("db", "runs", "diff", NEW.id, OLD.id, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["changes"], row["old_id"], row["new_speaker"], row["location"]) == (
        "only new",
        "",
        "Ann Lee",
        "news/talks.txt",
    )
    assert row["new_quote"].startswith('"+1 for trying')


def test_only_so_many_differences_are_shown(news: Attrib, pipeline: SayingPipeline) -> None:
    pipeline.run = NEW
    pipeline.unheard = '"'
    assert news("ingest", "--again").exit_code == 0
    result = news("db", "runs", "diff", OLD.id, NEW.id, "--limit", "2", "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 2
    assert "The first 2 statements shown; --limit 0 for all." in result.stderr
    result = news("db", "runs", "diff", OLD.id, NEW.id, "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 4
    assert "shown" not in result.stderr


def test_wrong_runs_are_told(news: Attrib) -> None:
    result = news("db", "runs", "diff", "ffffffffffffffffff", OLD.id)
    assert result.exit_code == 1
    assert "no run has the id 'ffffffffffffffffff'" in result.stderr
    result = news("db", "runs", "diff", OLD.id, OLD.id)
    assert result.exit_code == 1
    assert "are the same run" in result.stderr
    assert news("db", "runs", "diff", OLD.id).exit_code == 2


def test_a_database_without_a_run_says_so(attrib: Attrib) -> None:
    assert attrib("db", "upgrade").exit_code == 0
    table = attrib("db", "runs")
    assert (table.exit_code, table.stdout) == (0, "")
    assert "No run yet; `attrib ingest` makes one." in table.stderr
    assert attrib("db", "runs", "--format", "csv").stdout.startswith('"id","model"')


def test_runs_need_a_database(attrib: Attrib) -> None:
    result = attrib("db", "runs")
    assert result.exit_code == 1
    assert "attrib ingest" in result.stderr


def test_rejected_statements_are_counted_apart_from_those_of_older_runs(news: Attrib, pipeline: SayingPipeline) -> None:
    rejected = json.loads(news("search", "paper", "--format", "jsonl").stdout)["statement_id"]
    assert news("review", rejected, "--reject", "--by", "Eva").exit_code == 0
    assert _counts(news) == {"statements": "3", "rejected": "1", "of older runs": "0"}
    pipeline.run = Run("sayings", "0" * 64, "2")
    assert news("ingest", "news/talks.txt").exit_code == 0
    assert _counts(news) == {"statements": "3", "rejected": "1", "of older runs": "3"}


def _counts(news: Attrib) -> dict[str, str]:
    lines = [line.strip().rsplit(maxsplit=1) for line in news("db", "stats").stdout.splitlines() if " " in line.strip()]
    return {
        label.strip(): count for label, count in lines if label.strip() in ("statements", "rejected", "of older runs")
    }
