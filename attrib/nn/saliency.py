"""How much each word piece spoke for a side of a statement: activation times gradient, through the last layer alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from attrib.nn.stance_inputs import StanceBatch
from attrib.nn.stance_model import StanceModel
from attrib.nn.statement_head import StatementStates

UPPER_LAYERS = 1


@dataclass(frozen=True, slots=True)
class KeptPass:
    """A batch of statements that went through the model: what the head read and says, and what `contributions` needs.

    `sides` [B, 2] log-odds, `shares` [T, 2] of the batch's T targets, `states` [B, L, D] what the last layer takes in.
    """

    batch: StanceBatch
    read: StatementStates
    sides: Tensor
    shares: Tensor
    states: Tensor


def run_keeping(model: StanceModel, batch: StanceBatch, others: Tensor) -> KeptPass:
    """Run the model and its statement head, and keep what the last layer took in.

    `others` [B, 4 D] are the vectors of the attribution encoder.
    """
    taken: list[Tensor] = []

    def keep(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        taken.append(inputs[0])

    hook = model.layers[-UPPER_LAYERS].register_forward_pre_hook(keep)
    try:
        with torch.no_grad():
            last = model.encode(batch)
            read = model.statement_states(last, taken[0], batch, others)
            sides, shares = model.statements(read)
    finally:
        hook.remove()
    return KeptPass(batch, read, sides, shares, taken[0])


def contributions(model: StanceModel, kept: KeptPass, rows: Sequence[int], sides: Sequence[int]) -> Tensor:
    """How much each piece of a row raises the log-odds of a side: [rows, L] float32.

    Activation times gradient (Shrikumar et al. 2017) of what the last layer takes in, where a piece already knows its
    neighbours: to first order, what the log-odds would lose without the piece. It costs a sixth of a pass forward and
    the same back, for the rows asked about alone.
    """
    asked = torch.tensor(list(rows), device=kept.states.device)
    whole = kept.batch
    none = whole.rows[:0]  # of the targets nothing is asked
    batch = replace(
        whole, mask=whole.mask[asked], held=whole.held[asked], contents=whole.contents[asked],
        rows=none, pools=whole.pools[:0], told=whole.told[:0],
    )  # fmt: skip
    with torch.enable_grad():
        states = kept.states[asked].detach().requires_grad_(True)
        last = model.upper(states, batch.mask, UPPER_LAYERS)
        found, _ = model.statements(model.statement_states(last, states, batch, kept.read.other[asked]))
        total = found[torch.arange(len(asked), device=asked.device), torch.tensor(list(sides), device=asked.device)]
        [gradient] = torch.autograd.grad(total.sum(), [states])
    return (states.detach() * gradient).float().sum(2).cpu()
