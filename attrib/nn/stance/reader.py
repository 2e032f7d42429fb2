"""Running a stance model over rows in batches: answers by class; sides and targets of statements, with evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from attrib.nn.encoder.pages import keep_words_in_pages
from attrib.nn.encoder.tokens import batches_by_length, rounded_up
from attrib.nn.stance.checkpoint import LoadedStanceModel
from attrib.nn.stance.config import TASKS
from attrib.nn.stance.inputs import StanceBatch, StanceInput, make_stance_batch
from attrib.nn.stance.model import task_classes
from attrib.nn.stance.saliency import KeptPass, contributions, run_keeping
from attrib.nn.stance.statement_head import SIDES

# The processor prepares and keeps kernels for each shape of batch; few shapes keep memory constant.
_ROWS_BY, _LENGTH_BY = 4, 4
_MOST = 1536  # maximum word pieces of a batch; with short rows of many lengths, small batches have less padding

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The head's output for one statement with T targets.

    `sides` [2] are the probabilities that it supports and opposes something; `shares` [T, 2] that the side is towards
    this target; `certain` [T, 2] that a stance of that side towards that target is right.
    """

    sides: Floats
    shares: Floats
    certain: Floats


@dataclass(frozen=True, slots=True)
class Judgements:
    """Statements that went through the model: each one's judgement, and its pass and row."""

    items: tuple[Judgement, ...]
    passes: tuple[KeptPass, ...]
    places: tuple[tuple[int, int], ...]


class StanceReader:
    """Reads rows with a loaded model; the encoder works in `dtype`, the head in float32."""

    def __init__(self, loaded: LoadedStanceModel, dtype: torch.dtype, batch_tokens: int) -> None:
        self.model, self.encoder = loaded.model, loaded.encoder
        self.batch_tokens = min(batch_tokens, _MOST)
        for part in (self.model.encoder, self.model.surface, self.model.marks):
            nn.Module.to(part, dtype=dtype)
        keep_words_in_pages(self.model.encoder)

    def read(self, task: str, rows: Sequence[StanceInput]) -> tuple[Floats, ...]:
        """Calibrated answers [questions, classes] to every question of each row."""
        answers: list[Floats] = [np.zeros((0, len(TASKS[task])))] * len(rows)
        for group, batch in self._batches(rows):
            with torch.inference_mode():
                logits = self.model(batch)[:, task_classes(task)]
            values = self.model.config.calibrated(task, logits).cpu().numpy().astype(np.float64)
            first = 0
            for at in group:
                answers[at] = values[first : first + rows[at].questions]
                first += rows[at].questions
        return tuple(answers)

    def judge(self, rows: Sequence[StanceInput], others: Tensor) -> Judgements:
        """The statement head's output for statements; `others` [rows, 4 D] are the attribution encoder's vectors.

        Memory grows with the number of rows in the call.
        """
        nothing = np.zeros(len(SIDES)), np.zeros((0, len(SIDES))), np.zeros((0, len(SIDES)))
        judgements = [Judgement(*nothing)] * len(rows)
        places = [(0, 0)] * len(rows)
        passes: list[KeptPass] = []
        for group, batch in self._batches(rows):
            kept_pass = run_keeping(self.model, batch, self._others(others[group], len(batch.ids)))
            sides, shares = kept_pass.sides.cpu(), kept_pass.shares.cpu()
            of_rows = batch.rows.cpu()
            certain = self.model.config.certain(sides[of_rows], shares)
            likely = torch.sigmoid(sides)
            for row, at in enumerate(group):
                own = of_rows == row
                parts = (part.double().numpy() for part in (likely[row], shares[own], certain[own]))
                judgements[at], places[at] = Judgement(*parts), (len(passes), row)
            passes.append(kept_pass)
        return Judgements(tuple(judgements), tuple(passes), tuple(places))

    def side_probability(self, others: Tensor) -> Floats:
        """The probability [rows] that statements have any side, by the attribution encoder's vectors [rows, 4 D]."""
        with torch.inference_mode():
            likely = self.model.statements.side_probability(others.to(self.model.device()))
        return likely.cpu().numpy().astype(np.float64)

    def weights(self, judgements: Judgements, asked: Sequence[tuple[int, int]]) -> list[list[float]]:
        """The contribution of each word piece to a side of a statement, for pairs of row and side (see SIDES)."""
        by_pass: dict[int, list[int]] = {}
        for number, (row, _) in enumerate(asked):
            by_pass.setdefault(judgements.places[row][0], []).append(number)
        weights: list[list[float]] = [[] for _ in asked]
        for at, numbers in by_pass.items():
            rows = [judgements.places[asked[number][0]][1] for number in numbers]
            sides = [asked[number][1] for number in numbers]
            values = contributions(self.model, judgements.passes[at], rows, sides)[:, 1:].tolist()
            for number, row in zip(numbers, values, strict=True):
                weights[number] = row
        return weights

    def _batches(self, rows: Sequence[StanceInput]) -> Iterator[tuple[list[int], StanceBatch]]:
        """Indices of rows of similar length, and their batch."""
        window = self.model.config.window
        lengths = [rounded_up(row.length(window), _LENGTH_BY) for row in rows]
        for group in batches_by_length(lengths, self.batch_tokens, _ROWS_BY):
            batch = make_stance_batch([rows[at] for at in group], self.encoder, window, _ROWS_BY, _LENGTH_BY)
            yield group, batch.to(self.model.device())

    def _others(self, others: Tensor, rows: int) -> Tensor:
        """The attribution encoder's vectors for a batch of that many rows; zeros for extra rows."""
        return functional.pad(others, (0, 0, 0, rows - len(others))).to(self.model.device())
