"""A training of the antecedent head on GAP's format, with a tiny attribution model."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from attrib.errors import CorpusError, SettingsError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.heads.checkpoint import load_antecedents
from attrib.training.antecedents.recipe import AntecedentTraining
from attrib.training.antecedents.task import AntecedentTask
from attrib.training.engine.run import train
from attrib.training.engine.task import Progress, Workplace
from attrib.training.tasks import train_recipe
from tests.tiny import save_tiny_model
from tests.training.small import write_gap


@pytest.fixture
def config(base: Path, tmp_path: Path) -> AntecedentTraining:
    model = save_tiny_model(tmp_path / "model", base)
    return AntecedentTraining(
        "a",
        model=str(model),
        epochs=12,
        learning_rate=1e-2,
        dropout=0.0,
        gum_weight=0,
        silver_weight=0,
        scorers=2,
        width=16,
    )


def test_a_training_learns_what_tells_candidates_apart(config: AntecedentTraining, tmp_path: Path) -> None:
    # The pronoun always means the second name: where it stands tells it from the first.
    write_gap(tmp_path / "corpora" / "gap" / "gap-development.tsv", 160, second_only=True)
    lines: list[str] = []
    seen: list[Progress] = []
    place = Workplace(tmp_path / "corpora", tmp_path / "head", report=lines.append, progress=seen.append)
    task = AntecedentTask(config, place)
    before = float(task.loss(task.batches(0)[0], np.random.default_rng(0)).detach())
    train(task, place)
    head, loaded = load_antecedents(tmp_path / "head"), load_model(config.model, torch.device("cpu"))
    assert head.config.made_for == loaded.digest
    assert head.config.layer == 2  # the tiny encoder has no fifth layer
    assert len(head.scorers) == 2
    assert lines[0] == "160 anaphors to learn from"
    assert float(lines[-2].split()[3]) < before / 3
    assert seen[0] == Progress("reading", "text", 60, 160)
    assert [item.done for item in seen if item.what == "epoch 12/12"] == [1, 2, 3]


def test_scorers_see_the_examples_in_orders_of_their_own(config: AntecedentTraining, tmp_path: Path) -> None:
    write_gap(tmp_path / "gap" / "gap-development.tsv", 160)
    task = AntecedentTask(config, Workplace(tmp_path, tmp_path / "head"))
    one, other = task.batches(0)[0]
    assert [id(item) for item in one] != [id(item) for item in other]
    assert [id(item) for item in task.batches(1)[0][0]] != [id(item) for item in one]
    assert [id(item) for item in task.batches(0)[0][0]] == [id(item) for item in one]


def test_what_cannot_be_is_told(config: AntecedentTraining, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read"):
        train_recipe(config, Workplace(tmp_path, tmp_path / "head"))
    with pytest.raises(SettingsError, match="task = 'antecedents' learns from corpora alone; leave it out"):
        train_recipe(replace(config, seed=2), Workplace(tmp_path, tmp_path / "head", tmp_path))
    assert not (tmp_path / "head").exists()
