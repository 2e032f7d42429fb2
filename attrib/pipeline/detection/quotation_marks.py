"""Statements held against the quotation marks of the text.

A long quotation that detection passed over is somebody's statement, whoever that may be; and what neither a cue
attributes nor marks enclose is nobody's.
"""

import re
from collections.abc import Sequence

from attrib.data import Span, Statement, StatementType
from attrib.text.quotation import quotations, statement_type

# Of the quotations of ten words or more in PolNeAR's training articles, 98.7 % are content (of those of five to nine
# words, 96 %); the rest are titles, slogans and lines of poems.
_LONG = 10  # words
_CONFIDENCE = 0.5  # that it is a statement is nearly sure; whose it is and how far it goes is not
_WORD = re.compile(r"\w+")


def hold_against_marks(text: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements in order without those that have neither cue nor quotation marks.

    Each long quotation that no content covers by half has a statement of its own.
    """
    quoted = quotations(text)
    kept = [
        item
        for item in statements
        if item.cue or statement_type(text, item.content, quoted) is not StatementType.INDIRECT
    ]
    content = sorted(span for item in kept for span in item.content)
    claimed = [
        Statement(StatementType.DIRECT, (quotation,), confidence=_CONFIDENCE)
        for quotation in quoted
        if 2 * _shared(quotation, content) < quotation.end - quotation.start and _is_long(quotation.of(text))
    ]
    return tuple(sorted((*kept, *claimed), key=lambda item: (item.start, item.end)))


def _is_long(words: str) -> bool:
    return sum(1 for _ in _WORD.finditer(words)) >= _LONG


def _shared(span: Span, content: Sequence[Span]) -> int:
    """How many characters of the span some content covers; contents may overlap."""
    covered, at = 0, span.start
    for other in content:
        start, end = max(other.start, at), min(other.end, span.end)
        if start < end:
            covered += end - start
            at = end
    return covered
