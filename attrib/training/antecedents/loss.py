"""The loss of a scorer of anaphors and candidates."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from attrib.nn.heads.antecedents import Pairs
from attrib.training.antecedents.examples import Example

_FLOOR = 1e-6


def ranking_loss(scorer: nn.Module, batch: Sequence[Example]) -> Tensor:
    """Mean over anaphors of -log of the probability of all right candidates, or of none of the wrong ones.

    That none of the candidates is right is a choice too, of score 0.
    """
    sizes = [len(item.candidates) for item in batch]
    pairs = Pairs(
        torch.stack([item.states[item.anaphor] for item in batch]).float(),
        torch.cat([item.states[item.candidates] for item in batch]).float(),
        torch.arange(len(batch)).repeat_interleave(torch.tensor(sizes)),
        torch.cat([item.features for item in batch]),
    )
    scores = pad_sequence(scorer(pairs).split(sizes), batch_first=True, padding_value=float("-inf"))
    likely = functional.pad(scores, (0, 1)).softmax(1)[:, :-1]
    right = pad_sequence([item.right for item in batch], batch_first=True)
    wrong = pad_sequence([item.wrong for item in batch], batch_first=True)
    good = torch.where(right.any(1), (likely * right).sum(1), 1 - (likely * wrong).sum(1))
    weights = torch.tensor([item.weight for item in batch])
    return -(weights * good.clamp_min(_FLOOR).log()).sum() / weights.sum()
