"""Figures as rows: one a measure, whatever was measured."""

import csv
import json
from dataclasses import replace

import pytest

from attrib.cli.learn.figures import FIGURE_COLUMNS, print_measurements
from attrib.training.evaluation.measurement import Measurement

MEASURED = Measurement(
    "gap",
    2,
    "0a1b",
    numbers=(("error", 0.125),),
    percentages={"accuracy": 50.0},
    baselines={"words": {"accuracy": 25.0}},
)
EXPECTED = [("accuracy", 50.0), ("error", 0.125), ("accuracy of words", 25.0)]


def test_a_row_a_measure(capsys: pytest.CaptureFixture[str]) -> None:
    print_measurements([MEASURED], "jsonl", [MEASURED])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["figure"], row["value"]) for row in rows] == 2 * EXPECTED
    assert rows[0] == {
        "corpus": "gap",
        "documents": 2,
        "data_sha256": "0a1b",
        "figure": "accuracy",
        "measure": "value",
        "value": 50.0,
    }
    print_measurements([MEASURED], "csv")
    read = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert list(read[0]) == list(FIGURE_COLUMNS)
    assert [(row["figure"], float(row["value"])) for row in read] == EXPECTED


def test_a_baseline_may_lack_a_figure(capsys: pytest.CaptureFixture[str]) -> None:
    print_measurements([replace(MEASURED, percentages={"accuracy": 50.0, "matched": 75.0})], "table")
    table = capsys.readouterr().out
    assert "50.0" in table
    assert [line.count("│") for line in table.splitlines() if "matched" in line] == [4]
    assert "75.0" in table
