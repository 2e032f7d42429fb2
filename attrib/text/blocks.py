"""Block quotations without marks: paragraphs that a line with a colon introduces as somebody's words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from attrib.data import Span, Spans
from attrib.text.marks import OPENERS
from attrib.text.sentences import paragraphs

# "…, Dara Quinn said:", "Here is Ted Crowe on the Today programme:", "From the study:", "The letter reads:"
_INTRODUCING = re.compile(
    r"(?:.*\b(?:said|says|told|wrote|writes|added|adds|reads?|stated|states|tweeted|posted|declared|answered|replied|"
    r"statement)\b[^.!?]{0,80}|(?:Here(?:[’']s| is)|This is|From)\b[^.!?]{3,160}):",
    re.DOTALL,
)
_ITEM = re.compile(r"[•·*‣▪–—-]\s|\d{1,2}[.)-]\s")
_INDENT = re.compile(r"(?:\A|[\n\r])(?:[ \t\u00a0]{2,}|\t)\Z")
_MAIL = re.compile(r">\s?(?=\S)")


@dataclass(frozen=True, slots=True)
class BlockLimits:
    """What makes a paragraph a block quotation. Set by hand.

    words: of its first paragraph, at least; fewer are a headline, a label or a time.
    """

    words: int = 5


_LIMITS = BlockLimits()


@dataclass(frozen=True, slots=True)
class Block:
    """The paragraph that introduces a block quotation, its colon, and the paragraphs of the quotation."""

    introduction: Span
    colon: Span
    words: Spans


def blocks(text: str) -> tuple[Block, ...]:
    """The block quotations without marks, in order. Linear in the length of the text.

    A block is the paragraph behind the colon and, where that is indented, all indented ones behind it. Example:
    "In a statement, Quinn said:" and a paragraph. Not: "The bill would include:" and a list, or a quotation in marks.
    """
    found: list[Block] = []
    spans = paragraphs(text)
    for at, span in enumerate(spans[:-1]):
        if text[span.end - 1] != ":" or (found and span.start < found[-1].words[-1].end):
            continue
        following = spans[at + 1]
        if _INTRODUCING.fullmatch(text, span.start, span.end) and _is_block(text, following):
            words = (following, *_more(text, spans, at + 1))
            found.append(Block(span, Span(span.end - 1, span.end), tuple(_unmarked(text, piece) for piece in words)))
    return tuple(found)


def _more(text: str, spans: Spans, at: int) -> Iterator[Span]:
    """The indented paragraphs behind an indented one."""
    while _is_indented(text, spans[at]) and at + 1 < len(spans) and _is_indented(text, spans[at + 1]):
        at += 1
        yield spans[at]


def _is_block(text: str, span: Span) -> bool:
    words = span.of(text)
    if len(words.split()) < _LIMITS.words or words[0] in OPENERS or words.endswith(":"):
        return False
    return _ITEM.match(words) is None and ":" not in words[:40]


def _unmarked(text: str, span: Span) -> Span:
    """A paragraph without the mark that mail sets before what it quotes."""
    mark = _MAIL.match(text, span.start, span.end)
    return Span(mark.end(), span.end) if mark else span


def _is_indented(text: str, span: Span) -> bool:
    return text[span.start] == ">" or _INDENT.search(text, max(0, span.start - 12), span.start) is not None
