"""Statements held against the quotation marks of the text.

A long quotation that detection passed over is somebody's statement, whoever that may be; and what neither a cue
attributes nor marks enclose is nobody's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Span, Statement, StatementType
from attrib.pipeline.detection.coverage import Coverage, coverage
from attrib.text.quotation import quotations, statement_type


@dataclass(frozen=True, slots=True)
class QuotationMarkLimits:
    """When a quotation that detection passed over is a statement, and how sure that is.

    words: of a quotation, at least. Of the quotations of ten words or more in PolNeAR's training articles, 98.7 % are
        content (of those of five to nine words, 96 %); the rest are titles, slogans and lines of poems.
    covered: share of the quotation's characters that contents must cover for it to be theirs; a half, set by hand.
    confidence: between 0 and 1, set by hand: that it is a statement is nearly sure; whose it is and how far it goes is
        not.
    """

    words: int = 10
    covered: float = 0.5
    confidence: float = 0.5


_LIMITS = QuotationMarkLimits()
_WORD = re.compile(r"\w+")


def reconcile_with_quotation_marks(
    text: str, statements: Sequence[Statement], copies: Sequence[Span] = ()
) -> tuple[Statement, ...]:
    """The statements in order without those that have neither cue nor quotation marks.

    Each long quotation that no content covers by half has a statement of its own, unless it is one of the copies.
    """
    quoted = quotations(text)
    kept = [
        item
        for item in statements
        if item.cue or statement_type(text, item.content, quoted) is not StatementType.INDIRECT
    ]
    content = coverage(span for item in kept for span in item.content)
    claimed = [
        Statement(StatementType.DIRECT, (quotation,), confidence=_LIMITS.confidence)
        for quotation in quoted
        if quotation not in copies and _is_long(quotation.of(text)) and _is_open(quotation, content)
    ]
    return tuple(sorted((*kept, *claimed), key=lambda item: (item.start, item.end)))


def _is_long(words: str) -> bool:
    return sum(1 for _ in _WORD.finditer(words)) >= _LIMITS.words


def _is_open(quotation: Span, content: Coverage) -> bool:
    """Whether no content covers enough of the quotation to make it its own."""
    return content.shared(quotation) < _LIMITS.covered * (quotation.end - quotation.start)
