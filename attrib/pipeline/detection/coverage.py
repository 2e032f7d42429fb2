"""The characters that spans cover, asked for many times without a walk over all of them."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from attrib.data import Span, Spans


@dataclass(frozen=True, slots=True)
class Coverage:
    """The union of spans as disjoint spans in order."""

    spans: Spans

    def shared(self, span: Span) -> int:
        """How many characters of a span are covered."""
        first = max(0, bisect_right(self.spans, (span.start, span.start)) - 1)
        last = bisect_right(self.spans, (span.end, span.end))
        pieces = self.spans[first:last]
        return sum(max(0, min(other.end, span.end) - max(other.start, span.start)) for other in pieces)

    def overlaps(self, span: Span) -> bool:
        """Whether any character of a span is covered."""
        return self.shared(span) > 0


def coverage(spans: Iterable[Span]) -> Coverage:
    """The union of spans that may overlap, in any order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return Coverage(tuple(merged))
