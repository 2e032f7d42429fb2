"""Tiny trainings of the attribution model: they write a model that loads, measured and calibrated on dev."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from attrib.errors import SettingsError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.catalogue import weights_digest
from attrib.training.attribution import task as attribution_task
from attrib.training.attribution.recipe import AttributionTraining
from attrib.training.attribution.task import AttributionTask, Windows
from attrib.training.engine import run
from attrib.training.engine.run import Training
from attrib.training.engine.task import Workplace
from attrib.training.evaluation.calibration import Judged
from attrib.training.tasks import train_recipe


@pytest.fixture(scope="module")
def config(base: Path) -> AttributionTraining:
    return AttributionTraining(
        "tiny",
        base=str(base),
        seed=3,
        epochs=2,
        batch_tokens=160,
        window=62,
        overlap=16,
        learning_rate=1e-3,
        average=0.9,
        precision="fp32",
    )


def train(recipe: AttributionTraining, corpora: Path, folder: Path) -> dict[str, float]:
    """Train without labelled articles."""
    return train_recipe(recipe, Workplace(corpora, folder))


@dataclass(frozen=True)
class Trained:
    """A training that nothing interrupted."""

    folder: Path
    figures: dict[str, float]
    lines: list[str]


@pytest.fixture(scope="module")
def trained(config: AttributionTraining, corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    folder, lines = tmp_path_factory.mktemp("runs") / "whole", list[str]()
    place = Workplace(corpora, folder, report=lines.append)
    return Trained(folder, train_recipe(config, place), lines)


def test_a_training_writes_a_model_that_loads(config: AttributionTraining, trained: Trained) -> None:
    assert {"source", "cue", "content", "linked"} <= set(trained.figures)
    assert all(0 <= figure <= 100 for figure in trained.figures.values())
    assert [line.split()[:2] for line in trained.lines] == [["epoch", "1"], ["epoch", "2"], ["epoch", "finished"]]
    loaded = load_model(str(trained.folder), torch.device("cpu"))
    assert loaded.model.config.window == 62
    log = [json.loads(line) for line in (trained.folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["epoch"] for line in log] == [1, 2, "finished"]
    assert log[1]["loss"] < log[0]["loss"]
    record = json.loads((trained.folder / "training.json").read_text(encoding="utf-8"))
    assert record["config_digest"] == config.digest
    assert record["config"]["seed"] == 3


def test_half_precision_trains_too(config: AttributionTraining, corpora: Path, tmp_path: Path) -> None:
    train(replace(config, precision="bf16"), corpora, tmp_path)
    log = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert log[1]["loss"] < log[0]["loss"]
    loaded = load_model(str(tmp_path), torch.device("cpu"))
    assert all(parameter.isfinite().all() for parameter in loaded.model.parameters())


def test_another_seed_trains_other_weights(
    config: AttributionTraining, trained: Trained, corpora: Path, tmp_path: Path
) -> None:
    train(replace(config, seed=4), corpora, tmp_path)
    assert weights_digest(tmp_path) != weights_digest(trained.folder)


def test_articles_join_the_corpus_as_often_as_told(config: AttributionTraining, corpora: Path, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    for name in ("labels", "text"):
        (articles / name).mkdir(parents=True)
    (articles / "text" / "1.txt").write_text("Ann said yes.", encoding="utf-8")
    row = {"content": ["yes"], "cue": "said", "source": "Ann", "type": "indirect"}
    row |= {"speaker": "Ann", "speaker_kind": "person", "affiliation": ""}
    label = {"file": "1.txt", "statements": [row]}
    (articles / "labels" / "1.json").write_text(json.dumps(label), encoding="utf-8")
    config, place = replace(config, articles_weight=3), Workplace(corpora, tmp_path / "run", articles)
    labelled = AttributionTask(config, place).mix.labelled
    assert len(labelled) == 6 + 3
    assert [text.entities is not None for text in labelled] == [True] + [False] * 8
    with pytest.raises(SettingsError, match=r"articles_weight = 3, .* give --articles"):
        AttributionTask(config, Workplace(corpora, tmp_path / "run"))
    with pytest.raises(SettingsError, match="articles_weight = 0, "):
        AttributionTask(replace(config, articles_weight=0), place)


def test_layers_learn_at_their_own_rates(config: AttributionTraining, corpora: Path, tmp_path: Path) -> None:
    config = replace(config, layer_decay=0.5, learning_rate=1e-3, head_rate=2e-2)
    task = AttributionTask(config, Workplace(corpora, tmp_path))
    rates = {id(p): group["initial"] for group in task.groups() for p in group["params"]}
    by_name = {name: rates[id(parameter)] for name, parameter in task.model.named_parameters()}
    assert len(by_name) == len(rates)
    for name, rate in by_name.items():
        if ".layer.1." in name:
            assert rate == pytest.approx(1e-3), name
        elif ".layer.0." in name:
            assert rate == pytest.approx(5e-4), name
        elif name.startswith("encoder."):
            assert rate == pytest.approx(2.5e-4), name
        else:
            assert rate == pytest.approx(2e-2), name


def test_the_rate_warms_up_and_goes_down(
    config: AttributionTraining, corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Workplace(corpora, tmp_path)
    training = Training(AttributionTask(replace(config, warmup=0.5), place), place)
    rates: list[float] = []
    whole = training._step

    def watched(batch: Windows, batches: int) -> None:
        whole(batch, batches)
        rates.append(training.optimizer.param_groups[-1]["lr"])

    monkeypatch.setattr(training, "_step", watched)
    training.run()
    top = rates.index(max(rates))
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)
    assert min(rates) > 0


@pytest.fixture
def student(config: AttributionTraining, trained: Trained, corpora: Path) -> AttributionTraining:
    folder = corpora / "newsmtsc"
    folder.mkdir(exist_ok=True)
    rows = [json.dumps({"sentence_normalized": f"Ann Lee said number {index}."}) for index in range(30)]
    (folder / "train.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return replace(
        config,
        epochs=1,
        augment=0.5,
        start=(str(trained.folder),),
        teachers=(str(trained.folder),),
        unlabelled=("newsmtsc",),
        unlabelled_texts=2,
    )


def test_a_student_starts_from_a_model_and_learns_from_teachers(
    student: AttributionTraining, trained: Trained, corpora: Path, tmp_path: Path
) -> None:
    lines: list[str] = []
    place = Workplace(corpora, tmp_path, report=lines.append)
    task = AttributionTask(student, place)
    assert lines[0].startswith("asking 1 teachers about 8 texts of ")
    start = load_model(str(trained.folder), torch.device("cpu")).model.state_dict()
    assert all(torch.equal(value, start[name]) for name, value in task.model.state_dict().items())
    items = task.mix.draw(np.random.default_rng(0))
    shares = [item.share for item in items]
    assert shares[-2:] == [1.0, 1.0]
    assert set(shares[:-2]) == {0.0, 0.5}
    assert [item.taught is not None for item in items] == [share > 0 for share in shares]
    assert set(run.train(task, place)) == set(trained.figures)


def test_teachers_are_asked_once(student: AttributionTraining, corpora: Path, tmp_path: Path) -> None:
    lines: list[str] = []
    place = Workplace(corpora, tmp_path, report=lines.append)
    first, second = (AttributionTask(student, place).mix.taught for _ in range(2))
    assert sum(line.startswith("asking ") for line in lines) == 1
    assert all(torch.equal(one.answers.roles, other.answers.roles) for one, other in zip(first, second, strict=True))


def test_without_epochs_the_model_is_the_average(
    config: AttributionTraining, trained: Trained, corpora: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    train(replace(config, seed=4, epochs=1), corpora, other)
    both = (str(trained.folder), str(other))
    figures = train(replace(config, epochs=0, start=both), corpora, tmp_path / "mean")
    assert set(figures) == set(trained.figures)
    mean, one, two = (
        load_model(str(folder), torch.device("cpu")).model.roles.weight
        for folder in (tmp_path / "mean", trained.folder, other)
    )
    assert torch.allclose(mean, (one + two) / 2, atol=1e-3)
    assert not torch.allclose(one, two, atol=1e-3)


def test_the_confidence_is_fitted_to_dev(
    config: AttributionTraining, trained: Trained, corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Judged] = []

    def fitted(judged: list[Judged]) -> tuple[float, float]:
        seen.extend(judged)
        return 0.5, -1.0

    monkeypatch.setattr(attribution_task, "fit", fitted)
    train(replace(config, epochs=0, start=(str(trained.folder),), least_confidence=0.2), corpora, tmp_path)
    found = load_model(str(tmp_path), torch.device("cpu")).model.config
    assert (found.confidence_scale, found.confidence_shift, found.least_confidence) == (0.5, -1.0, 0.2)
    assert all(0 <= item.confidence <= 1 for item in seen)
