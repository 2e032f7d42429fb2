"""What `attrib train --help` promises, for every task: killed and run again, a training ends in the same weights."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from torch import nn
from torch.optim import AdamW

from attrib.errors import ModelError, SettingsError
from attrib.nn.catalogue import weights_digest
from attrib.training.engine import run
from attrib.training.engine.average import WeightAverage
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.run import Training
from attrib.training.engine.state import FILE, read_progress, save_state
from attrib.training.engine.task import Batch, Workplace
from attrib.training.tasks import TASKS, task_class, train_recipe
from tests.tiny import save_tiny_model
from tests.training.small import RECIPES, write_corpora

KILLED_AT = 3  # the step whose end is not reached


class KilledError(Exception):
    """Stands for a kill at a step of a test's choosing."""


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpora(tmp_path_factory.mktemp("all"))


@pytest.fixture(scope="module")
def model(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_model(tmp_path_factory.mktemp("models") / "attribution", base)


WITH_ARTICLES = (
    "linker",
    "posts",
    "nested",
    "pointer",
    "judge",
    "affiliations",
)  # whose small recipes name a folder of labelled articles


@pytest.fixture(scope="module", params=TASKS)
def recipe(request: pytest.FixtureRequest, base: Path, model: Path) -> Recipe:
    return RECIPES[request.param](base, model)


class Whole(NamedTuple):
    """A training that nothing has killed: where it was done, and its figures."""

    place: Workplace
    figures: dict[str, float]


@pytest.fixture(scope="module")
def whole(recipe: Recipe, corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    articles = corpora if recipe.task in WITH_ARTICLES else None
    place = Workplace(corpora, tmp_path_factory.mktemp("whole"), articles)
    return Whole(place, train_recipe(recipe, place))


def kill(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Let trainings die in the middle of that step."""
    whole = Training._step

    def dying(training: "Training[Batch]", batch: Batch, batches: int) -> None:
        whole(training, batch, batches)
        if training.at.step == step:
            raise KilledError

    monkeypatch.setattr(Training, "_step", dying)


def log(folder: Path) -> list[dict[str, object]]:
    """The lines of log.jsonl without the seconds, which no two trainings share."""
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    return [{key: value for key, value in line.items() if key != "seconds"} for line in lines]


def test_a_killed_training_ends_in_the_same_weights(
    recipe: Recipe, whole: Whole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = replace(whole.place, output=tmp_path / "cut", save_every=0.0)
    with monkeypatch.context() as patch:
        kill(patch, KILLED_AT)
        with pytest.raises(KilledError):
            train_recipe(recipe, cut)
    assert read_progress(cut.output / FILE)["step"] == KILLED_AT - 1
    lines: list[str] = []
    assert train_recipe(recipe, replace(cut, report=lines.append)) == whole.figures
    assert any(line.startswith("resumed at epoch ") for line in lines)
    assert weights_digest(cut.output) == weights_digest(whole.place.output)
    assert log(cut.output) == log(whole.place.output)
    record = json.loads((cut.output / "training.json").read_text(encoding="utf-8"))
    assert record["config_digest"] == recipe.digest
    assert record["config"]["task"] == recipe.task


def test_a_state_of_other_settings_or_damaged_is_refused_with_the_way_out(
    recipe: Recipe, whole: Whole, tmp_path: Path
) -> None:
    shutil.copytree(whole.place.output, tmp_path, dirs_exist_ok=True)
    place = replace(whole.place, output=tmp_path)
    other = type(recipe)(**(recipe.values() | {"seed": 7}))
    with pytest.raises(SettingsError, match=r"was begun with config .*; give another output folder, or delete that"):
        train_recipe(other, place)
    (tmp_path / FILE).write_bytes(b"not a state")
    with pytest.raises(ModelError, match=r"is damaged .*; delete it to train from the start"):
        train_recipe(recipe, place)


@pytest.fixture
def words(base: Path, model: Path) -> Recipe:
    """The recipe that trains quickest."""
    return RECIPES["word_classes"](base, model)


def test_a_finished_training_trains_no_more(words: Recipe, corpora: Path, tmp_path: Path) -> None:
    place = Workplace(corpora, tmp_path)
    train_recipe(words, place)
    before, lines = (weights_digest(tmp_path), log(tmp_path)), list[str]()
    train_recipe(words, replace(place, report=lines.append))
    assert (weights_digest(tmp_path), log(tmp_path)) == before
    assert lines[1:] == [f"resumed at epoch {words.epochs + 1}, batch 0", lines[-1]]
    assert lines[-1].startswith("epoch finished")


def test_the_state_is_saved_as_often_as_told(
    words: Recipe, corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[int] = []

    def counted(
        folder: Path, model: nn.Module, average: WeightAverage, optimizer: AdamW, progress: dict[str, Any]
    ) -> None:
        saved.append(progress["step"])
        save_state(folder, model, average, optimizer, progress)

    monkeypatch.setattr(run, "save_state", counted)
    train_recipe(words, Workplace(corpora, tmp_path / "seldom", save_every=1e6))
    assert len(saved) == words.epochs
    steps = saved[-1]
    saved.clear()
    train_recipe(words, Workplace(corpora, tmp_path / "often", save_every=0.0))
    assert sorted(set(saved)) == list(range(1, steps + 1))


def test_a_state_without_its_position_is_damaged(words: Recipe, corpora: Path, tmp_path: Path) -> None:
    place = Workplace(corpora, tmp_path)
    training = Training(task_class("word_classes")(words, place), place)
    save_state(tmp_path, training.task.model, training.average, training.optimizer, {"config": words.digest})
    with pytest.raises(ModelError, match=r"is damaged \('epoch'\); delete it"):
        train_recipe(words, place)


def test_an_epochs_state_is_saved_after_its_model(
    words: Recipe, corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Workplace(corpora, tmp_path)
    task = task_class("word_classes")(words, place)

    def dying() -> None:
        raise KilledError

    monkeypatch.setattr(task, "write", dying)
    with pytest.raises(KilledError):
        Training(task, place).run()
    assert not (tmp_path / FILE).exists()
