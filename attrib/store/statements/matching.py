"""Matching the statements of one run to those of another, by the text that both cover."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from attrib.data import Span, Spans

LEAST_SHARED = 0.5
"""The minimum overlap of two statements that count as the same statement."""

NEARLY_ALL = 0.8
"""The minimum overlap of a statement with the words that a person says are one."""

One = TypeVar("One", bound=Any)
Other = TypeVar("Other", bound=Any)


def match(ones: Mapping[One, Spans], others: Mapping[Other, Spans], *, least: float = LEAST_SHARED) -> dict[One, Other]:
    """Pairs of the same statement, best overlap first, one to one; ties go to the lowest keys.

    The overlap of two statements is the share of the characters they cover together that both cover. Statements with an
    overlap below `least` are no pair. Both mappings have at least one span a key; keys must sort.
    """
    first = {key: _joined(spans) for key, spans in ones.items()}
    second = {key: _joined(spans) for key, spans in others.items()}
    rated = ((overlap(first[one], second[other]), one, other) for one, other in _touching(first, second))
    best = sorted((pair for pair in rated if pair[0] >= least), key=lambda pair: (-pair[0], *pair[1:]))
    pairs: dict[One, Other] = {}
    taken = set[Other]()
    for _, one, other in best:
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return pairs


def overlap(one: Spans, other: Spans) -> float:
    """The share of the characters two lists of disjoint spans cover together that both cover, 0 to 1."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return shared / (_length(one) + _length(other) - shared)


def _length(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)


def _joined(spans: Iterable[Span]) -> Spans:
    """The spans in order, with overlapping and adjacent spans joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _touching(ones: Mapping[One, Spans], others: Mapping[Other, Spans]) -> Iterator[tuple[One, Other]]:
    """The pairs whose ranges, from first to last span, overlap."""
    ordered = sorted(((spans[0].start, spans[-1].end, key) for key, spans in others.items()), key=lambda item: item[0])
    starts = [start for start, _, _ in ordered]
    longest = max((end - start for start, end, _ in ordered), default=0)
    for one, spans in ones.items():
        start, end = spans[0].start, spans[-1].end
        for _, other_end, other in ordered[bisect_right(starts, start - longest) : bisect_left(starts, end)]:
            if other_end > start:
                yield one, other
