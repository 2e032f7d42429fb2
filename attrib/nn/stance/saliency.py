"""Contributions of word pieces to a side of a statement: activation times gradient of the head's inputs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from attrib.nn.stance.inputs import StanceBatch
from attrib.nn.stance.model import StanceModel
from attrib.nn.stance.statement_head import StatementStates


@dataclass(frozen=True, slots=True)
class KeptPass:
    """A batch of statements that went through the model, with the head's inputs and outputs, for `contributions`.

    `sides` [B, 2] log-odds, `shares` [T, 2] of the batch's T targets, `upper` and `lower` [B, L, D] the states of the
    two layers that the head reads.
    """

    batch: StanceBatch
    read: StatementStates
    sides: Tensor
    shares: Tensor
    upper: Tensor
    lower: Tensor


def run_keeping(model: StanceModel, batch: StanceBatch, others: Tensor) -> KeptPass:
    """Run the layers that the statement head reads, and the head; `others` [B, 4 D] come from attribution.

    The last layer is left out: its knowledge serves other tasks, and it costs a sixth of the time.
    """
    with torch.no_grad():
        lower, upper = model.lower(batch, max(len(model.layers) - 1, 2))
        read = model.statement_states(upper, lower, batch, others)
        sides, shares = model.statements(read)
    return KeptPass(batch, read, sides, shares, upper, lower)


def contributions(model: StanceModel, kept: KeptPass, rows: Sequence[int], sides: Sequence[int]) -> Tensor:
    """The contribution of each piece of a row to the log-odds of a side: [rows, L] float32.

    Activation times gradient (Shrikumar et al. 2017) of the states that the head reads, which contain the context: to
    first order, the loss of log-odds without the piece.
    """
    indices = torch.tensor(list(rows), device=kept.upper.device)
    whole = kept.batch
    batch = replace(
        whole, held=whole.held[indices], contents=whole.contents[indices],
        rows=whole.rows[:0], pools=whole.pools[:0], told=whole.told[:0],
    )  # fmt: skip
    with torch.enable_grad():
        upper, lower = (states[indices].float().requires_grad_(True) for states in (kept.upper, kept.lower))
        log_odds, _ = model.statements(model.statement_states(upper, lower, batch, kept.read.other[indices]))
        total = log_odds[
            torch.arange(len(indices), device=indices.device), torch.tensor(list(sides), device=indices.device)
        ]
        gradients = torch.autograd.grad(total.sum(), [upper, lower])
        weights = [(states * part).sum(2) for states, part in zip((upper, lower), gradients, strict=True)]
    return torch.stack(weights).sum(0).detach().cpu()
