"""Tiny trainings: they write a model that loads, and one that is killed and resumed ends as if it had not been."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from attrib.errors import ModelError, SettingsError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.catalogue import weights_digest
from attrib.training.attribution import loop
from attrib.training.attribution.batches import TrainingBatch
from attrib.training.attribution.loop import Trainer, train
from attrib.training.attribution.recipe import TrainingConfig
from attrib.training.engine.state import read_progress
from attrib.training.evaluation.calibration import Judged


class KilledError(Exception):
    """Stands for a kill at a step of a test's choosing."""


@pytest.fixture(scope="module")
def config(base: Path) -> TrainingConfig:
    return TrainingConfig(
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


def quiet(_: str) -> None:
    """Takes a report and says nothing."""


@dataclass(frozen=True)
class Trained:
    """A training that nothing interrupted."""

    folder: Path
    figures: dict[str, float]
    lines: list[str]


@pytest.fixture(scope="module")
def trained(config: TrainingConfig, corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    folder, lines = tmp_path_factory.mktemp("runs") / "whole", list[str]()
    return Trained(folder, train(config, corpora, None, folder, lines.append, "cpu"), lines)


def kill_at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Every batch is followed by a save, and the training dies in the middle of step `step`."""
    monkeypatch.setattr(loop, "_SAVE_EVERY_SECONDS", -1.0)
    whole: Callable[[Trainer, TrainingBatch, int], float] = Trainer._train_step

    def dying(trainer: Trainer, batch: TrainingBatch, steps: int) -> float:
        loss = whole(trainer, batch, steps)
        if trainer.step == step:
            raise KilledError
        return loss

    monkeypatch.setattr(Trainer, "_train_step", dying)


def test_a_training_writes_a_model_that_loads(config: TrainingConfig, trained: Trained) -> None:
    assert {"source", "cue", "content", "linked"} <= set(trained.figures)
    assert all(0 <= figure <= 100 for figure in trained.figures.values())
    assert [line.split()[:2] for line in trained.lines] == [["epoch", "1"], ["epoch", "2"]]
    loaded = load_model(str(trained.folder), torch.device("cpu"))
    assert loaded.model.config.window == 62
    log = [json.loads(line) for line in (trained.folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["epoch"] for line in log] == [1, 2]
    assert log[1]["loss"] < log[0]["loss"]
    record = json.loads((trained.folder / "training.json").read_text(encoding="utf-8"))
    assert record["config_digest"] == config.digest
    assert record["config"]["seed"] == 3


def test_half_precision_trains_too(config: TrainingConfig, corpora: Path, tmp_path: Path) -> None:
    train(replace(config, precision="bf16"), corpora, None, tmp_path, quiet, "cpu")
    log = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert log[1]["loss"] < log[0]["loss"]
    loaded = load_model(str(tmp_path), torch.device("cpu"))
    assert all(parameter.isfinite().all() for parameter in loaded.model.parameters())


def test_another_seed_trains_other_weights(
    config: TrainingConfig, trained: Trained, corpora: Path, tmp_path: Path
) -> None:
    train(replace(config, seed=4), corpora, None, tmp_path, quiet, "cpu")
    assert weights_digest(tmp_path) != weights_digest(trained.folder)


@pytest.mark.parametrize("step", [1, 4, 9])
def test_a_killed_training_resumes_to_the_same_weights(
    config: TrainingConfig,
    trained: Trained,
    corpora: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:
    with monkeypatch.context() as patch:
        kill_at(patch, step)
        with pytest.raises(KilledError):
            train(config, corpora, None, tmp_path, quiet, "cpu")
    lines: list[str] = []
    assert train(config, corpora, None, tmp_path, lines.append, "cpu") == trained.figures
    assert weights_digest(tmp_path) == weights_digest(trained.folder)
    assert any(line.startswith("resumed at epoch") for line in lines) == (step > 1)


def test_a_finished_training_measures_and_trains_no_more(
    config: TrainingConfig, trained: Trained, corpora: Path
) -> None:
    digest = weights_digest(trained.folder)
    lines: list[str] = []
    assert train(config, corpora, None, trained.folder, lines.append, "cpu") == trained.figures
    assert lines == ["resumed at epoch 3, batch 0"]
    assert weights_digest(trained.folder) == digest


def test_an_epochs_state_is_saved_after_its_model(
    config: TrainingConfig, corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(*_: object) -> None:
        raise KilledError

    config, run = replace(config, epochs=1), tmp_path / "run"
    with monkeypatch.context() as patch:
        patch.setattr(loop, "save_model", dying)
        with pytest.raises(KilledError):
            train(config, corpora, None, run, quiet, "cpu")
    assert not (run / "state.safetensors").exists()
    train(config, corpora, None, run, quiet, "cpu")
    assert load_model(str(run), torch.device("cpu")).digest == weights_digest(run)


def test_another_config_is_refused(config: TrainingConfig, trained: Trained, corpora: Path) -> None:
    other = replace(config, epochs=3)
    with pytest.raises(SettingsError, match=f"begun with config {config.digest}, this one is {other.digest}; give ano"):
        train(other, corpora, None, trained.folder, quiet, "cpu")
    assert read_progress(trained.folder / "state.safetensors")["epoch"] == 2


def test_a_damaged_state_is_refused(config: TrainingConfig, corpora: Path, tmp_path: Path) -> None:
    (tmp_path / "state.safetensors").write_bytes(b"not a state")
    with pytest.raises(ModelError, match=r"is damaged .*; delete it to train from the start"):
        train(config, corpora, None, tmp_path, quiet, "cpu")


def test_articles_join_the_corpus_as_often_as_told(config: TrainingConfig, corpora: Path, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    for name in ("labels", "text"):
        (articles / name).mkdir(parents=True)
    (articles / "text" / "1.txt").write_text("Ann said yes.", encoding="utf-8")
    row = {"content": ["yes"], "cue": "said", "source": "Ann", "type": "indirect"}
    row |= {"speaker": "Ann", "speaker_kind": "person", "affiliation": ""}
    label = {"file": "1.txt", "statements": [row]}
    (articles / "labels" / "1.json").write_text(json.dumps(label), encoding="utf-8")
    config = replace(config, articles_weight=3)
    trainer = Trainer(config, corpora, articles, tmp_path / "run", quiet, "cpu")
    assert len(trainer.material.labelled) == 6 + 3
    assert [text.entities is not None for text in trainer.material.labelled] == [True] + [False] * 8
    with pytest.raises(SettingsError, match=r"articles_weight = 3 .* give --articles"):
        Trainer(config, corpora, None, tmp_path / "run", quiet, "cpu")
    with pytest.raises(SettingsError, match="articles_weight = 0 "):
        Trainer(replace(config, articles_weight=0), corpora, articles, tmp_path / "run", quiet, "cpu")


def test_layers_learn_at_their_own_rates(config: TrainingConfig, corpora: Path, tmp_path: Path) -> None:
    config = replace(config, layer_decay=0.5, learning_rate=1e-3, head_rate=2e-2)
    trainer = Trainer(config, corpora, None, tmp_path, quiet, "cpu")
    rates = {id(p): group["initial"] for group in trainer.optimizer.param_groups for p in group["params"]}
    by_name = {name: rates[id(parameter)] for name, parameter in trainer.model.named_parameters()}
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
    config: TrainingConfig, corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = Trainer(replace(config, warmup=0.5), corpora, None, tmp_path, quiet, "cpu")
    rates: list[float] = []
    whole = trainer._train_step

    def watched(batch: TrainingBatch, steps: int) -> float:
        loss = whole(batch, steps)
        rates.append(trainer.optimizer.param_groups[-1]["lr"])
        return loss

    monkeypatch.setattr(trainer, "_train_step", watched)
    trainer.run(quiet)
    top = rates.index(max(rates))
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)
    assert min(rates) > 0


@pytest.fixture
def student(config: TrainingConfig, trained: Trained, corpora: Path) -> TrainingConfig:
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
    student: TrainingConfig, trained: Trained, corpora: Path, tmp_path: Path
) -> None:
    lines: list[str] = []
    trainer = Trainer(student, corpora, None, tmp_path, lines.append, "cpu")
    assert lines[0].startswith("asking 1 teachers about 8 texts of ")
    start = load_model(str(trained.folder), torch.device("cpu")).model.state_dict()
    assert all(torch.equal(value, start[name]) for name, value in trainer.model.state_dict().items())
    items = trainer.material.draw(np.random.default_rng(0))
    shares = [item.share for item in items]
    assert shares[-2:] == [1.0, 1.0]
    assert set(shares[:-2]) == {0.0, 0.5}
    assert [item.taught is not None for item in items] == [share > 0 for share in shares]
    assert set(trainer.run(lines.append)) == set(trained.figures)


def test_a_killed_student_resumes_to_the_same_weights(
    student: TrainingConfig, corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    figures = train(student, corpora, None, whole, quiet, "cpu")
    with monkeypatch.context() as patch:
        kill_at(patch, 2)
        with pytest.raises(KilledError):
            train(student, corpora, None, cut, quiet, "cpu")
    assert train(student, corpora, None, cut, quiet, "cpu") == figures
    assert weights_digest(cut) == weights_digest(whole)


def test_without_epochs_the_model_is_the_average(
    config: TrainingConfig, trained: Trained, corpora: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    train(replace(config, seed=4, epochs=1), corpora, None, other, quiet, "cpu")
    both = (str(trained.folder), str(other))
    figures = train(replace(config, epochs=0, start=both), corpora, None, tmp_path / "mean", quiet, "cpu")
    assert set(figures) == set(trained.figures)
    mean, one, two = (
        load_model(str(folder), torch.device("cpu")).model.roles.weight
        for folder in (tmp_path / "mean", trained.folder, other)
    )
    assert torch.allclose(mean, (one + two) / 2, atol=1e-3)
    assert not torch.allclose(one, two, atol=1e-3)


def test_the_confidence_is_fitted_to_dev(
    config: TrainingConfig, trained: Trained, corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Judged] = []

    def fitted(judged: list[Judged]) -> tuple[float, float]:
        seen.extend(judged)
        return 0.5, -1.0

    monkeypatch.setattr(loop, "fit", fitted)
    train(replace(config, epochs=0, start=(str(trained.folder),), least_confidence=0.2), corpora, None, tmp_path, quiet)
    found = load_model(str(tmp_path), torch.device("cpu")).model.config
    assert (found.confidence_scale, found.confidence_shift, found.least_confidence) == (0.5, -1.0, 0.2)
    assert all(0 <= item.confidence <= 1 for item in seen)
