"""The training of a small head: AdamW over shuffled batches, a rate that falls to nothing."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor, nn

Item = TypeVar("Item")


def fit_part(
    part: nn.Module, given: Sequence[Item], size: int, loss: Callable[[list[Item]], Tensor],
    epochs: int, rate: float, decay: float, seed: int,
    report: Callable[[int, float], None], after: Callable[[int], None] | None = None,
) -> None:  # fmt: skip
    """Train a part in place on batches of `size`; `report` is told each epoch's mean loss, `after` the steps done."""
    random = np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(part.parameters(), rate, weight_decay=decay)
    steps = epochs * -(-len(given) // size)
    step = 0
    for epoch in range(epochs):
        part.train()
        total = 0.0
        order = random.permutation(len(given))
        for start in range(0, len(order), size):
            batch = [given[at] for at in order[start : start + size]]
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 - step / steps)
            error = loss(batch)
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(error)
            nn.utils.clip_grad_norm_(part.parameters(), 1.0)
            optimizer.step()
            step += 1
            if after is not None:
                after(step)
            total += float(error.detach()) * len(batch)
        report(epoch, total / len(given))
