"""The inputs of the pair judge: a statement with its surroundings once, and each target that is asked about beside it.

Pieces of the statement read the statement alone, those of a target the statement and the target itself: so the answer
on one target does not hang on what else is asked, and the statement is read once for all. Zhong and Chen (NAACL 2021)
read pairs of entities so, at a small loss against one pass a pair.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from attrib.nn.encoder.features import SIZES
from attrib.nn.encoder.tokens import EncodedText, TextEncoder

TARGET_PIECES = 12
"""The most word pieces of a target that are read: "about" and its first words."""

NOWHERE, SHARED = -1, 0
"""Groups of pieces: those of no text, and those that all may read. A target's own group is above."""

Range = tuple[int, int]  # of word pieces, the end excluded


@dataclass(frozen=True, slots=True)
class JudgeInput:
    """A statement with its surroundings, the targets asked about, and where the statement names or means each."""

    text: EncodedText
    targets: tuple[EncodedText, ...]
    mentions: tuple[tuple[Range, ...], ...]

    def length(self, window: int) -> int:
        """The word pieces of the row, the special ones included."""
        return min(len(self.text), window) + 2 + sum(min(len(target), TARGET_PIECES) for target in self.targets)


@dataclass(frozen=True, slots=True)
class JudgeBatch:
    """B rows padded to L pieces with Q targets, in the order of the rows.

    ids, positions and groups [B, L] long, features [B, L, 4] long. `rows` [Q] long is the row of each target, `pools`
    and `mentions` [Q, L] float are the weights of the target's own pieces (sum 1) and of those that name it in the
    statement (sum 1, or 0 where none does).
    """

    ids: Tensor
    features: Tensor
    positions: Tensor
    groups: Tensor
    rows: Tensor
    pools: Tensor
    mentions: Tensor

    def to(self, device: torch.device) -> "JudgeBatch":
        return JudgeBatch(*(getattr(self, name).to(device) for name in self.__dataclass_fields__))


def make_judge_batch(items: Sequence[JudgeInput], encoder: TextEncoder, window: int) -> JudgeBatch:
    """Rows of which the statement has at most `window` pieces; a longer one loses its end.

    Targets stand in front: all at the same positions, the statement behind them.
    """
    longest, asked = max(item.length(window) for item in items), sum(len(item.targets) for item in items)
    ids = np.full((len(items), longest), encoder.padding)
    features = np.zeros((len(items), longest, len(SIZES)), dtype=np.int64)
    positions, groups = np.zeros_like(ids), np.full_like(ids, NOWHERE)
    pools, mentions = (np.zeros((asked, longest), dtype=np.float32) for _ in range(2))
    question = 0
    for row, item in enumerate(items):
        kept = min(len(item.text), window)
        ids[row, : kept + 2] = [encoder.first, *item.text.ids[:kept], encoder.last]
        features[row, 1 : kept + 1] = item.text.features[:kept]
        positions[row, 1 : kept + 2] = np.arange(kept + 1) + TARGET_PIECES + 1
        groups[row, : kept + 2] = SHARED
        start = kept + 2
        for number, (target, places) in enumerate(zip(item.targets, item.mentions, strict=True), 1):
            end = start + min(len(target), TARGET_PIECES)
            ids[row, start:end] = target.ids[: end - start]
            features[row, start:end] = target.features[: end - start]
            positions[row, start:end] = np.arange(end - start) + 1
            groups[row, start:end] = number
            pools[question, start:end] = 1 / max(1, end - start)
            for first, last in places:
                mentions[question, 1 + min(first, kept) : 1 + min(last, kept)] = 1
            question += 1
            start = end
    mentions /= np.maximum(1, mentions.sum(1, keepdims=True))
    rows = [row for row, item in enumerate(items) for _ in item.targets]
    arrays = (ids, features, positions, groups, np.array(rows, dtype=np.int64), pools, mentions)
    return JudgeBatch(*(torch.from_numpy(array) for array in arrays))
