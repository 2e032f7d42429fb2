"""Adapting the encoder to news: whole words are masked, and the network learns to tell them (Devlin et al. 2019).

All word pieces of a chosen word are hidden: by the mask in 8 of 10 cases, by any other word piece in 1, and not at all
in 1. The surface features stay visible, so the encoder learns what they go with.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.tokens import Batch, TextEncoder
from attrib.nn.encoder.windows import Window
from attrib.training.attribution.batches import LabelledTokens

_MASKED, _REPLACED = 0.8, 0.9  # up to which draw a piece is masked, and up to which replaced


@dataclass(frozen=True, slots=True)
class MaskedBatch:
    """Inputs with some words hidden; `hidden` [B, L] bool says where, `wanted` [H] long which pieces stood there."""

    inputs: Batch
    hidden: Tensor
    wanted: Tensor

    def to(self, device: torch.device) -> "MaskedBatch":
        return MaskedBatch(self.inputs.to(device), self.hidden.to(device), self.wanted.to(device))


def mask_words(
    items: Sequence[tuple[LabelledTokens, Window]],
    encoder: TextEncoder,
    share: float,
    mask_id: int,
    random: np.random.Generator,
) -> MaskedBatch:
    """A batch of windows with a share of their words hidden; one word at least, so that there is something to tell."""
    inputs = encoder.batch([(text.encoded, window.start, window.end) for text, window in items])
    hidden = np.zeros(tuple(inputs.ids.shape), np.bool_)
    for row, (text, window) in enumerate(items):
        goes_on = text.encoded.goes_on[window.start : window.end].copy()
        goes_on[:1] = False
        words = np.cumsum(~goes_on) - 1
        if len(words):
            hidden[row, 1 : len(words) + 1] = (random.random(words[-1] + 1) < share)[words]
    if not hidden.any():
        hidden[0, 1] = True
    places = torch.from_numpy(hidden)
    wanted = inputs.ids[places].clone()
    draws = torch.from_numpy(random.random(len(wanted)))
    others = torch.from_numpy(random.integers(0, encoder.tokenizer.get_vocab_size(), len(wanted)))
    shown = torch.where(
        draws < _MASKED, torch.full_like(wanted, mask_id), torch.where(draws < _REPLACED, others, wanted)
    )
    inputs.ids[places] = shown
    return MaskedBatch(inputs, places, wanted)


class WordHead(nn.Module):
    """Tells hidden word pieces by the encoder's own embeddings of them; begins as the identity."""

    def __init__(self, width: int, pieces: int) -> None:
        super().__init__()
        self.dense = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(pieces))
        nn.init.eye_(self.dense.weight)
        nn.init.zeros_(self.dense.bias)

    def forward(self, states: Tensor, embeddings: Tensor) -> Tensor:
        """Logits [H, V] of states [H, D], given the embeddings [V, D] of all word pieces."""
        inner: Tensor = self.norm(functional.gelu(self.dense(states)))
        return inner @ embeddings.t() + self.bias


def masked_loss(model: AttributionModel, head: WordHead, batch: MaskedBatch) -> tuple[Tensor, float]:
    """The mean of -log p(hidden piece), and the share of the pieces that are told right."""
    states, _ = model.encode(batch.inputs)
    logits = head(states[batch.hidden], model.encoder.get_input_embeddings().get_parameter("weight"))
    right = (logits.detach().argmax(1) == batch.wanted).float().mean()
    return functional.cross_entropy(logits.float(), batch.wanted), float(right)
