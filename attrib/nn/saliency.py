"""How much each word piece spoke for an answer: activation times gradient, through the last layers alone."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from attrib.nn.encoding import TextEncoder, batches_by_length
from attrib.nn.stance_inputs import StanceBatch, StanceInput, make_stance_batch
from attrib.nn.stance_model import StanceModel

UPPER_LAYERS = 2


def contributions(
    model: StanceModel,
    encoder: TextEncoder,
    rows: Sequence[StanceInput],
    places: Sequence[int],
    classes: Sequence[int],
    batch_tokens: int,
) -> list[list[float]]:
    """For each row one number a word piece: how much it raises the logit of a class for the question at a place.

    Activation times gradient (Shrikumar et al. 2017) of what the upper layers take in, where a piece already knows its
    neighbours; to first order this is what the logit would lose without the piece. With the weights' own gradients off,
    as a loaded model has them, the lower layers keep no graph, so that it costs about as much as another pass or two.
    """
    found: list[list[float]] = [[] for _ in rows]
    lengths = [row.length(model.config.window) for row in rows]
    for group in batches_by_length(lengths, batch_tokens):
        chosen = [rows[at] for at in group]
        batch = make_stance_batch(chosen, encoder, model.config.window).to(model.device())
        first, asked = 0, []
        for at in group:
            asked.append(first + places[at])
            first += rows[at].questions
        weights = _weights(model, batch, asked, [classes[at] for at in group])
        for row, at in enumerate(group):
            found[at] = weights[row, 1 : 1 + min(len(rows[at].text), weights.shape[1] - 1)].tolist()
    return found


def _weights(model: StanceModel, batch: StanceBatch, asked: Sequence[int], classes: Sequence[int]) -> Tensor:
    """Activation times gradient [B, L] of the logits of one question and class a row."""
    taken: list[Tensor] = []

    def begin_here(_: nn.Module, inputs: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        taken.append(inputs[0].detach().requires_grad_(True))
        return (taken[0], *inputs[1:])

    hook = model.layers[-UPPER_LAYERS].register_forward_pre_hook(begin_here)
    try:
        with torch.enable_grad():
            total = model(batch)[list(asked), list(classes)].sum()
            [gradient] = torch.autograd.grad(total, taken)
    finally:
        hook.remove()
    return (taken[0].detach() * gradient).float().sum(2).cpu()
