"""`attrib topic` and `attrib stance` on a tax that goes by several names."""

import csv
import io
import json
from pathlib import Path

import pytest

from attrib.store.database.session import open_database
from attrib.store.save import save
from attrib.writers.stance_rows import STANCE_COLUMNS, TOPIC_COLUMNS
from tests.cli.conftest import Attrib
from tests.store.backends import Templates
from tests.store.harbour import articles


@pytest.fixture
def harbour(attrib: Attrib, templates: Templates, tmp_path: Path) -> Attrib:
    with open_database(templates.copy(tmp_path / "attrib.db")) as database:
        for read in articles():
            save(database, read)
    return attrib


def test_who_is_for_and_against(harbour: Attrib) -> None:
    result = harbour("topic", "harbour tax")
    assert result.exit_code == 0, result.output
    header, _, ann, bo = result.stdout.strip().splitlines()[:4]
    assert header.split() == ["side", "speaker", "support", "oppose", "score", "first", "last"]
    assert ann.split() == ["both", "sides", "Ann", "Lee", "1", "1", "0.80", "2025-03-01", "2025-05-02"]
    assert bo.split() == ["for", "Bo", "Ray", "1", "0.80", "2025-03-01", "2025-03-01"]
    assert result.stderr.splitlines() == [
        "Counted as one: harbour tax (1), levy (1), new harbour tax (1).",
        "Not counted, other targets with these words: Harbour tax cuts (1).",
        "1 statement takes no side; --neutral shows them.",
    ]


@pytest.mark.parametrize("asked", [("topic", "harbour", "tax"), ("stance", "Ann Lee")])
def test_a_change_of_side_shows_both_statements_with_cue(harbour: Attrib, asked: tuple[str, ...]) -> None:
    shown = harbour(*asked).stdout
    assert "Statements that point different ways." in shown
    for words in ("newer", "older", "2025-05-02 support 0.80 new", "2025-03-01 oppose 0.80 levy, Gull", " vowed:"):
        assert words in shown


def test_topics_in_csv_json_and_json_lines(harbour: Attrib) -> None:
    lines = [json.loads(line) for line in harbour("topic", "harbour tax", "--format", "jsonl").stdout.splitlines()]
    assert json.loads(harbour("topic", "harbour tax", "--format", "json").stdout) == lines
    ann = lines[0]
    assert (ann["side"], ann["speaker"], ann["support"], ann["oppose"]) == ("both", "Ann Lee", 1, 1)
    older = ann["turns"][0]["older"]
    assert (older["cue"], older["assertion"], older["target"]) == ("vowed", "asserted", "levy")
    rows = list(csv.DictReader(io.StringIO(harbour("topic", "harbour tax", "--format", "csv").stdout)))
    assert list(rows[0]) == list(TOPIC_COLUMNS)
    assert [(row["speaker"], row["turn_dates"]) for row in rows] == [
        ("Ann Lee", "2025-03-01/2025-05-02"),
        ("Bo Ray", ""),
    ]
    assert harbour("topic", "unicorns", "--format", "json").stdout == "[]\n"


def test_stances_name_the_targets_that_are_one(harbour: Attrib) -> None:
    rows = list(csv.DictReader(io.StringIO(harbour("stance", "Ann Lee", "--format", "csv").stdout)))
    assert list(rows[0]) == list(STANCE_COLUMNS)
    assert [(row["target"], row["names"], row["turns"]) for row in rows] == [
        ("new harbour tax", "new harbour tax; levy", "1"),
        ("tax on carbon", "tax on carbon", "0"),
    ]
    assert json.loads(harbour("stance", "Ann Lee", "--format", "json").stdout)[0]["names"] == [
        "new harbour tax",
        "levy",
    ]


def test_filters_and_neutral_stances(harbour: Attrib) -> None:
    result = harbour("topic", "harbour tax", "--outlet", "Gull", "--neutral", "--format", "jsonl")
    found = {item["speaker"]: item["side"] for item in map(json.loads, result.stdout.splitlines())}
    assert found == {"Ann Lee": "oppose", "Bo Ray": "support", "Cy Fox": "neutral"}
    assert "neither" in harbour("topic", "harbour tax", "--neutral").stdout
    assert "neutral" not in harbour("stance", "Cy Fox").stdout
    assert "1 statement takes no side; --neutral shows them." in harbour("stance", "Cy Fox").stderr
    assert "neutral" in harbour("stance", "Cy Fox", "--neutral").stdout
    words = harbour("topic", "harbour tax", "--words", "city", "--format", "jsonl").stdout
    assert [json.loads(line)["speaker"] for line in words.splitlines()] == ["Ann Lee"]


def test_long_lists_are_cut_and_told(harbour: Attrib) -> None:
    result = harbour("topic", "harbour tax", "--limit", "1", "--format", "jsonl")
    assert [json.loads(line)["speaker"] for line in result.stdout.splitlines()] == ["Ann Lee"]
    assert "1 of 2 speakers shown; --limit 0 for all." in result.stderr
    result = harbour("stance", "Ann Lee", "--limit", "1", "--format", "jsonl")
    assert [json.loads(line)["target"] for line in result.stdout.splitlines()] == ["new harbour tax"]
    assert "1 of 2 targets shown; --limit 0 for all." in result.stderr


def test_nothing_found_and_wrong_usage_say_the_way_out(harbour: Attrib) -> None:
    result = harbour("topic", "unicorns")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No statement takes a side towards 'unicorns'; see what there is: attrib count --by target" in result.stderr
    assert harbour("topic").exit_code == 2
    empty = harbour("topic", " ")
    assert (empty.exit_code, "the topic is empty" in empty.stderr) == (2, True)
    unknown = harbour("topic", "tax", "--actor", "Nobody")
    assert (unknown.exit_code, "Nobody" in unknown.stderr) == (1, True)
