"""One text's form: its paragraphs, sentences and quotations, found once for all passes over its statements."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from attrib.data import Span, Spans
from attrib.text.quotation import quotations
from attrib.text.sentences import paragraphs, sentences

_FULL_STOP = re.compile(r"(?<!\bJr)(?<!\bSr)\.$")


@dataclass(frozen=True, slots=True)
class Layout:
    """A text with its paragraphs, sentences and quotations, each in order and disjoint."""

    text: str
    paragraphs: Spans
    sentences: Spans
    quotations: Spans

    def paragraph(self, offset: int) -> Span:
        """The paragraph at or before an offset; the whole text where none is."""
        return _at(self.paragraphs, offset, Span(0, len(self.text)))

    def paragraph_after(self, paragraph: Span) -> Span | None:
        """The paragraph behind one of the text's paragraphs."""
        at = bisect_right(self.paragraphs, paragraph)
        return self.paragraphs[at] if at < len(self.paragraphs) else None

    def sentence(self, offset: int) -> Span:
        """The sentence at or before an offset; the whole text where none is."""
        return _at(self.sentences, offset, Span(0, len(self.text)))

    def within_sentence(self, span: Span) -> Span:
        """The part of a span in the sentence that it starts in, without the full stop that ends the sentence."""
        last = self.sentence(span.start).end
        end = min(span.end, last)
        if end == last and end - span.start > 1 and _FULL_STOP.search(self.text, span.start, end):
            end -= 1
        return Span(span.start, end)

    def quotations_in(self, span: Span) -> Spans:
        """The quotations that overlap a span."""
        first = max(0, bisect_right(self.quotations, (span.start, span.start)) - 1)
        found = []
        for quotation in self.quotations[first:]:
            if quotation.start >= span.end:
                break
            if quotation.end > span.start:
                found.append(quotation)
        return tuple(found)

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset lies in a quotation."""
        return bool(self.quotations_in(Span(offset, offset + 1)))


def _at(spans: Spans, offset: int, otherwise: Span) -> Span:
    at = bisect_right(spans, (offset, offset + 1_000_000_000)) - 1
    return spans[at] if at >= 0 else otherwise


def read_layout(text: str) -> Layout:
    """The form of a text. Linear in its length."""
    return Layout(text, paragraphs(text), sentences(text), quotations(text))
