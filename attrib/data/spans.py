"""Character spans of a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of a document's text, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]
