"""Pull quotes: lines that repeat a quotation of the story, and are no statement of their own."""

from collections.abc import Sequence
from dataclasses import replace

from attrib.data import Span, Statement
from attrib.pipeline.detection.layout import Layout
from attrib.text.folding import fold

_LEAST = 4  # words of a line that repeats something; fewer are said twice by chance


def pull_quotes(layout: Layout) -> tuple[Span, ...]:
    """The quotations that fill their line and that a longer line of the text has word for word, in order.

    Of two lines that are both nothing but the quotation, the second is the copy.
    """
    alone = [span for span in layout.quotations if _fills_line(layout, span)]
    if not alone:
        return ()
    others = [f" {fold(span.of(layout.text))} " for span in layout.quotations]
    found = []
    for span in alone:
        words = f" {fold(span.of(layout.text))} "
        at = layout.quotations.index(span)
        longer = [other for number, other in enumerate(layout.quotations) if number != at and words in others[number]]
        if len(words.split()) >= _LEAST and any(other not in alone or other < span for other in longer):
            found.append(span)
    return tuple(found)


def _fills_line(layout: Layout, quotation: Span) -> bool:
    line = layout.paragraph(quotation.start)
    rest = layout.text[line.start : quotation.start] + layout.text[quotation.end : line.end]
    return not any(map(str.isalnum, rest))


def without(copies: Sequence[Span], statements: Sequence[Statement]) -> list[Statement]:
    """The statements without the pieces that overlap one of the copies.

    Example: the line '“I never asked for it.”' over a story in which '“I never asked for it,” she said' stands.
    """
    kept = []
    for item in statements:
        content = tuple(span for span in item.content if not any(copy.overlaps(span) for copy in copies))
        if content:
            kept.append(item if content == item.content else replace(item, content=content))
    return kept
