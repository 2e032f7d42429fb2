"""`attrib train --results`: the figures of each training in one table, and what `attrib evaluate` makes of them."""

import json
import tomllib
from pathlib import Path

from attrib.training.evaluation.results import RESULT_COLUMNS
from tests.cli.conftest import Attrib, train
from tests.cli.learn.test_evaluate import FIGURES, table


def test_results_of_trainings_are_kept_and_compared(lab: Attrib, tmp_path: Path) -> None:
    for result in (
        train(lab, "one", "--results", "results.csv", "--note", "first"),
        train(lab, "two", "--results", "results.csv"),
    ):
        assert result.exit_code == 0, result.output
    rows = table(tmp_path / "results.csv")
    assert list(rows[0]) == list(RESULT_COLUMNS)
    assert [(row["model"], row["seed"], row["note"], row["figure"]) for row in rows] == [
        (*run, figure) for run in (("one", "1", "first"), ("two", "2", "")) for figure in FIGURES
    ]  # fmt: skip
    assert {row["corpus"] for row in rows} == {"polnear/dev"}
    assert len({row["recipe"] for row in rows}) == 1
    assert len({row["config_digest"] for row in rows}) == 2

    compared = json.loads(lab("evaluate", "--results", "results.csv", "--compare", "--format", "json").stdout)
    assert [(item["figure"], item["models"], item["seeds"]) for item in compared] == [
        (figure, ["one", "two"], 2) for figure in FIGURES
    ]
    shown = lab("evaluate", "--results", "results.csv", "--compare")
    assert "polnear/dev" in shown.stdout
    assert "one, two" in shown.stdout


def test_a_training_with_a_table_of_other_columns_does_not_begin(lab: Attrib, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n")
    result = train(lab, "one", "--results", "other.csv")
    assert result.exit_code == 1
    assert "the results other.csv have the columns a,b" in result.stderr
    assert not (tmp_path / "one").exists()


def test_the_encoder_is_adapted_by_a_config_of_that_task(lab: Attrib, tmp_path: Path) -> None:
    base = tomllib.loads((tmp_path / "one.toml").read_text())["base"]
    (tmp_path / "words.toml").write_text(
        f'name = "words"\ntask = "masked_words"\nbase = "{base}"\nbatch_tokens = 160\nwindow = 62\nprecision = "fp32"\n'
    )
    result = train(lab, "words")
    assert result.exit_code == 0, result.output
    assert "figures: hidden pieces told" in result.stderr
    assert (tmp_path / "words" / "model.safetensors").is_file()
    refused = train(lab, "words", "--results", "results.csv")
    assert refused.exit_code == 1
    assert "keeps figures of attribution alone; leave it out for masked_words" in refused.stderr
