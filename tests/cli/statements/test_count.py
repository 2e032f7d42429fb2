"""`attrib count`: numbers by who, where, when and for or against what."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Attrib, Fill

ARTICLES = (
    ("2024-01-01", "Wire", "Ann Lee", "for Norland"),
    ("2024-06-01", "Wire", "Ann Lee", "against Norland"),
    ("2025-01-01", "Gull", "Ann Lee", ""),
    ("2025-01-03", "Gull", "Bo Lee", "against Norland"),
    (None, "Gull", "Bo Lee", "for Sudland"),
)


def ingest_debate(attrib: Attrib, folder: Path) -> None:
    lines = []
    for number, (day, outlet, name, side) in enumerate(ARTICLES):
        of = f", minister of Norland, {side}" if side else ", minister of Norland"
        lines.append(json.dumps({"text": f'"Number {number}" said {name}{of}.', "date": day, "outlet": outlet}))
    (folder / "debate.jsonl").write_text("\n".join(lines))
    assert attrib("ingest", "debate.jsonl").exit_code == 0


@pytest.fixture
def debate(filled: Callable[[Fill], Attrib]) -> Attrib:
    return filled(ingest_debate)


def objects(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_table_has_a_row_a_value_the_most_frequent_first(debate: Attrib) -> None:
    result = debate("count", "--by", "speaker")
    assert result.exit_code == 0, result.output
    header, _, *rows = result.stdout.strip().splitlines()
    assert header.split() == ["speaker", "statements", "outlets", "first", "last"]
    assert [row.split() for row in rows] == [
        ["Ann", "Lee", "3", "2", "2024-01-01", "2025-01-01"],
        ["Bo", "Lee", "2", "1", "2025-01-03", "2025-01-03"],
    ]
    assert result.stderr == ""


def test_the_same_in_csv_json_and_json_lines(debate: Attrib) -> None:
    rows = list(csv.DictReader(io.StringIO(debate("count", "--by", "speaker", "--format", "csv").stdout)))
    assert [(row["speaker"], row["statements"], row["first_date"]) for row in rows] == [
        ("Ann Lee", "3", "2024-01-01"),
        ("Bo Lee", "2", "2025-01-03"),
    ]
    lines = objects(debate("count", "--by", "speaker", "--format", "jsonl").stdout)
    assert json.loads(debate("count", "--by", "speaker", "--format", "json").stdout) == lines
    assert [line["speaker_id"] for line in lines] == [row["speaker_id"] for row in rows]


def test_filters_narrow_and_may_be_given_several_times(debate: Attrib) -> None:
    def counted(*asked: str) -> list[tuple[object, object]]:
        result = debate("count", "--by", "outlet", "--format", "jsonl", *asked)
        assert result.exit_code == 0, result.output
        return [(line["outlet"], line["statements"]) for line in objects(result.stdout)]

    assert counted() == [("Gull", 3), ("Wire", 2)]
    assert counted("--actor", "Ann Lee") == [("Wire", 2), ("Gull", 1)]
    assert counted("--actor", "Lee", "--any", "--since", "2025") == [("Gull", 2)]
    assert counted("--outlet", "Wire", "--outlet", "Gull", "--stance", "oppose") == [("Gull", 1), ("Wire", 1)]
    assert counted('"Number 4"') == [("Gull", 1)]
    assert counted("--rejected") == []


@pytest.mark.parametrize("bounds", [("--since", "2025"), ("--until", "2024"), ("--since", "2030")])
def test_what_has_no_date_is_said_where_dates_are_asked_for(debate: Attrib, bounds: tuple[str, str]) -> None:
    said = "1 statement left out, in articles without a date; attrib docs edit ID --date gives one."
    assert said in debate("count", "--by", "speaker", *bounds).stderr.splitlines()
    assert said in debate("search", *bounds).stderr.splitlines()
    assert "without a date" not in debate("search", *bounds, "--outlet", "Wire").stderr
    assert "without a date" not in debate("search").stderr


def test_months_come_in_the_order_of_time_and_the_last_are_shown(debate: Attrib) -> None:
    months = objects(debate("count", "--by", "month", "--format", "jsonl").stdout)
    assert [line["month"] for line in months] == ["2024-01", "2024-06", "2025-01", None]
    result = debate("count", "--by", "month", "--limit", "2", "--format", "jsonl")
    assert [line["month"] for line in objects(result.stdout)] == ["2025-01", None]
    assert "2 of 4 values shown; --limit 0 for all." in result.stderr


def test_stances_are_counted_and_what_has_none_is_said(debate: Attrib) -> None:
    result = debate("count", "--by", "target", "--by", "stance")
    header, _, *rows = result.stdout.strip().splitlines()
    assert header.split() == ["target", "oppose", "support"]
    assert [row.split() for row in rows] == [["Norland", "2", "1"], ["Sudland", "1"]]
    assert "4 of 5 statements take a side and are counted. Neutral stances: --neutral." in result.stderr
    result = debate("count", "--by", "stance", "--target", "Sudland", "--format", "csv")
    assert list(csv.reader(io.StringIO(result.stdout)))[1:] == [["support", "1", "", "", "1"]]


def test_many_values_across_are_cut_and_told(debate: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attrib.writers.counts.ACROSS", 2)
    result = debate("count", "--by", "speaker", "--by", "month")
    assert result.stdout.split()[:3] == ["speaker", "2025-01", "unknown"]
    assert "2 more values of month have no column; --format csv has them all." in result.stderr


def test_nothing_that_fits_is_said(debate: Attrib) -> None:
    result = debate("count", "--by", "type", "--min-confidence", "0.9")
    assert result.stdout == ""
    assert "No statement fits." in result.stderr
    assert debate("count", "--by", "type", "--format", "json", "unicorn").stdout == "[]\n"


@pytest.mark.parametrize(
    "command",
    [
        ("search",), ("search", "--format", "json"), ("export",), ("count", "--by", "type"), ("topic", "Norland"),
        ("stance", "Ann Lee"), ("docs", "list"), ("search", "--about", "number"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_has_is_said_with_those_near_it(debate: Attrib, command: tuple[str, ...]) -> None:
    near = "No outlet is called 'Wires': did you mean Wire (2 statements)?"
    result = debate(*command, "--outlet", "Wires")
    assert result.exit_code == 0, result.output
    assert result.stderr.splitlines().count(near) == 1
    for found in (("--outlet", "Wires", "--outlet", "Wire"), ("--outlet", "Wire", "--since", "2030")):
        assert "is called" not in debate(*command, *found).stderr


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ((), "Missing option '--by'"),
        (("--by", "colour"), "'colour' is not one of 'speaker'"),
        (("--by", "type", "--by", "type"), "by one or two things that differ, not by 'type, type'"),
        (("--by", "type", "--by", "month", "--by", "role"), "by one or two things that differ"),
        (("--by", "type", "--about", "tax"), "No such option"),
        (("--by", "type", "--sort", "date"), "No such option"),
    ],
)
def test_wrong_usage_says_the_way_out(debate: Attrib, asked: tuple[str, ...], words: str) -> None:
    result = debate("count", *asked)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_name_of_several_lists_them(debate: Attrib) -> None:
    result = debate("count", "--by", "type", "--actor", "Lee")
    assert result.exit_code == 1
    assert "Ann Lee" in result.stderr
    assert "Bo Lee" in result.stderr
