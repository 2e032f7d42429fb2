"""States of words and phrases, put together from those of the word pieces that they are made of."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from attrib.data import Span, Spans


def piece_ranges(offsets: NDArray[np.int64], spans: Sequence[Span]) -> NDArray[np.int64]:
    """The half-open ranges [S, 2] of the pieces that each character span touches; empty where it touches none.

    `offsets` [N, 2] are the pieces' own character spans, in order.
    """
    places = np.fromiter(chain.from_iterable(spans), np.int64, 2 * len(spans)).reshape(-1, 2)
    first = np.searchsorted(offsets[:, 1], places[:, 0], side="right")
    last = np.searchsorted(offsets[:, 0], places[:, 1], side="left")
    return np.stack([first, np.maximum(first, last)], axis=1)


def range_means(states: Tensor, ranges: Tensor, counts: Sequence[int] | None = None) -> Tensor:
    """The mean over each half-open range [S, 2] of the rows of states [N, D]: [S, D] float32; zeros for an empty range.

    With `counts`, which add up to S, the mean over all rows of so many ranges together: [len(counts), D].
    """
    sizes = ranges[:, 1] - ranges[:, 0]
    starts = sizes.cumsum(0) - sizes
    rows = torch.arange(int(sizes.sum())) + (ranges[:, 0] - starts).repeat_interleave(sizes)
    if counts is not None:
        ends = functional.pad(sizes.cumsum(0), (1, 0))
        starts = ends[functional.pad(torch.tensor(counts, dtype=torch.long).cumsum(0), (1, 0))[:-1]]
    # Only the rows asked for are made float: there are far more in a text.
    return functional.embedding_bag(torch.arange(len(rows)), states[rows].float(), starts, mode="mean")


def mean_states(states: Tensor, offsets: NDArray[np.int64], spans: Sequence[Span]) -> Tensor:
    """The mean of the states of the pieces that each character span touches [S, D] float32; zeros where it has none."""
    return range_means(states, torch.from_numpy(piece_ranges(offsets, spans)))


class TextStates:
    """The states [N, D] of a text's word pieces, their offsets [N, 2], and the digest of the weights they are of."""

    def __init__(self, offsets: NDArray[np.int64], states: Tensor, digest: str) -> None:
        self.offsets = offsets
        self.states = states
        self.digest = digest

    def means(self, groups: Sequence[Spans]) -> Tensor:
        """The mean over the pieces of all spans of a group, [groups, D] float32; zeros for a group without pieces."""
        flat = piece_ranges(self.offsets, [span for group in groups for span in group])
        return range_means(self.states, torch.from_numpy(flat), [len(group) for group in groups])
