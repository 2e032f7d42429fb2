"""Reads one text with the pointer, when the first question comes: nothing is computed for a text without statements."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from attrib.data import Reason
from attrib.nn.heads.linker import calibrated
from attrib.nn.pointer.network import Pointer, ReadWindows
from attrib.nn.pointer.placing import place, window_of, windows
from attrib.nn.pointer.questions import Question


class PointerReader:
    """Answers questions about one text, from its states [N, D] of the pointer's layer and offsets [N, 2]."""

    def __init__(self, pointer: Pointer, offsets: NDArray[np.int64], states: Tensor) -> None:
        self.pointer = pointer
        self.share = pointer.config.share
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
        return calibrated(self.pointer.calibration, probability, reason)

    def _window(self, window: tuple[int, int]) -> ReadWindows:
        if window not in self._read:
            states = self.states[window[0] : window[1]].unsqueeze(0)
            there = torch.ones(states.shape[:2], dtype=torch.bool)
            self._read[window] = self.pointer.encode(states, there)
        return self._read[window]
