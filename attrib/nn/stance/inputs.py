"""The inputs of the stance model: a text with marks on its holder and targets, or a text beside a topic."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from attrib.nn.encoder.features import SIZES
from attrib.nn.encoder.tokens import EncodedText, TextEncoder, rounded_up
from attrib.nn.stance.statement_head import SIZES as TOLD

PLAIN, HOLDER, TARGET = range(3)
"""The marks whose embeddings are added to word pieces."""

Range = tuple[int, int]  # of word pieces, the end excluded


@dataclass(frozen=True, slots=True)
class StanceInput:
    """One row: a text, the pieces of the holder, and the pieces of each target.

    A row with a `topic` asks only for the stance towards it, and `targets` is empty. A row without holders asks for the
    author's own stance. A row with `content` is a statement without marks on its targets; `told` holds the features of
    each target (see nn.stance.statement_head.SIZES).
    """

    text: EncodedText
    holders: tuple[Range, ...] = ()
    targets: tuple[tuple[Range, ...], ...] = ()
    topic: EncodedText | None = None
    content: tuple[Range, ...] = ()
    told: tuple[tuple[int, ...], ...] = ()

    @property
    def questions(self) -> int:
        return len(self.targets) if self.topic is None else 1

    def length(self, window: int) -> int:
        """The word pieces of the row, special ones included."""
        more = 0 if self.topic is None else min(len(self.topic), window // 2) + 1
        return min(len(self.text) + 2 + more, window)


@dataclass(frozen=True, slots=True)
class StanceBatch:
    """B rows padded to L pieces with Q questions about them, in the order of the rows.

    ids, marks and segments [B, L] long, features [B, L, 4] long, mask [B, L] bool. `rows` [Q] long is the row of each
    question; `pools` [Q, L] float the weight of each piece in its target (sum 1). `held` and `contents` [B, L] float
    are the weights in each row's holder (sum 0 without a holder) and content. `told` [Q, F] long are the features of
    the targets of statements.
    """

    ids: Tensor
    features: Tensor
    marks: Tensor
    segments: Tensor
    mask: Tensor
    rows: Tensor
    pools: Tensor
    held: Tensor
    contents: Tensor
    told: Tensor

    def to(self, device: torch.device) -> "StanceBatch":
        names = self.__dataclass_fields__
        return StanceBatch(*(getattr(self, name).to(device) for name in names))


def make_stance_batch(
    items: Sequence[StanceInput], encoder: TextEncoder, window: int, rows_by: int = 1, length_by: int = 1
) -> StanceBatch:
    """Rows of at most `window` pieces: a longer text loses its end, and a target there becomes the whole text.

    The number of rows and their length are rounded up to multiples; extra rows hold only a special piece and ask
    nothing.
    """
    longest = min(rounded_up(max(item.length(window) for item in items), length_by), window)
    shape = rounded_up(len(items), rows_by), longest
    ids, marks, segments = np.full(shape, encoder.padding), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    features = np.zeros((*shape, len(SIZES)), np.int64)
    mask, held, contents = np.zeros(shape, np.bool_), np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    rows: list[int] = []
    pools: list[np.ndarray[tuple[int], np.dtype[np.float32]]] = []
    ids[:, 0] = encoder.first
    mask[:, 0] = True
    for row, item in enumerate(items):
        topic = 0 if item.topic is None else min(len(item.topic), window // 2)
        size = min(len(item.text), longest - 2 - (topic + 1 if topic else 0))
        ids[row, 1 : size + 1] = item.text.ids[:size]
        features[row, 1 : size + 1] = item.text.features[:size]
        ids[row, size + 1] = encoder.last
        mask[row, : size + 2] = True
        for start, end in item.holders:
            marks[row, 1 + start : 1 + min(end, size)] = HOLDER
        for target in () if item.content else item.targets:
            for start, end in target:
                marks[row, 1 + start : 1 + min(end, size)] = TARGET
        held[row] = _share(marks[row] == HOLDER)
        contents[row] = _pooled(item.content, size, longest)
        if item.topic is not None and topic:
            second = slice(size + 2, size + 2 + topic)
            ids[row, second] = item.topic.ids[:topic]
            features[row, second] = item.topic.features[:topic]
            ids[row, second.stop] = encoder.last
            segments[row, second.start : second.stop + 1] = 1
            mask[row, second.start : second.stop + 1] = True
            marks[row, second] = TARGET
        rows += [row] * item.questions
        pools += _pools(item, size, topic, longest)
    pooled = np.stack(pools) if pools else np.zeros((0, longest), np.float32)
    told = np.array([told for item in items for told in item.told], np.int64).reshape(-1, len(TOLD))
    arrays = ids, features, marks, segments, mask, np.array(rows, np.int64), pooled, held, contents, told
    return StanceBatch(*[torch.from_numpy(array) for array in arrays])


def _pools(
    item: StanceInput, size: int, topic: int, longest: int
) -> list[np.ndarray[tuple[int], np.dtype[np.float32]]]:
    if item.topic is not None:
        places: list[tuple[Range, ...]] = [((size + 1, size + 1 + topic),)]
    else:
        places = [tuple((start, min(end, size)) for start, end in target) for target in item.targets]
    return [_pooled(ranges, size + 1 + topic, longest) for ranges in places]


def _pooled(ranges: Sequence[Range], size: int, longest: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Equal weights for the pieces of the ranges before `size`; if there are none, all weight on the first piece."""
    chosen = np.zeros(longest, np.bool_)
    for start, end in ranges:
        chosen[1 + start : 1 + min(end, size)] = True
    if not chosen.any():
        chosen[0] = True
    return _share(chosen)


def _share(chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return (chosen / max(1, int(chosen.sum()))).astype(np.float32)
