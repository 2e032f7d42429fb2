"""The inputs of the judge: a target and a statement, read together as a pair."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from attrib.nn.encoder.features import SIZES
from attrib.nn.encoder.tokens import EncodedText, TextEncoder

TARGET_PIECES = 14
"""The most word pieces of a target that are read: "about" and its first words."""

_SPECIAL = 4  # the pieces before the target, two between, one behind the statement

Range = tuple[int, int]  # of word pieces, the end excluded


@dataclass(frozen=True, slots=True)
class JudgeInput:
    """A statement with its surroundings, the target asked about, and where the statement names or means it."""

    text: EncodedText
    target: EncodedText
    mentions: tuple[Range, ...] = ()

    def length(self, window: int) -> int:
        """The word pieces of the pair, the special ones included."""
        return min(len(self.text), window) + _SPECIAL + min(len(self.target), TARGET_PIECES)


@dataclass(frozen=True, slots=True)
class JudgeBatch:
    """B pairs padded to L pieces.

    ids [B, L] long, features [B, L, 4] long, read [B, L] bool: where pieces stand. targets, mentions and statements
    [B, L] float are the weights of the pieces of the target (sum 1), of those that name it in the statement (sum 1, or
    0 where none does) and of the statement (sum 1).
    """

    ids: Tensor
    features: Tensor
    read: Tensor
    targets: Tensor
    mentions: Tensor
    statements: Tensor

    def to(self, device: torch.device) -> "JudgeBatch":
        return JudgeBatch(*(getattr(self, name).to(device) for name in self.__dataclass_fields__))


def make_judge_batch(items: Sequence[JudgeInput], encoder: TextEncoder, window: int) -> JudgeBatch:
    """Pairs of which the statement has at most `window` pieces; a longer one loses its end."""
    shape = len(items), max(item.length(window) for item in items)
    ids = np.full(shape, encoder.padding)
    features = np.zeros((*shape, len(SIZES)), dtype=np.int64)
    read = np.zeros(shape, dtype=np.bool_)
    targets, mentions, statements = (np.zeros(shape, dtype=np.float32) for _ in range(3))
    for row, item in enumerate(items):
        asked, kept = min(len(item.target), TARGET_PIECES), min(len(item.text), window)
        start = asked + 3  # of the statement
        between = (encoder.last, encoder.last)
        pieces = (encoder.first, *item.target.ids[:asked], *between, *item.text.ids[:kept], encoder.last)
        ids[row, : len(pieces)], read[row, : len(pieces)] = pieces, True
        features[row, 1 : 1 + asked] = item.target.features[:asked]
        features[row, start : start + kept] = item.text.features[:kept]
        targets[row, 1 : 1 + asked] = 1 / max(1, asked)
        statements[row, start : start + kept] = 1 / max(1, kept)
        for first, last in item.mentions:
            mentions[row, start + min(first, kept) : start + min(last, kept)] = 1
    mentions /= np.maximum(1, mentions.sum(1, keepdims=True))
    return JudgeBatch(*(torch.from_numpy(array) for array in (ids, features, read, targets, mentions, statements)))
