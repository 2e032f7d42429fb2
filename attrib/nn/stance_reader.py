"""Runs a stance model over rows in batches, and tells which word pieces spoke for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from attrib.nn.encoding import batches_by_length, rounded_up
from attrib.nn.saliency import KeptPass, contributions, run_keeping
from attrib.nn.stance_checkpoint import LoadedStanceModel
from attrib.nn.stance_config import TASKS
from attrib.nn.stance_inputs import StanceInput, make_stance_batch
from attrib.nn.stance_model import task_classes

# The processor's kernels are prepared anew for each shape of batch, and kept: with few shapes, memory stays flat.
_ROWS_BY, _LENGTH_BY = 4, 8
_MOST = 1536  # word pieces of a batch: rows are short and of many lengths, so small batches have less padding

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: that of a row at a place among its questions; and the class of its task that was the answer."""

    row: int
    place: int
    answer: int


@dataclass(frozen=True, slots=True)
class Readings:
    """Rows that went through the model: for each row the probabilities [questions, classes] of a task.

    `places` says in which pass each row is, and the number of its first question there.
    """

    task: str
    probabilities: tuple[Floats, ...]
    passes: tuple[KeptPass, ...]
    places: tuple[tuple[int, int], ...]


class StanceReader:
    """Reads rows with a loaded model. The encoder works in `dtype`, the head in float32."""

    def __init__(self, loaded: LoadedStanceModel, dtype: torch.dtype, batch_tokens: int) -> None:
        self.model, self.encoder = loaded.model, loaded.encoder
        self.batch_tokens = min(batch_tokens, _MOST)
        for part in (self.model.encoder, self.model.surface, self.model.marks):
            nn.Module.to(part, dtype=dtype)

    def read(self, task: str, rows: Sequence[StanceInput]) -> Readings:
        """Calibrated answers to every question of the rows. Memory grows with the rows of the call."""
        config = self.model.config
        found: list[Floats] = [np.zeros((0, len(TASKS[task])))] * len(rows)
        places = [(0, 0)] * len(rows)
        passes: list[KeptPass] = []
        lengths = [rounded_up(row.length(config.window), _LENGTH_BY) for row in rows]
        for group in batches_by_length(lengths, self.batch_tokens, _ROWS_BY):
            chosen = [rows[at] for at in group]
            batch = make_stance_batch(chosen, self.encoder, config.window, _ROWS_BY, _LENGTH_BY)
            kept = run_keeping(self.model, batch.to(self.model.device()))
            values = config.calibrated(task, kept.logits[:, task_classes(task)]).cpu().numpy().astype(np.float64)
            first = 0
            for at in group:
                end = first + rows[at].questions
                found[at], places[at] = values[first:end], (len(passes), first)
                first = end
            passes.append(kept)
        return Readings(task, tuple(found), tuple(passes), tuple(places))

    def weights(self, readings: Readings, asked: Sequence[Asked]) -> list[list[float]]:
        """For each question how much each word piece of its row spoke for the answer, the topic's behind the text's."""
        start = task_classes(readings.task).start
        by_pass: dict[int, list[int]] = {}
        for number, one in enumerate(asked):
            by_pass.setdefault(readings.places[one.row][0], []).append(number)
        found: list[list[float]] = [[] for _ in asked]
        for at, numbers in by_pass.items():
            questions = [readings.places[asked[number].row][1] + asked[number].place for number in numbers]
            answers = [start + asked[number].answer for number in numbers]
            rows = contributions(self.model, readings.passes[at], questions, answers)[:, 1:].tolist()
            for number, row in zip(numbers, rows, strict=True):
                found[number] = row
        return found
