"""Block quotations without marks as statements of whom their introduction names."""

import re

from attrib.data import Span, Spans, Statement
from attrib.pipeline.detection.layout import Layout
from attrib.pipeline.detection.tags import PHRASE, tag_before
from attrib.text.blocks import Block
from attrib.text.transcripts import Turn
from attrib.text.turn_labels import CAPITALIZED, SPACE

_FROM = re.compile(rf"From\s(?P<source>{PHRASE})")
_FULL_NAME = re.compile(rf"(?<![\w’'])(?P<source>{CAPITALIZED}(?:{SPACE}{CAPITALIZED})+)")


def block_turn(layout: Layout, block: Block, statements: list[Statement]) -> Turn | None:
    """A block quotation as a turn of whom detection, a tag or a name of the introduction gives; None without those."""
    source = _detected(block, statements) or _introduced(layout, block)
    return None if source is None else Turn(block.colon, block.colon, block.words, source)


def _detected(block: Block, statements: list[Statement]) -> Span | None:
    """The source in the introduction that detection gave to words of the block."""
    for item in statements:
        within = any(span.overlaps(words) for span in item.content for words in block.words)
        sources: Spans = tuple(span for span in item.source if block.introduction.contains(span))
        if within and sources:
            return Span(sources[0].start, sources[-1].end)
    return None


def _introduced(layout: Layout, block: Block) -> Span | None:
    """The source that the introduction names: before its verb, behind "From", else the first name of two words."""
    tag = tag_before(layout, Span(block.colon.end, block.words[0].end))
    if tag is not None:
        return tag.source
    start, end = block.introduction
    found = _FROM.match(layout.text, start, end) or _FULL_NAME.search(layout.text, start + 1, end)
    return None if found is None else Span(*found.span("source"))
