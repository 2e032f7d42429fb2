"""Texts as word pieces with offsets and surface features, their windows, and padded batches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.encoder.batching import batches_by_length as batches_by_length
from attrib.nn.encoder.batching import rounded_up as rounded_up
from attrib.nn.encoder.features import AFTER_LINE, AT_START, SIZES, continues_word, fold_marks, surface_features
from attrib.nn.encoder.windows import Window, make_windows


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one length: ids [B, L] long, features [B, L, 4] long, mask [B, L] bool."""

    ids: Tensor
    features: Tensor
    mask: Tensor

    def to(self, device: torch.device) -> "Batch":
        return Batch(self.ids.to(device), self.features.to(device), self.mask.to(device))


@dataclass(frozen=True, slots=True)
class EncodedText:
    """The N word pieces of one text: ids [N], offsets [N, 2] in code points, features [N, 4].

    `goes_on` [N] bool marks pieces that continue the previous piece's word.
    """

    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]
    features: NDArray[np.int64]
    goes_on: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def breaks(self) -> list[int]:
        """The break feature of each token."""
        column: list[int] = self.features[:, list(SIZES).index("break")].tolist()
        return column

    def break_counts(self) -> list[int]:
        """The number of line and paragraph breaks up to each token."""
        column = self.features[:, list(SIZES).index("break")]
        counts: list[int] = ((column >= AFTER_LINE) & (column < AT_START)).cumsum().tolist()
        return counts


class TextEncoder:
    """The model's tokenizer: texts to word pieces, and windows to batches."""

    def __init__(self, tokenizer: Tokenizer, window: int, overlap: int, opening: str = "") -> None:
        """`opening` is the word piece that opens each window in place of the tokenizer's own.

        Raises ModelError where the tokenizer has no such piece.
        """
        self.tokenizer = tokenizer
        self.window = window
        self.overlap = overlap
        self.first, self.last = _special_ids(tokenizer)
        if opening:
            self.first = _piece_id(tokenizer, opening)
        self.padding = _special_piece(tokenizer, "[PAD]", "<pad>") or 0
        self.mask = _special_piece(tokenizer, "[MASK]", "<mask>")

    def encode(self, texts: Sequence[str]) -> list[EncodedText]:
        encodings = self.tokenizer.encode_batch([fold_marks(text) for text in texts], add_special_tokens=False)
        return [_encoded(text, encoding.ids, encoding.offsets) for text, encoding in zip(texts, encodings, strict=True)]

    def windows(self, text: EncodedText) -> list[Window]:
        return make_windows(text.breaks, self.window, self.overlap)

    def batch(self, pieces: Sequence[tuple[EncodedText, int, int]], rows_by: int = 1, length_by: int = 1) -> Batch:
        """One padded batch of token ranges (text, start, end); position 0 of each row is the first special piece.

        The number of rows, and their length where the window allows it, are rounded up to multiples; extra rows hold
        only a special piece.
        """
        longest = max(end - start for _, start, end in pieces) + 2
        longest = max(longest, min(rounded_up(longest, length_by), self.window + 2))
        rows = rounded_up(len(pieces), rows_by)
        ids = np.full((rows, longest), self.padding)
        ids[:, 0] = self.first
        features = np.zeros((rows, longest, len(SIZES)), dtype=np.int64)
        lengths = np.ones(rows, dtype=np.int64)
        lengths[: len(pieces)] = [end - start + 2 for _, start, end in pieces]
        for row, (text, start, end) in enumerate(pieces):
            ids[row, end - start + 1] = self.last
            ids[row, 1 : end - start + 1] = text.ids[start:end]
            features[row, 1 : end - start + 1] = text.features[start:end]
        mask = np.arange(longest) < lengths[:, None]
        return Batch(torch.from_numpy(ids), torch.from_numpy(features), torch.from_numpy(mask))


def _encoded(text: str, ids: list[int], offsets: list[tuple[int, int]]) -> EncodedText:
    features = surface_features(text, offsets)
    goes_on = [False, *(continues_word(text, before, piece) for before, piece in pairwise(offsets))][: len(offsets)]
    return EncodedText(
        np.array(ids, dtype=np.int64),
        np.array(offsets, dtype=np.int64).reshape(-1, 2),
        np.array(features, dtype=np.int64).reshape(-1, len(SIZES)),
        np.array(goes_on, dtype=np.bool_),
    )


def token_range(offsets: NDArray[np.int64], spans: Iterable[tuple[int, int]]) -> list[tuple[int, int] | None]:
    """The half-open range of tokens that each character span touches; None where it touches none."""
    ranges: list[tuple[int, int] | None] = []
    for start, end in spans:
        first = int(np.searchsorted(offsets[:, 1], start, side="right"))
        last = int(np.searchsorted(offsets[:, 0], end, side="left"))
        ranges.append((first, last) if first < last else None)
    return ranges


def _special_ids(tokenizer: Tokenizer) -> tuple[int, int]:
    ids = tokenizer.encode("").ids
    if len(ids) != 2:
        raise ModelError(
            f"the tokenizer frames a text with {len(ids)} special tokens; attrib needs one before and one after"
        )
    return ids[0], ids[1]


def _piece_id(tokenizer: Tokenizer, piece: str) -> int:
    identity: int | None = tokenizer.token_to_id(piece)
    if identity is None:
        raise ModelError(f"the tokenizer has no word piece {piece!r}, with which the model's texts open")
    return identity


def _special_piece(tokenizer: Tokenizer, *names: str) -> int | None:
    """The special piece of one of these names; None where there is none.

    MPNet's vocabulary holds BERT's special pieces too, as pieces like any other that nothing was trained on.
    """
    special = {piece.content: number for number, piece in tokenizer.get_added_tokens_decoder().items() if piece.special}
    for look_up in (special.get, tokenizer.token_to_id):
        for name in names:
            number: int | None = look_up(name)
            if number is not None:
                return number
    return None
