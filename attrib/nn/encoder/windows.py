"""Cutting a long token sequence into overlapping windows that begin at paragraphs where they can."""

from collections.abc import Sequence
from typing import NamedTuple

from attrib.nn.encoder.features import AFTER_LINE, AFTER_PARAGRAPH, AFTER_SPACE


class Window(NamedTuple):
    """Tokens start to end go through the encoder together; own_start to own_end take their labels from it."""

    start: int
    end: int
    own_start: int
    own_end: int


def _cut(breaks: Sequence[int], low: int, high: int) -> int:
    """The best place in (low, high] for a window to begin: the last paragraph, else line, else word, else high."""
    for wanted in (AFTER_PARAGRAPH, AFTER_LINE, AFTER_SPACE):
        for index in range(high, low, -1):
            if breaks[index] == wanted:
                return index
    return high


def _edge(breaks: Sequence[int], low: int, high: int) -> int:
    """Where, in a stretch that two windows share, the second takes over: the paragraph or line nearest to its middle.

    Not in its outer quarters, where one of the two has little context; the middle itself where nothing begins.
    """
    middle, margin = (low + high) // 2, (high - low) // 4
    for wanted in (AFTER_PARAGRAPH, AFTER_LINE):
        found = [index for index in range(low + margin, high - margin + 1) if breaks[index] == wanted]
        if found:
            return min(found, key=lambda index: abs(index - middle))
    return middle


def make_windows(breaks: Sequence[int], size: int, overlap: int, slack: int | None = None) -> list[Window]:
    """Windows of at most `size` tokens over a document; neighbours share about `overlap` tokens or more.

    `breaks` holds the break feature of each token. Each window is as full as it can be; the next begins at the last
    paragraph that leaves the overlap (at a line or word where none begins in the `slack` tokens before; twice the
    overlap if not given). Every token is owned by exactly one window: a shared stretch is divided near its middle, at a
    paragraph or line where one begins.
    """
    if not 0 <= overlap < size // 2:
        raise ValueError(f"overlap {overlap} must be at least 0 and under half the window of {size} tokens")
    length, slack = len(breaks), 2 * overlap if slack is None else slack
    starts = [0]
    while starts[-1] + size < length:
        end = starts[-1] + size
        starts.append(_cut(breaks, max(starts[-1] + size // 3, end - overlap - slack - 1), end - overlap))
    ends = [min(start + size, length) for start in starts]
    edges = [0]
    for start, end in zip(starts[1:], ends, strict=False):
        # In tiny windows three can share a stretch; none is left without a token.
        edges.append(max(_edge(breaks, start, end), edges[-1] + 1))
    edges.append(length)
    return [Window(starts[i], ends[i], edges[i], edges[i + 1]) for i in range(len(starts)) if length]
