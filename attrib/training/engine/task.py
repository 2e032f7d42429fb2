"""What a training is made of: the parts of a task that `engine.run` asks for, and the place it works in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from attrib.nn.encoder.device import choose_dtype
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.state import Position

Batch = TypeVar("Batch")
SAVE_EVERY_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a part of a training is: `what` it does, `done` of `total` units, the mean loss of the epoch so far."""

    what: str
    unit: str
    done: int
    total: int
    loss: float | None = None


def _ignore(_: object) -> None:
    """Takes a message and drops it."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where a training reads and writes: folders, the device, and who is told.

    `report` gets lines for people, `progress` how far the training is; the state is saved every `save_every` seconds.
    """

    corpora: Path
    output: Path
    articles: Path | None = None
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    report: Callable[[str], None] = _ignore
    progress: Callable[[Progress], None] = _ignore
    save_every: float = SAVE_EVERY_SECONDS

    def counter(self, what: str, unit: str, total: int) -> Callable[[int], None]:
        """A function that is told how many units were just done, and tells `progress` how many of `total` are."""
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            self.progress(Progress(what, unit, done, total))

        return count


class Task(Protocol[Batch]):
    """A training whose material is read and whose network is built; `engine.run.train` does the rest.

    Everything that is drawn depends on seed, epoch and batch alone, so that a resumed training ends like one that
    nothing interrupted.
    """

    @property
    def recipe(self) -> Recipe: ...

    @property
    def model(self) -> nn.Module:
        """The network whose parameters are trained, averaged and saved."""

    @property
    def average(self) -> float:
        """Decay of the moving average of the weights; 0 for none."""

    @property
    def precision(self) -> str:
        """Number format of the steps: auto, bf16 or fp32."""

    def groups(self) -> list[dict[str, Any]]:
        """Parameter groups of the optimiser, each with its learning rate as `lr` and as `initial`."""

    def rate(self, at: Position, batches: int) -> float:
        """What all learning rates are multiplied with at a step of an epoch of so many batches."""

    def batches(self, epoch: int) -> Sequence[Batch]:
        """The batches of an epoch, drawn from the recipe's seed and the epoch."""

    def loss(self, batch: Batch, random: np.random.Generator, /) -> Tensor:
        """The loss of a batch; `random` is the batch's own, for words that are masked and the like."""

    def measure(self) -> dict[str, float]:
        """Figures after an epoch, in percent by name, of the averaged weights in evaluation mode; may be none."""

    def write(self) -> None:
        """Write the model folder with the weights that the model has: the averaged ones."""

    def finish(self) -> dict[str, float]:
        """What follows the last epoch (calibration, a small head), with the averaged weights; returns final figures."""


class TaskClass(Protocol):
    """A class of tasks: what the table of tasks names."""

    recipe_class: type[Recipe]
    takes_articles: bool

    def __call__(self, recipe: Recipe, place: Workplace) -> Task[Any]:
        """Read the material and build the network; `recipe` is of the `recipe_class`.

        Raises SettingsError where recipe and folders disagree, CorpusError for what cannot be read and ModelError for
        a model that the recipe names and that is missing or does not fit.
        """


def half_precision(model: nn.Module, precision: str) -> torch.autocast:
    """Autocast to bfloat16 where the precision asks for it on the model's device; else a context without effect."""
    device = next(model.parameters()).device
    return torch.autocast(device.type, torch.bfloat16, enabled=choose_dtype(precision, device) == torch.bfloat16)


def shuffled(items: Sequence[Batch], size: int, seed: Sequence[int]) -> list[list[Batch]]:
    """The items in batches of `size`, in an order drawn from the seed."""
    order = np.random.default_rng(seed).permutation(len(items))
    return [[items[at] for at in order[start : start + size]] for start in range(0, len(order), size)]
