"""Cutting a long token sequence into overlapping windows that start at paragraphs where possible."""

from collections.abc import Sequence
from typing import NamedTuple

from attrib.nn.encoder.features import AFTER_LINE, AFTER_PARAGRAPH, AFTER_SPACE


class Window(NamedTuple):
    """Tokens start to end go through the encoder together; tokens own_start to own_end get their labels from it."""

    start: int
    end: int
    own_start: int
    own_end: int


def _cut(breaks: Sequence[int], low: int, high: int) -> int:
    """The best start of a window in (low, high]: the last paragraph, else line, else word, else high."""
    for kind in (AFTER_PARAGRAPH, AFTER_LINE, AFTER_SPACE):
        for index in range(high, low, -1):
            if breaks[index] == kind:
                return index
    return high


def _edge(breaks: Sequence[int], low: int, high: int) -> int:
    """The place in a shared range where the second window takes over: the paragraph or line nearest the middle.

    Without one in the inner half it is the middle; in the outer quarters one of the windows has little context.
    """
    middle, margin = (low + high) // 2, (high - low) // 4
    for kind in (AFTER_PARAGRAPH, AFTER_LINE):
        candidates = [index for index in range(low + margin, high - margin + 1) if breaks[index] == kind]
        if candidates:
            return min(candidates, key=lambda index: abs(index - middle))
    return middle


def make_windows(breaks: Sequence[int], size: int, overlap: int, slack: int | None = None) -> list[Window]:
    """Windows of at most `size` tokens over a document; neighbours share about `overlap` tokens or more.

    `breaks` holds the break feature of each token. Each window is as full as possible. The next one starts at the last
    paragraph that leaves the overlap, or at a line or word if no paragraph starts in the `slack` tokens before
    (default: twice the overlap). Exactly one window owns each token: a shared range is divided near its middle, at a
    paragraph or line if one starts there. Raises ValueError for an overlap of half the window or more.
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
        # Three tiny windows can share a range; each keeps at least one token.
        edges.append(max(_edge(breaks, start, end), edges[-1] + 1))
    edges.append(length)
    return [Window(starts[i], ends[i], edges[i], edges[i + 1]) for i in range(len(starts)) if length]
