"""Character spans of a text."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a printed page: its half-open offsets in the text, the page from 1, and its box.

    The box is in points (1/72 inch) from the lower left corner of the page.
    """

    start: int
    end: int
    page: int
    left: float
    bottom: float
    right: float
    top: float
