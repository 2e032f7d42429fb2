"""`attrib db`: upgrade, check, stats."""

import sqlite3
from pathlib import Path

from tests.cli.conftest import Attrib


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


def test_no_database(attrib: Attrib) -> None:
    for name in ("check", "stats"):
        result = attrib("db", name)
        assert result.exit_code == 1
        assert "attrib ingest" in result.stderr


def test_password_is_not_printed(attrib: Attrib) -> None:
    result = attrib("db", "stats", "--db", "postgresql://me:sesame@127.0.0.1:1/news")
    assert result.exit_code == 1
    assert "sesame" not in result.output
