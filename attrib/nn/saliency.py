"""How much each word piece spoke for an answer: activation times gradient, through the last layers alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from attrib.nn.stance_inputs import StanceBatch
from attrib.nn.stance_model import StanceModel

UPPER_LAYERS = 1


@dataclass(frozen=True, slots=True)
class KeptPass:
    """A batch that went through the model: its logits [Q, C], and what the upper layers took in, [B, L, D]."""

    batch: StanceBatch
    logits: Tensor
    states: Tensor


def run_keeping(model: StanceModel, batch: StanceBatch) -> KeptPass:
    """Run the model and keep what `contributions` needs to go over its upper layers again."""
    taken: list[Tensor] = []

    def keep(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        taken.append(inputs[0])

    hook = model.layers[-UPPER_LAYERS].register_forward_pre_hook(keep)
    try:
        with torch.no_grad():
            logits = model(batch)
    finally:
        hook.remove()
    return KeptPass(batch, logits, taken[0])


def contributions(model: StanceModel, kept: KeptPass, questions: Sequence[int], classes: Sequence[int]) -> Tensor:
    """How much each piece of a question's row raises the logit of a class: [questions, L] float32.

    Activation times gradient (Shrikumar et al. 2017) of what the upper layers take in, where a piece already knows its
    neighbours: to first order, what the logit would lose without the piece. It costs a sixth of a pass forward and the
    same back, for the rows asked about alone.
    """
    asked = torch.tensor(list(questions), device=kept.states.device)
    rows = kept.batch.rows[asked]
    numbers = torch.arange(len(asked), device=asked.device)
    with torch.enable_grad():
        states = kept.states[rows].detach().requires_grad_(True)
        upper = model.upper(states, kept.batch.mask[rows], UPPER_LAYERS)
        logits = model.answer(upper, kept.batch.held[rows], numbers, kept.batch.pools[asked])
        total = logits[numbers, torch.tensor(list(classes), device=asked.device)].sum()
        [gradient] = torch.autograd.grad(total, [states])
    return (states.detach() * gradient).float().sum(2).cpu()
