"""The table of results: whole rows, whole files, and what it says of a recipe."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from attrib.errors import SettingsError
from attrib.training.engine.provenance import Provenance
from attrib.training.evaluation import results
from attrib.training.evaluation.figures import Figure
from attrib.training.evaluation.measurement import Measurement
from attrib.training.evaluation.metrics import Score
from attrib.training.evaluation.results import (
    RESULT_COLUMNS,
    Comparison,
    Row,
    append_results,
    compare,
    read_results,
    result_rows,
)

FIGURES = (Figure("cue", Score(1, 2, 1, 4), 20.0, 50.0), Figure("content", Score(1, 1, 1, 1), 100.0, 100.0))
MEASURED = Measurement("polnear/dev", 3, "abc", FIGURES)
NOON = datetime(2026, 3, 1, 12, 30, 59, 999, tzinfo=UTC)
HEADER = ",".join(RESULT_COLUMNS)


def rows(model: str = "mine", seed: int | None = 1, recipe: str = "r1", weights: str = "w1") -> list[Row]:
    return result_rows(Provenance(model, weights, "c1", recipe, seed, 6, 1200), MEASURED, NOON, "first, \n“try”")


def test_one_row_a_figure(tmp_path: Path) -> None:
    append_results(tmp_path / "results.csv", rows())
    assert (tmp_path / "results.csv").read_text(encoding="utf-8").splitlines() == [
        HEADER,
        (
            "2026-03-01T12:30:59Z,mine,r1,c1,1,w1,polnear/dev,3,abc,cue,4,50.00,25.00,33.33,20.00,50.00,6,1200,"
            '"first, “try”"'
        ),
        (
            "2026-03-01T12:30:59Z,mine,r1,c1,1,w1,polnear/dev,3,abc,content,1,100.00,100.00,100.00,100.00,100.00,6,1200,"
            '"first, “try”"'
        ),
    ]
    assert read_results(tmp_path / "results.csv") == rows()


def test_what_is_not_known_is_empty() -> None:
    [row, _] = result_rows(Provenance("mine", "w1"), MEASURED, NOON)
    assert [name for name in RESULT_COLUMNS if not row[name]] == [
        "recipe", "config_digest", "seed", "epochs", "seconds", "note",
    ]  # fmt: skip


def test_rows_come_behind_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    append_results(path, rows())
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    append_results(path, rows("other"))
    assert [row["model"] for row in read_results(path)] == ["mine", "mine", "other", "other"]
    assert [file.name for file in tmp_path.iterdir()] == ["results.csv"]
    assert read_results(tmp_path / "none.csv") == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "results.csv")
    append_results(tmp_path / "link.csv", rows())
    assert (tmp_path / "link.csv").is_symlink()
    assert len(read_results(tmp_path / "results.csv")) == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b\n1,2\n", "have the columns a,b, expected date,model,.*; give --results another file"),
        (f"{HEADER}\n1,2\n", r"are damaged in line 2 \(.*\); mend it or give another file"),
        (f"{HEADER}\n{','.join('x' * len(RESULT_COLUMNS))}\n", r"are damaged in line 2 \(could not convert"),
        (f'{HEADER}\n"1', "are damaged in line 2"),
    ],
)
def test_another_table_is_left_alone(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "results.csv"
    path.write_text(text)
    for use in (lambda: append_results(path, rows()), lambda: read_results(path)):
        with pytest.raises(SettingsError, match=rf"the results .*results\.csv {reason}"):
            use()
    assert path.read_text() == text
    assert [file.name for file in tmp_path.iterdir()] == ["results.csv"]


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "results.csv").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match=r"results\.csv cannot be read"):
        read_results(tmp_path / "results.csv")


def test_a_write_that_breaks_off_leaves_the_earlier_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "results.csv"
    append_results(path, rows())
    before = path.read_bytes()

    def full_disk(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(OSError, match="no space"):
        append_results(path, rows("other"))
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["results.csv"]


def test_only_one_writes_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "_LOCK_SECONDS", 0.0)
    (tmp_path / ".results.csv.part").touch()
    with pytest.raises(SettingsError, match=r"another run is writing to .*; if there is none, delete .*\.part and try"):
        append_results(tmp_path / "results.csv", rows())
    assert (tmp_path / ".results.csv.part").exists()
    monkeypatch.setattr(results, "_LOCK_SECONDS", 5.0)
    monkeypatch.setattr("time.sleep", lambda _: (tmp_path / ".results.csv.part").unlink())
    append_results(tmp_path / "results.csv", rows())
    assert len(read_results(tmp_path / "results.csv")) == 2


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"cannot write .*results\.csv \(No such file.*; give --results a file"):
        append_results(tmp_path / "none" / "results.csv", rows())


def scored(f1: float, **others: str) -> Row:
    return rows()[0] | {"f1": str(f1)} | others


def test_a_recipe_over_its_seeds() -> None:
    found = compare([scored(70, seed="1", model="a"), scored(74, seed="2", model="b"), scored(60, recipe="r2")])
    assert [replace(item, spread=None) for item in found] == [
        Comparison("r1", ("a", "b"), "polnear/dev", "abc", "cue", 72.0, None, 2),
        Comparison("r2", ("mine",), "polnear/dev", "abc", "cue", 60.0, None, 1),
    ]
    assert [item.spread for item in found] == [pytest.approx(8**0.5), None]


def test_of_a_seed_the_last_row_counts() -> None:
    [found] = compare([scored(10), scored(90)])
    assert (found.mean, found.spread, found.seeds) == (90, None, 1)


def test_what_differs_in_more_than_the_seed_stays_apart() -> None:
    others = [{"corpus": "riqua/valid"}, {"data_digest": "xyz"}, {"figure": "source"}]
    assert len(compare([scored(50), *(scored(50, **other) for other in others)])) == 4
    unknown = [scored(50, recipe="", seed="", weights="w1"), scored(60, recipe="", seed="", weights="w2")]
    assert [(item.recipe, item.mean) for item in compare(unknown)] == [("weights w1", 50), ("weights w2", 60)]
    assert compare([]) == []
