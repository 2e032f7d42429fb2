"""A text cut at the borders of the spans that mark it, so that nested and crossing spans need no nested elements."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from attrib.data import Span

Label = TypeVar("Label")


def cut(whole: Span, marked: Iterable[tuple[Span, Label]]) -> Iterator[tuple[Span, tuple[Label, ...]]]:
    """The pieces of a stretch of text, in order and without gaps, each with the labels of the spans that cover it.

    Every border of a span inside `whole` parts two pieces; what a span has outside it is left out, and an empty span
    marks nothing. The labels of a piece stand in the order given, each once. O(n log n) for n spans, and the output.
    """
    labels: list[Label] = []
    opening: list[tuple[int, int]] = []  # where a span begins, and the place of its label
    closing: list[tuple[int, int]] = []
    for span, label in marked:
        start, end = max(span.start, whole.start), min(span.end, whole.end)
        if start < end:
            opening.append((start, len(labels)))
            closing.append((end, len(labels)))
            labels.append(label)
    changes = sorted([(at, False, place) for at, place in closing] + [(at, True, place) for at, place in opening])
    active: set[int] = set()
    start = whole.start
    for at, opens, place in changes:
        if at > start:
            yield Span(start, at), _held(labels, active)
            start = at
        if opens:
            active.add(place)
        else:
            active.remove(place)
    if start < whole.end:
        yield Span(start, whole.end), ()


def _held(labels: list[Label], active: set[int]) -> tuple[Label, ...]:
    return tuple(dict.fromkeys(labels[place] for place in sorted(active)))
