"""The training loop with the smallest task there can be: a line through points."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from attrib.training.engine.recipe import Recipe
from attrib.training.engine.run import train
from attrib.training.engine.state import FILE, Position, read_progress
from attrib.training.engine.task import Progress, Workplace, shuffled

Point = tuple[float, float]
POINTS = [(x / 10, 3 * x / 10 - 1) for x in range(-10, 10)]


@dataclass(frozen=True, slots=True)
class LineTraining(Recipe):
    """The settings of a line."""

    name: str
    task: str = "line"
    seed: int = 1
    epochs: int = 40
    weight_decay: float = 0.0
    average: float = 0.5


class LineTask:
    """Learns slope and height; writes them as JSON."""

    precision = "fp32"

    def __init__(self, recipe: LineTraining, place: Workplace) -> None:
        self.recipe, self.place, self.average = recipe, place, recipe.average
        torch.manual_seed(recipe.seed)
        self.model = nn.Linear(1, 1)
        self.noise: list[float] = []

    def groups(self) -> list[dict[str, Any]]:
        return [{"params": list(self.model.parameters()), "lr": 0.1, "initial": 0.1}]

    def rate(self, at: Position, batches: int) -> float:
        return 1 - at.step / (batches * self.recipe.epochs)

    def batches(self, epoch: int) -> list[list[Point]]:
        return shuffled(POINTS, 6, (self.recipe.seed, epoch))

    def loss(self, batch: list[Point], random: np.random.Generator) -> Tensor:
        self.noise.append(float(random.random() + torch.rand(1)))
        points = torch.tensor(batch)
        x, y = points[:, :1], points[:, 1:]
        error: Tensor = (self.model(x) - y).square().mean()
        return error

    def measure(self) -> dict[str, float]:
        assert not self.model.training
        return {"slope": round(self.model.weight.item(), 3)}

    def write(self) -> None:
        line = [self.model.weight.item(), self.model.bias.item()]
        (self.place.output / "line.json").write_text(json.dumps(line), encoding="utf-8")

    def finish(self) -> dict[str, float]:
        return self.measure()


def test_a_line_is_learnt_and_told(tmp_path: Path) -> None:
    recipe, lines, seen = LineTraining("line"), list[str](), list[Progress]()
    place = Workplace(tmp_path, tmp_path / "out", report=lines.append, progress=seen.append)
    figures = train(LineTask(recipe, place), place)
    assert json.loads((place.output / "line.json").read_text()) == pytest.approx([3, -1], abs=0.05)
    assert figures["slope"] == pytest.approx(3, abs=0.05)
    log = [json.loads(line) for line in (place.output / "log.jsonl").read_text().splitlines()]
    assert [line["epoch"] for line in log] == [*range(1, 41), "finished"]
    assert log[39]["loss"] < log[0]["loss"] / 100
    assert set(log[0]) == {"epoch", "loss", "seconds", "slope"}
    assert lines[0].startswith("epoch 1 loss ")
    assert [(item.what, item.done, item.total) for item in seen[:5]] == [
        *(("epoch 1/40", done, 4) for done in (1, 2, 3, 4)),
        ("epoch 2/40", 1, 4),
    ]
    record = json.loads((place.output / "training.json").read_text())
    assert record["config"] == recipe.values()
    assert record["config_digest"] == recipe.digest
    assert read_progress(place.output / FILE)["step"] == 160


def test_what_is_drawn_depends_on_seed_epoch_and_batch_alone(tmp_path: Path) -> None:
    drawn = []
    for seed, folder in ((1, "a"), (1, "b"), (2, "c")):
        place = Workplace(tmp_path, tmp_path / folder)
        task = LineTask(LineTraining("line", seed=seed, epochs=2), place)
        torch.rand(seed)  # whatever else drew before
        train(task, place)
        drawn.append(task.noise)
    assert drawn[0] == drawn[1]
    assert not set(drawn[0]) & set(drawn[2])
    assert len(set(drawn[0])) == 8


def test_the_mean_loss_of_an_epoch_counts_batches_before_an_interruption(tmp_path: Path) -> None:
    class Interrupted(LineTask):
        def loss(self, batch: list[Point], random: np.random.Generator) -> Tensor:
            if len(self.noise) == 6:
                raise KeyboardInterrupt
            return super().loss(batch, random)

    recipe, whole = LineTraining("line", epochs=2), Workplace(tmp_path, tmp_path / "whole")
    cut = Workplace(tmp_path, tmp_path / "cut", save_every=0.0)
    train(LineTask(recipe, whole), whole)
    with pytest.raises(KeyboardInterrupt):
        train(Interrupted(recipe, cut), cut)
    assert read_progress(cut.output / FILE)["done"] == 2
    train(LineTask(recipe, cut), cut)
    one, other = ((place.output / "log.jsonl").read_text().splitlines() for place in (whole, cut))
    assert [json.loads(line)["loss"] for line in one[:2]] == [json.loads(line)["loss"] for line in other[:2]]


def test_without_epochs_the_task_only_finishes(tmp_path: Path) -> None:
    place = Workplace(tmp_path, tmp_path / "out")
    train(LineTask(replace(LineTraining("line"), epochs=0), place), place)
    assert (place.output / "line.json").is_file()
    assert not (place.output / FILE).exists()
