"""The one training loop: epochs, steps, moving average, saved state, resuming, log and provenance of every task."""

import json
import time
from dataclasses import replace
from typing import Any, Generic

import numpy as np
import torch
from torch.optim import AdamW

from attrib.errors import SettingsError
from attrib.nn.encoder.dropout import reseed_dropout
from attrib.training.engine.average import WeightAverage
from attrib.training.engine.provenance import write_provenance
from attrib.training.engine.rates import descend
from attrib.training.engine.state import FILE, Position, damaged, load_state, read_progress, save_state
from attrib.training.engine.task import Batch, Progress, Task, Workplace, half_precision

LOG = "log.jsonl"
_FINISHED = "finished"


def train(task: Task[Batch], place: Workplace) -> dict[str, float]:
    """Train a task to its end in the place's output folder, from the last saved state there; returns final figures.

    Raises SettingsError where the state there was begun with other settings, ModelError where it is damaged.
    """
    return Training(task, place).run()


class Training(Generic[Batch]):
    """One run in one folder: `run` trains to the end, from the last saved state where there is one."""

    def __init__(self, task: Task[Batch], place: Workplace) -> None:
        self.task, self.place = task, place
        self.optimizer = AdamW(task.groups(), weight_decay=task.recipe.weight_decay, fused=True)
        self.average = WeightAverage(task.model, task.average)
        self.at = Position()
        self._clock = self._saved = time.monotonic()

    def run(self) -> dict[str, float]:
        """Train the epochs that are left, finish, and write log and provenance beside the model."""
        self.place.output.mkdir(parents=True, exist_ok=True)
        if (self.place.output / FILE).is_file():
            self._resume()
            self.place.report(f"resumed at epoch {self.at.epoch + 1}, batch {self.at.done}")
        self._clock = self._saved = time.monotonic()
        while self.at.epoch < self.task.recipe.epochs:
            self._epoch()
        with self.average.applied(self.task.model):
            self.task.model.eval()
            figures = self.task.finish()
            self.task.write()
        self._tell({"epoch": _FINISHED, "seconds": round(self._seconds()), **figures})
        self._write_log()
        recipe = self.task.recipe
        write_provenance(self.place.output, recipe.values(), recipe.digest, round(self._seconds()))
        return figures

    def _epoch(self) -> None:
        """Train what is left of an epoch, measure and write the model, then save that the epoch is done."""
        batches = self.task.batches(self.at.epoch)
        self.task.model.train()
        for number in range(self.at.done, len(batches)):
            self._step(batches[number], len(batches))
            if time.monotonic() - self._saved > self.place.save_every:
                self._save()
        with self.average.applied(self.task.model):
            self.task.model.eval()
            figures = self.task.measure()
            self.task.write()
        loss = round(self.at.losses / max(1, len(batches)), 4)
        self._tell({"epoch": self.at.epoch + 1, "loss": loss, "seconds": round(self._seconds()), **figures})
        self.at = replace(self.at, epoch=self.at.epoch + 1, done=0, losses=0.0)
        # After the model: a state that says an epoch is done must find its model whole.
        self._save()
        self._write_log()

    def _step(self, batch: Batch, batches: int) -> None:
        """One step down the loss of a batch; what it draws depends on seed, epoch and the batch's number alone."""
        model, drawn = self.task.model, (self.task.recipe.seed, self.at.epoch, self.at.done)
        reseed_dropout(model, *drawn)
        torch.manual_seed(int(np.random.SeedSequence(drawn).generate_state(1)[0]))
        with half_precision(model, self.task.precision):
            loss = self.task.loss(batch, np.random.default_rng(drawn))
        descend(self.optimizer, loss, self.task.rate(self.at, batches))
        losses = self.at.losses + float(loss.detach())
        self.at = replace(self.at, done=self.at.done + 1, step=self.at.step + 1, losses=losses)
        self.average.update(model, self.at.step)
        what = f"epoch {self.at.epoch + 1}/{self.task.recipe.epochs}"
        self.place.progress(Progress(what, "batch", self.at.done, batches, losses / self.at.done))

    def _seconds(self) -> float:
        """Seconds of work so far, those before an interruption too."""
        return self.at.seconds + time.monotonic() - self._clock

    def _tell(self, line: dict[str, Any]) -> None:
        self.at = replace(self.at, log=(*self.at.log, line))
        self.place.report(" ".join(f"{key} {value}" for key, value in line.items()))

    def _write_log(self) -> None:
        """Write log.jsonl anew from the lines that the position holds: a resumed training repeats none."""
        lines = "".join(json.dumps(line) + "\n" for line in self.at.log)
        (self.place.output / LOG).write_text(lines, encoding="utf-8")

    def _save(self) -> None:
        """Save the state; the clock starts again, so that no second counts twice."""
        self.at = replace(self.at, seconds=self._seconds())
        self._clock = self._saved = time.monotonic()
        progress = self.at.to_json() | {"task": self.task.recipe.task, "config": self.task.recipe.digest}
        save_state(self.place.output, self.task.model, self.average, self.optimizer, progress)

    def _resume(self) -> None:
        """Go back to the saved state. Raises SettingsError where it is of other settings, ModelError for a bad file."""
        path, digest = self.place.output / FILE, self.task.recipe.digest
        progress = read_progress(path)
        begun = progress.get("config")
        if begun != digest:
            raise SettingsError(
                f"{path} was begun with config {begun}, this one is {digest}; "
                "give another output folder, or delete that file to train from the start"
            )
        try:
            self.at = Position.from_json(progress)
        except (KeyError, TypeError, ValueError) as error:
            raise damaged(path, error) from error
        load_state(path, self.task.model, self.average, self.optimizer)
