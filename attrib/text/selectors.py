"""Quotes found again in another text by their words and the words around them (W3C TextQuoteSelector).

https://www.w3.org/TR/annotation-model/#text-quote-selector: exact words, a prefix and a suffix.
"""

from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio_alignment

from attrib.data import Span, Spans
from attrib.text.finding import quotes
from attrib.text.folding import fold

AROUND = 4
"""Words before and after a quote that tell its place."""
LEAST_ALIKE = 80.0
"""The likeness of letters, of 100, from which on other words are the quote, changed."""
_REACH = 80  # characters that hold the words around
_LONGEST = 2_000  # characters of a quote that are compared for likeness


@dataclass(frozen=True, slots=True)
class QuoteSelector:
    """The exact words of a quote, pieces joined by " […] ", and the folded words before and after it."""

    exact: str
    prefix: tuple[str, ...]
    suffix: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where a quote stands in another text; `exact` says with the same words, `around` between the same words."""

    span: Span
    exact: bool
    around: bool


def selector_of(text: str, content: Spans) -> QuoteSelector:
    """The selector of a quote of a text."""
    exact = " […] ".join(span.of(text) for span in content)
    return QuoteSelector(exact, *_around(text, Span(content[0].start, content[-1].end)))


def find_quote(text: str, selector: QuoteSelector) -> QuotePlace | None:
    """The place of a quote in another text: the same words between the same words, the same words, or words like them.

    White space and styles of marks and dashes do not count. None where nothing like it stands there.
    """
    best: QuotePlace | None = None
    for spans in quotes(text, selector.exact):
        whole = Span(spans[0].start, spans[-1].end)
        if _around(text, whole) == (selector.prefix, selector.suffix):
            return QuotePlace(whole, True, True)
        best = best or QuotePlace(whole, True, False)
    return best or _alike(text, selector.exact[:_LONGEST])


def _alike(text: str, words: str) -> QuotePlace | None:
    if len(words) > len(text):
        return None
    found = partial_ratio_alignment(words, text, score_cutoff=LEAST_ALIKE)
    return None if found is None else QuotePlace(Span(found.dest_start, found.dest_end), False, False)


def _around(text: str, span: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words before and after a span; one that the reach cuts is left out."""
    before = fold(text[max(0, span.start - _REACH) : span.start]).split()
    after = fold(text[span.end : span.end + _REACH]).split()
    first = 1 if span.start > _REACH else 0
    last = len(after) - 1 if span.end + _REACH < len(text) else len(after)
    return tuple(before[first:][-AROUND:]), tuple(after[:last][:AROUND])
