"""What the pointer has read, as means over ranges of word pieces; and distances, in doublings."""

import torch
from torch import Tensor

FAR = 10
"""The most doublings of a distance."""

SPREAD = 0.1
"""The standard deviation of embeddings before training."""


class ReadWindows:
    """What the pointer has read, states [B, L, D] on the CPU: means over ranges of pieces, by their running sums."""

    def __init__(self, states: Tensor) -> None:
        self.length, width = states.shape[1], states.shape[2]
        self.flat = states.reshape(-1, width)
        empty = states.new_zeros(len(states), 1, width)
        self.sums = torch.cat([empty, states.cumsum(1)], 1).view(-1, width)

    def total(self, rows: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """The sums [P, D] over half-open ranges of pieces."""
        first = rows * (self.length + 1)
        return self.sums[first + ends] - self.sums[first + starts]

    def of(self, rows: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """The means [P, D] over half-open ranges of pieces."""
        return self.total(rows, starts, ends) / (ends - starts).unsqueeze(1)

    def with_last(self, rows: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """The mean of a range, and beside it the state of its last piece."""
        return torch.cat([self.of(rows, starts, ends), self.flat[rows * self.length + ends - 1]], 1)


def doublings(distances: Tensor) -> Tensor:
    """The doublings of each distance, from 0; those of mentions after the statement in the second half."""
    found = distances.abs().clamp(min=1).float().log2().long().clamp(max=FAR)
    return found + (FAR + 1) * (distances > 0)
