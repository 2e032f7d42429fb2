"""`attrib extract`: one JSON line a document, in order."""

import json
from pathlib import Path

from tests.cli.conftest import MARKETS, TALKS, Attrib
from tests.cli.statements.test_ingest import FRENCH


def test_one_line_a_document_in_order(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(MARKETS)
    (tmp_path / "a.txt").write_text(TALKS)
    result = attrib("extract", "b.txt", "a.txt", "b.txt")
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["document"] for line in lines] == ["b.txt", "a.txt", "b.txt"]
    (statement,) = lines[0]["statements"]
    (start, end), *_ = statement["content"]
    assert MARKETS[start:end] == statement["text"] == '"Prices rose"'
    assert statement["speaker"]["name"] == "Cy Ray"


def test_other_languages_keep_their_place(attrib: Attrib, tmp_path: Path) -> None:
    for name, text in (
        ("a.txt", FRENCH),
        ("b.txt", MARKETS),
        ("c.txt", FRENCH + "!"),
        ("d.txt", TALKS),
        ("e.txt", FRENCH),
    ):
        (tmp_path / name).write_text(text)
    result = attrib("extract", "a.txt", "b.txt", "c.txt", "d.txt", "e.txt")
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["document"], len(line["statements"])) for line in lines] == [
        ("a.txt", 0), ("b.txt", 1), ("c.txt", 0), ("d.txt", 3), ("e.txt", 0),
    ]  # fmt: skip
    assert result.stderr.count("Warning") == 3


def test_bad_file_is_told_and_the_rest_goes_on(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(MARKETS)
    result = attrib("extract", "missing.txt", "good.txt")
    assert result.exit_code == 1
    assert [json.loads(line)["document"] for line in result.stdout.splitlines()] == ["good.txt"]
    assert "missing.txt" in result.stderr


def test_strict_stops_after_what_came_before(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(MARKETS)
    result = attrib("extract", "--strict", "good.txt", "missing.txt", "good.txt")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.startswith("Error: missing.txt")


def test_standard_input(attrib: Attrib) -> None:
    result = attrib("extract", "-", stdin=MARKETS)
    assert json.loads(result.stdout)["document"] == "-"


def test_json_lines_on_standard_input(attrib: Attrib) -> None:
    records = [{"text": MARKETS, "title": "Markets"}, {"text": TALKS, "title": "Talks"}]
    result = attrib("extract", "--input-format", "jsonl", "-", stdin="\n".join(map(json.dumps, records)))
    assert [json.loads(line)["title"] for line in result.stdout.splitlines()] == ["Markets", "Talks"]


def test_table_for_people(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(TALKS)
    result = attrib("extract", "--format", "table", "talks.txt")
    assert result.exit_code == 0
    assert {"Bo", "Lee", "spokesman,"} <= set(result.stdout.split())
    assert "We never saw a paper, not one" in result.stdout
    assert "\x1b" not in result.stdout


def test_line_ends_are_counted_as_they_are(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "crlf.txt").write_bytes(b"Talks\r\n\r\n" + MARKETS.encode())
    (statement,) = json.loads(attrib("extract", "crlf.txt").stdout)["statements"]
    assert statement["content"][0][0] == len("Talks\r\n\r\n")


def test_output_is_utf8_with_plain_line_ends(attrib: Attrib) -> None:
    result = attrib("extract", "-", stdin=MARKETS.replace("rose", "rosé").encode())
    assert "rosé".encode() in result.stdout_bytes
    assert b"\r" not in result.stdout_bytes


def test_no_file_is_wrong_usage(attrib: Attrib) -> None:
    assert attrib("extract").exit_code == 2


def test_of_many_problems_of_a_file_the_first_are_told_and_the_rest_counted(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": MARKETS}) + "\n" + "no JSON\n" * 30)
    result = attrib("extract", "a.jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.count("Error: a.jsonl, record") == 20
    assert "a.jsonl: 10 more problems\n" in result.stderr
