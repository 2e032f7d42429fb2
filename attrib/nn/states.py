"""States of words and phrases, put together from those of the word pieces that they are made of."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from attrib.data import Span


def piece_ranges(offsets: NDArray[np.int64], spans: Sequence[Span]) -> NDArray[np.int64]:
    """The half-open ranges [S, 2] of the pieces that each character span touches; empty where it touches none.

    `offsets` [N, 2] are the pieces' own character spans, in order.
    """
    places = np.fromiter(chain.from_iterable(spans), np.int64, 2 * len(spans)).reshape(-1, 2)
    first = np.searchsorted(offsets[:, 1], places[:, 0], side="right")
    last = np.searchsorted(offsets[:, 0], places[:, 1], side="left")
    return np.stack([first, np.maximum(first, last)], axis=1)


def range_means(states: Tensor, ranges: Tensor) -> Tensor:
    """The mean over each half-open range [S, 2] of the rows of states [N, D]: [S, D]; zeros for an empty range."""
    sizes = ranges[:, 1] - ranges[:, 0]
    starts = sizes.cumsum(0) - sizes
    rows = torch.arange(int(sizes.sum())) + (ranges[:, 0] - starts).repeat_interleave(sizes)
    return functional.embedding_bag(rows, states, starts, mode="mean")


def mean_states(states: Tensor, offsets: NDArray[np.int64], spans: Sequence[Span]) -> Tensor:
    """The mean of the states of the pieces that each character span touches [S, D] float32; zeros where it has none."""
    return range_means(states.float(), torch.from_numpy(piece_ranges(offsets, spans)))
