"""The word-class head: the part of speech of each word, from a middle layer of the shared encoder.

The input of a word is the mean of its pieces' states and the states of the previous and next piece; one hidden layer
over the three gives its class. Training the head does not change the encoder, so attribution stays the same. The
projection is linear in the states, so it is computed once for each piece, not once for each word.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from attrib.data import Span
from attrib.english.word_classes import WordClass
from attrib.errors import ModelError
from attrib.nn.configuration import check_version
from attrib.nn.encoder.batching import rounded_up
from attrib.nn.encoder.states import piece_ranges, range_means

_FORMAT_VERSION = 2
_ROWS_BY = 128  # the processor prepares kernels for each number of rows, so few different numbers are faster


@dataclass(frozen=True, slots=True)
class WordClassConfig:
    """Sizes of the head, the layer whose states it reads, and its classes in the order of its outputs.

    `made_for` is the SHA-256 of the attribution weights that it was trained over.
    """

    made_for: str
    classes: list[str]
    hidden: int = 384
    width: int = 128
    layer: int = 5
    dropout: float = 0.2
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the head for word classes")
        known = [str(item) for item in WordClass]
        if not self.classes or sorted(filter(self.classes.__contains__, known)) != sorted(map(str, self.classes)):
            raise ModelError(
                f"the head for word classes has classes = {self.classes}, expected some of {known}, each once; install "
                "the model again"
            )


class WordClassHead(nn.Module):
    """Scores each word of a text for each class."""

    def __init__(self, config: WordClassConfig) -> None:
        super().__init__()
        self.config = config
        self.classes = tuple(WordClass(name) for name in config.classes)
        self.project = nn.Linear(config.hidden, 3 * config.width)
        self.dropout = nn.Dropout(config.dropout)
        self.score = nn.Linear(config.width, len(config.classes))

    def forward(self, states: Tensor, ranges: Tensor) -> Tensor:
        """Scores [S, C] float32 of words, given as half-open ranges [S, 2] of pieces with states [N, D].

        Every word needs a piece before and after it: states of a whole text start and end with a row of zeros. The
        projection is computed in the number format of the states.
        """
        weight, bias = self.project.weight.to(states.dtype), self.project.bias.to(states.dtype)
        before, word, behind = functional.linear(states, weight, bias).float().chunk(3, dim=1)
        joined = before[ranges[:, 0] - 1] + range_means(word, ranges) + behind[ranges[:, 1]]
        scores: Tensor = self.score(self.dropout(functional.gelu(joined)))
        return scores


class WordClassReader:
    """Reads the classes of words of one text, from its states [N, D] and the pieces' offsets [N, 2]."""

    def __init__(self, head: WordClassHead, offsets: NDArray[np.int64], states: Tensor) -> None:
        self.head = head
        self.offsets = offsets
        self.states = states

    def read(self, spans: Sequence[Span]) -> tuple[WordClass, ...]:
        """The class of the word at each character span, in order; OTHER where a span touches no word piece."""
        if not spans:
            return ()
        with torch.inference_mode():
            states, ranges = framed(self.states), torch.from_numpy(piece_ranges(self.offsets, spans) + 1)
            best: list[int] = self.head(states, ranges).argmax(1).tolist()
            empty: list[bool] = (ranges[:, 0] == ranges[:, 1]).tolist()
        classes = self.head.classes
        return tuple(WordClass.OTHER if nothing else classes[at] for at, nothing in zip(best, empty, strict=True))


def framed(states: Tensor) -> Tensor:
    """The states [N, D] with one row of zeros before them and one or more after, to a multiple of _ROWS_BY rows."""
    rows = len(states)
    return functional.pad(states, (0, 0, 1, rounded_up(rows + 2, _ROWS_BY) - rows - 1))
