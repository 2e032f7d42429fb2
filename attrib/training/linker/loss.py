"""The loss of a scorer of candidates: several of one statement may be right."""

from collections.abc import Sequence

import torch
from torch import Tensor

_NEVER = -1e9


def linking_loss(scores: Tensor, right: Tensor, sizes: Sequence[int]) -> Tensor:
    """Mean over statements of -log of the probability of all right candidates.

    `scores` and `right` [C] are of the candidates of all statements, `sizes` [S] how many each has; each has a right
    one.
    """
    owner = torch.arange(len(sizes)).repeat_interleave(torch.tensor(sizes))
    wanted = torch.where(right, scores, torch.full_like(scores, _NEVER))
    return (_log_sums(scores, owner, len(sizes)) - _log_sums(wanted, owner, len(sizes))).mean()


def _log_sums(scores: Tensor, owner: Tensor, size: int) -> Tensor:
    """The logarithm of the sum of the exponentials of each statement's scores, [S]."""
    most = scores.new_full((size,), _NEVER).scatter_reduce(0, owner, scores.detach(), "amax")
    return most + scores.new_zeros(size).scatter_add(0, owner, (scores - most[owner]).exp()).log()
