"""`attrib copies`, and --no-copies in search and count."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Attrib
from tests.copies.wire import OTHER, STORY
from tests.newsroom import article

SAYING = article(("Ann Lee", "The port stays shut"))
ARTICLES = (
    {"text": f"{STORY}\n\n{SAYING}", "outlet": "Wire", "date": "2025-03-03", "title": "Port shut"},
    {"text": f"{STORY}\n\n{SAYING}\n\nSubscribe.", "outlet": "The Gull", "date": "2025-03-04"},
    {"text": f"{OTHER}\n\n{SAYING}", "outlet": "Norland Times"},
)


@pytest.fixture
def wire(attrib: Attrib, tmp_path: Path) -> Attrib:
    (tmp_path / "wire.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)))
    assert attrib("ingest", "wire.jsonl").exit_code == 0
    return attrib


def test_groups_are_listed(wire: Attrib) -> None:
    result = wire("copies")
    assert result.exit_code == 0, result.output
    assert "Port shut" in result.stdout
    assert "Norland" not in result.stdout
    rows = list(csv.DictReader(io.StringIO(wire("copies", "--format", "csv").stdout)))
    assert [(row["kind"], row["outlet"], row["copied"]) for row in rows] == [
        ("first", "Wire", "0"),
        ("same", "The Gull", "1"),
    ]
    assert wire("copies", rows[1]["document"], "--format", "jsonl").stdout.count("\n") == 2


def test_without_copies_each_statement_is_there_once(wire: Attrib) -> None:
    assert wire("search", "port", "--format", "jsonl").stdout.count("\n") == 3
    kept = wire("search", "port", "--no-copies", "--format", "csv").stdout
    assert {row["outlet"] for row in csv.DictReader(io.StringIO(kept))} == {"Wire", "Norland Times"}
    counted = wire("count", "--by", "outlet", "--no-copies", "--format", "csv").stdout
    assert "Gull" not in counted
    assert wire("export", "--no-copies").stdout.count("stays shut") >= 2


def test_nothing_copied_is_said(news: Attrib) -> None:
    result = news("copies")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No article here is a copy" in result.stderr
    assert news("copies", "nowhere.txt").exit_code == 1


@pytest.mark.parametrize("command", ["search port", "count --by outlet", "export", "topic port", "stance Lee"])
def test_what_was_not_compared_is_said_where_copies_are_left_out(wire: Attrib, tmp_path: Path, command: str) -> None:
    warning = "2 articles were not compared with others yet, so copies may be counted in; attrib copies compares them"
    assert warning not in wire(*command.split(), "--no-copies").stderr
    with sqlite3.connect(tmp_path / "attrib.db") as connection:  # as an older attrib has left them
        connection.execute("UPDATE documents SET shingles = NULL WHERE outlet <> 'Wire'")
    assert warning in " ".join(wire(*command.split(), "--no-copies").stderr.split())
    assert warning not in wire(*command.split()).stderr
