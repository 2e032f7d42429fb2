"""Reads one text with the pointer, when the first question comes: nothing is computed for a text without statements."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from attrib.data import Reason
from attrib.nn.encoder.batching import LENGTH_BY, rounded_up
from attrib.nn.heads.linker import calibrated
from attrib.nn.pointer.network import Pointer
from attrib.nn.pointer.placing import place, window_of, windows
from attrib.nn.pointer.placing_sides import PlacedSides, place_sides, sides_window
from attrib.nn.pointer.questions import Question, SideQuestion
from attrib.nn.pointer.sides import SideHead
from attrib.nn.pointer.windows import ReadWindows

_LOWER_SHARE = 3.0
_SURELY = 20.0  # the logit of no side towards a target that the window does not mention


class PointerReader:
    """Answers questions about one text, from its states [N, D] of the pointer's layer and offsets [N, 2]."""

    def __init__(self, pointer: Pointer, offsets: NDArray[np.int64], states: Tensor) -> None:
        self.pointer = pointer
        self.share, self.least_side = pointer.config.share, pointer.config.least_side
        self.offsets = offsets
        self.states = states
        self.windows = windows(len(states), pointer.config.window)
        self._read: dict[tuple[int, int], ReadWindows] = {}

    def log_probabilities(self, question: Question) -> list[float]:
        """The log of the probability of each of a question's options, at least one; they add up to 1."""
        window = window_of(question, self.offsets, self.windows)
        with torch.inference_mode():
            [scores] = self.pointer(self._window(window), [0], [place(question, self.offsets, window)])
            found: list[float] = scores.log_softmax(0).tolist()
        return found

    def confidence(self, probability: float, reason: Reason) -> float:
        """The share of answers of such a joint probability and reason that are right, between 0 and 1."""
        return calibrated(self.pointer.calibration, probability, reason, self.pointer.config.speaker_shift)

    def side_probabilities(self, question: SideQuestion) -> Tensor:
        """The calibrated probabilities [T, 3] of no side, support and opposition towards each target of a question.

        A target that the window does not mention surely gets no side. Raises TypeError for a pointer that judges none.
        """
        return self.calibrated_sides(self.side_logits(question))

    def calibrated_sides(self, logits: Tensor) -> Tensor:
        """The probabilities [T, 3] that logits of sides [T, 3] stand for."""
        config = self.pointer.config
        return torch.softmax(logits / config.side_temperature + torch.tensor(config.side_shifts), dim=1)

    def side_logits(self, question: SideQuestion) -> Tensor:
        """The logits [T, 3] before they are calibrated. Errors as `side_probabilities`."""
        found = torch.tensor([[_SURELY, 0.0, 0.0]]).repeat(len(question.targets), 1)
        window, placed = self._placed(question)
        if placed.targets:
            with torch.inference_mode():
                found[[at for at, _, _ in placed.targets]] = self._side_logits(self._window(window), placed)
        return found

    def side_weights(self, question: SideQuestion, target: int, side: int) -> list[tuple[int, int, float]]:
        """How much each word piece of the statement speaks for a side towards a target: start, end and weight.

        The weight is the gradient of the side's logit, less that of no side, times the piece's state (Simonyan et al.,
        2014). Empty where the window does not mention the target. Raises TypeError as `side_probabilities` does.
        """
        window, placed = self._placed(question)
        rank = next((rank for rank, (at, _, _) in enumerate(placed.targets) if at == target), None)
        if rank is None:
            return []
        read = self._window(window)
        with torch.inference_mode(mode=False), torch.enable_grad():
            states = read.flat.clone().unsqueeze(0).requires_grad_()
            logits = self._side_logits(ReadWindows(states), placed)
            [slopes] = torch.autograd.grad(logits[rank, side] - logits[rank, 0], states)
        weights = (slopes * states).sum(2)[0].detach()
        ranges = (*placed.cue, *placed.content)
        pieces = sorted({piece for start, end in ranges for piece in range(start, end)})
        return [(*self.offsets[window[0] + piece].tolist(), float(weights[piece])) for piece in pieces]

    def both_states(self) -> Tensor:
        """The states [N, 2 D] that the pointer ends with, where windows overlap their mean, and those it goes on from.

        The latter count a third: they are larger.
        """
        total, times = torch.zeros_like(self.states, dtype=torch.float32), torch.zeros(len(self.states), 1)
        for start, end in self.windows:
            total[start:end] += self._window((start, end)).flat[: end - start]
            times[start:end] += 1
        return torch.cat([total / times, self.states.float() / _LOWER_SHARE], 1)

    def _placed(self, question: SideQuestion) -> tuple[tuple[int, int], PlacedSides]:
        window = sides_window(question, self.offsets, self.windows)
        return window, place_sides(question, self.offsets, window)

    def _side_logits(self, read: ReadWindows, placed: PlacedSides) -> Tensor:
        """Logits [T, 3] of the placed targets."""
        head = self.pointer.sides
        if not isinstance(head, SideHead):
            raise TypeError("the pointer judges no sides")
        logits: Tensor = head(read, [0], [placed])[0]
        return logits

    def _window(self, window: tuple[int, int]) -> ReadWindows:
        if window not in self._read:
            states = self.states[window[0] : window[1]]
            pieces, length = len(states), rounded_up(len(states), LENGTH_BY)
            with torch.inference_mode():
                padded = functional.pad(states, (0, 0, 0, length - pieces)).unsqueeze(0)
                there = (torch.arange(length) < pieces).unsqueeze(0)
                self._read[window] = self.pointer.encode(padded, there)
        return self._read[window]
