"""The loss of a scorer of pronouns and candidates."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from attrib.nn.heads.antecedents import Pairs
from attrib.training.antecedents.examples import Example

_FLOOR = 1e-6


def ranking_loss(scorer: nn.Module, batch: Sequence[Example]) -> Tensor:
    """Mean over pronouns of -log of the probability of all right candidates, or of none of the wrong ones."""
    pairs = Pairs(
        torch.cat([item.pronoun.expand(len(item.features), -1) for item in batch]),
        torch.cat([item.candidates for item in batch]),
        torch.cat([item.features for item in batch]),
    )
    scores = scorer(pairs).split([len(item.features) for item in batch])
    losses = []
    for item, own in zip(batch, scores, strict=True):
        probabilities = own.softmax(0)
        good = probabilities[item.right].sum() if item.right.any() else 1 - probabilities[item.wrong].sum()
        losses.append(-item.weight * good.clamp_min(_FLOOR).log())
    return torch.stack(losses).sum() / sum(item.weight for item in batch)
