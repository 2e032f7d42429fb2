"""Batches of texts of many lengths with little padding."""

from collections.abc import Iterator, Sequence

LENGTH_BY = 32
"""Word pieces of which the length of a batch is a multiple.

The processor's kernels are prepared anew for each shape of a batch, and kept: with few shapes memory stays flat.
"""


def rounded_up(number: int, by: int) -> int:
    """The smallest multiple of `by` that is at least the number."""
    return -(-number // by) * by


def batches_by_length(lengths: Sequence[int], most: int, rows_by: int = 1) -> Iterator[list[int]]:
    """Indices in groups of at most `most` tokens, padding to the longest included; longest group first.

    A full group of more than `rows_by` rows has a multiple of them. A text longer than `most` is its own group.
    """
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    start = 0
    while start < len(order):
        rows = max(1, most // max(1, lengths[order[start]]))
        rows -= rows % rows_by if rows > rows_by else 0
        yield order[start : start + rows]
        start += rows
