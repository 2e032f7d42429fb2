"""What teachers think of the windows of a training batch, and how much that counts against the labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from attrib.nn.attribution.labels import ENTITY_TAGS, ROLE_TAGS
from attrib.nn.encoder.windows import Window

if TYPE_CHECKING:
    from attrib.training.attribution.batches import LabelledTokens

Shared = tuple[Tensor, Tensor]
"""What teachers think, and the share [B] by which it counts in each row."""


@dataclass(frozen=True, slots=True)
class TaughtBatch:
    """The teachers' part of B windows of L word pieces with both ends.

    `roles` and `inner` are pair marginals [B, L, 7, 7] of the two rows of role tags, `entities` probabilities
    [B, L, 9], each with its share [B]: 1 where nobody labelled that, 0 where no teacher was asked.
    """

    roles: Shared
    inner: Shared
    entities: Shared

    def to(self, device: torch.device) -> "TaughtBatch":
        parts = ((answers.to(device), share.to(device)) for answers, share in (self.roles, self.inner, self.entities))
        return TaughtBatch(*parts)


def chosen_rows(part: Shared, rows: Tensor) -> Shared:
    """The part of some rows of a batch."""
    return part[0][rows], part[1][rows]


def taught_batch(items: Sequence[tuple["LabelledTokens", Window]], shape: tuple[int, ...]) -> TaughtBatch | None:
    """The teachers' part of a batch of that shape [B, L]; None where no row has any."""
    if all(text.taught is None for text, _ in items):
        return None
    size = len(ROLE_TAGS)
    roles, inner = torch.zeros(*shape, size, size), torch.zeros(*shape, size, size)
    entities = torch.zeros(*shape, len(ENTITY_TAGS))
    shares = torch.zeros(3, shape[0])
    for row, (text, window) in enumerate(items):
        if text.taught is None:
            continue
        _fill(roles[row], text.taught.roles, window)
        shares[0, row] = text.share
        if text.taught.inner is not None:
            _fill(inner[row], text.taught.inner, window)
            shares[1, row] = 1.0 if text.inner is None else text.share
        entities[row, 1 : window.end - window.start + 1] = text.taught.entities[window.start : window.end].float()
        shares[2, row] = 1.0 if text.entities is None else text.share
    return TaughtBatch((roles, shares[0]), (inner, shares[1]), (entities, shares[2]))


def _fill(row: Tensor, marginals: Tensor, window: Window) -> None:
    """Put the marginals of a window between its two ends, which bear no tag."""
    size = window.end - window.start
    row[1 : size + 1] = _cut_marginals(marginals, window)
    row[0, 0, 0] = 1
    row[size + 1, :, 0] = row[size].sum(0)


def _cut_marginals(marginals: Tensor, window: Window) -> Tensor:
    """Pair marginals [N, 7, 7] of a window by itself: a span that it cuts begins at its first token."""
    pairs = marginals[window.start : window.end].float().clone()
    first = pairs[0].sum(0)
    first[1::2] += first[2::2]
    first[2::2] = 0
    pairs[0] = 0
    pairs[0, 0] = first
    if len(pairs) > 1:
        pairs[1, 1::2] += pairs[1, 2::2]
        pairs[1, 2::2] = 0
    return pairs
