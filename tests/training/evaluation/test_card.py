"""The model card's tables, and that what people wrote around them stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from attrib.errors import ModelError
from attrib.training.evaluation.calibration import Judged, reliability
from attrib.training.evaluation.card import BEGIN, END, figures_tables, update_card
from attrib.training.evaluation.figures import Figure
from attrib.training.evaluation.measurement import Measurement
from attrib.training.evaluation.metrics import Score

MEASURED = (Measurement("mine/dev", 3, "abc", (Figure("cue", Score(1, 2, 1, 4), 20.0, 50.04),)),)


def test_a_table_has_a_row_a_figure() -> None:
    table = figures_tables(MEASURED)
    assert table.startswith("On mine/dev, 3 documents (data digest abc):\n")
    assert table.endswith("| cue | 50.0 | 25.0 | 33.3 | 20.0 – 50.0 | 4 |")


def test_what_a_baseline_does_not_tell_is_left_empty() -> None:
    measured = Measurement(
        "known", 9, "0", percentages={"R@1": 80.0, "shown": 7.0}, baselines={"cosine": {"R@1": 70.0}}
    )
    table = figures_tables([measured])
    assert "| R@1 | 80.0 | 70.0 |" in table
    assert "| shown | 7.0 |  |" in table


def test_percentages_stand_beside_those_of_baselines() -> None:
    figures = {"accuracy": 81.45, "macro F1": 66.0}
    measured = Measurement(
        "stances",
        9,
        "abc",
        numbers=(("expected calibration error", 0.0155),),
        percentages=figures,
        baselines={"always neutral": {"macro F1": 15.8, "accuracy": 65.4}},
    )
    assert figures_tables([measured]).splitlines() == [
        "On stances, 9 documents (data digest abc):",
        "",
        "| | model | always neutral |",
        "| --- | ---: | ---: |",
        "| accuracy | 81.5 | 65.4 |",
        "| macro F1 | 66.0 | 15.8 |",
        "",
        "Expected calibration error: 0.0155.",
    ]


def test_figures_are_replaced_and_prose_stays(tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_text(f"# Mine\n\nBefore.\n{BEGIN}\nold\n{END}\nAfter.\n", encoding="utf-8")
    for _ in range(2):
        update_card(tmp_path, MEASURED)
    text = card.read_text(encoding="utf-8")
    assert text.startswith("# Mine\n\nBefore.\n")
    assert text.endswith("After.\n")
    assert "old" not in text
    assert text.count("| cue |") == 1


def test_a_bare_card_is_made_where_there_is_none(tmp_path: Path) -> None:
    update_card(tmp_path, MEASURED)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {tmp_path.name}\n")
    assert "| cue |" in text


@pytest.mark.parametrize("text", ["no marks", f"{BEGIN} only", f"{END}{BEGIN}"])
def test_a_card_without_a_place_for_figures_is_left_alone(tmp_path: Path, text: str) -> None:
    card = tmp_path / "README.md"
    card.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="no place for figures"):
        update_card(tmp_path, MEASURED)
    assert card.read_text(encoding="utf-8") == text


def test_reliability_has_tables_of_its_own() -> None:
    judged = [Judged(0.95, True), Judged(0.93, False), Judged(0.25, False)]
    [measured] = MEASURED
    tables = figures_tables([replace(measured, reliability=reliability(judged, 4))])
    assert "Confidence of statements on mine/dev, expected calibration error 0.377:" in tables
    assert "| 0.9 – 1.0 | 2 | 0.94 | 0.50 | ██████████ |" in tables
    assert "| 0.9 | 50.0 | 25.0 |" in tables
    assert "Confidence" not in figures_tables(MEASURED)
