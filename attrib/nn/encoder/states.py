"""States of words and phrases, from the states of their word pieces."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from attrib.data import Span, Spans


def piece_ranges(offsets: NDArray[np.int64], spans: Sequence[Span]) -> NDArray[np.int64]:
    """The half-open ranges [S, 2] of the pieces that each character span touches; empty if it touches none.

    `offsets` [N, 2] are the character spans of the pieces, in order.
    """
    places = np.fromiter(chain.from_iterable(spans), np.int64, 2 * len(spans)).reshape(-1, 2)
    first = np.searchsorted(offsets[:, 1], places[:, 0], side="right")
    last = np.searchsorted(offsets[:, 0], places[:, 1], side="left")
    return np.stack([first, np.maximum(first, last)], axis=1)


def range_means(states: Tensor, ranges: Tensor) -> Tensor:
    """The means [S, D] of the rows of states [N, D] in half-open ranges [S, 2]; zeros for an empty range."""
    sizes = ranges[:, 1] - ranges[:, 0]
    starts = sizes.cumsum(0) - sizes
    rows = torch.arange(int(sizes.sum())) + (ranges[:, 0] - starts).repeat_interleave(sizes)
    return functional.embedding_bag(rows, states, starts, mode="mean")


def mean_states(states: Tensor, offsets: NDArray[np.int64], groups: Sequence[Spans]) -> Tensor:
    """The mean state of the pieces that the spans of each group touch, [groups, D] float32.

    A piece counts as often as it is touched; a group without pieces has zeros. Slices of few rows are faster one by one
    than in one gathering operation, which wakes all threads.
    """
    ranges = piece_ranges(offsets, [span for group in groups for span in group]).tolist()
    means, at = [], 0
    for group in groups:
        slices = [states[first:last] for first, last in ranges[at : at + len(group)] if first < last]
        at += len(group)
        means.append(torch.cat(slices).float().mean(0) if slices else torch.zeros(states.shape[1]))
    return torch.stack(means) if means else torch.zeros(0, states.shape[1])


class TextStates:
    """The states [N, D] of a text's word pieces, their offsets [N, 2], and the digest of the encoder's weights."""

    def __init__(self, offsets: NDArray[np.int64], states: Tensor, digest: str) -> None:
        self.offsets = offsets
        self.states = states
        self.digest = digest

    def means(self, groups: Sequence[Spans]) -> Tensor:
        """The mean over the pieces of all spans of a group, [groups, D] float32; zeros for a group without pieces."""
        return mean_states(self.states, self.offsets, groups)
