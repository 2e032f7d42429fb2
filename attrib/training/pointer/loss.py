"""The losses of the pointer: of whom statements are by, and of the sides they take."""

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from attrib.nn.pointer.sides import SIDES
from attrib.training.pointer.material import Asked, Sided
from attrib.training.pointer.recipe import PointerTraining
from attrib.training.pointer.stances import UNKNOWN

_WORST = 8.0  # the most that one question adds to the loss: some labels are wrong


def pointing_loss(scores: Sequence[Tensor], asked: Sequence[Asked]) -> Tensor:
    """The mean over questions of -log of the probability of all right answers together, each with its weight."""
    losses = [
        item.weight * (own.logsumexp(0) - own[torch.tensor(item.right)].logsumexp(0)).clamp(max=_WORST)
        for own, item in zip(scores, asked, strict=True)
    ]
    return torch.stack(losses).sum() / sum(item.weight for item in asked)


def sides_loss(logits: Tensor, taken: Tensor, sided: Sequence[Sided], recipe: PointerTraining) -> Tensor:
    """The loss of sides a question, from logits [T, 3] of all targets and [Q, 2] of sides at all.

    It adds up the cross entropy of each target's class; that of each side taken at all; and for each side that a
    statement takes -log of the share of its right targets among all, by how much likelier the side is than none.
    """
    classes = torch.tensor([value for one in sided for value in one.classes])
    weights = torch.where(classes > 0, 1.0, recipe.neutral_weight).where(classes != UNKNOWN, torch.zeros(()))
    each = functional.cross_entropy(logits, classes.clamp(min=0), reduction="none")
    found = (each * weights).sum() / len(sided)
    told = [at for at, one in enumerate(sided) if one.taken is not None]
    if told:
        wanted = torch.tensor([one.taken for one in sided if one.taken is not None], dtype=torch.float32)
        entropy = functional.binary_cross_entropy_with_logits(taken[torch.tensor(told)], wanted)
        found = found + recipe.taken_weight * entropy
    choices = list(_choices(logits, classes, [len(one.classes) for one in sided]))
    if choices:
        found = found + recipe.choice_weight * torch.stack(choices).mean()
    return found


def _choices(logits: Tensor, classes: Tensor, sizes: list[int]) -> Iterable[Tensor]:
    for own, wanted in zip(torch.split(logits, sizes), torch.split(classes, sizes), strict=True):
        for side in range(1, len(SIDES)):
            right = wanted == side
            if len(wanted) > 1 and bool(right.any()):
                likelier = own[:, side] - own[:, 0]
                yield likelier.logsumexp(0) - likelier[right].logsumexp(0)
