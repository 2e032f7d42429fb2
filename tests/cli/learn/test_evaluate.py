"""`attrib evaluate` with a tiny model: its figures, kept in a table of results, and its errors."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Attrib, train

PASSAGE = {"tokens": ["``", "Go", ",", "''", "said", "Ann"], "id": "emma.ann"}
LABELS = ["B-content", "I-content", "I-content", "I-content", "B-cue", "B-source"]
FIGURES = ("source", "source_overlap", "cue", "cue_overlap", "content", "content_overlap", "linked")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_fiction_is_measured_where_it_is_there(lab: Attrib, tmp_path: Path) -> None:
    assert train(lab, "one").exit_code == 0
    (tmp_path / "corpora" / "riqua").mkdir()
    (tmp_path / "corpora" / "riqua" / "valid.txt").write_text(json.dumps(PASSAGE | {"labels": LABELS}))
    call = ("evaluate", "--model", "one", "--device", "cpu", "--corpora", "corpora", "--format", "json")
    result = lab(*call, "--errors", "errors.md", "--results", "results.csv")
    assert result.exit_code == 0, result.output
    measured = json.loads(result.stdout)
    assert list(measured) == ["polnear/dev", "riqua/valid"]
    assert list(measured["riqua/valid"]["figures"]) == list(FIGURES[:-1])
    assert [row["corpus"] for row in table(tmp_path / "results.csv")] == ["polnear/dev"] * 7 + ["riqua/valid"] * 6
    assert "in 2 documents; the" in (tmp_path / "errors.md").read_text(encoding="utf-8")
    assert "added 13 figures to results.csv" in result.stderr
    assert "wrote errors.md" in result.stderr


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ((), "nothing to measure on: give --corpora (with polnear/dev in it), --articles, or both"),
        (("--articles", ".", "--errors", "e.md"), "--errors needs --corpora (with polnear/dev in it)"),
        (("--compare",), "nothing to compare: give the table of figures as --results"),
        (("--compare", "--results", "no.csv"), "no results no.csv; give as --results a table that a measurement"),
        (("--articles", ".", "--results", "no/r.csv"), "the folder of the results no/r.csv is not there; make it, or"),
        (("--articles", ".", "--results", "other.csv"), "the results other.csv have the columns a,b, expected date,"),
    ],
)
def test_what_cannot_be_done_is_told_first(
    attrib: Attrib, tmp_path: Path, options: tuple[str, ...], reason: str
) -> None:
    (tmp_path / "other.csv").write_text("a,b\n")
    result = attrib("evaluate", *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert reason in result.stderr
