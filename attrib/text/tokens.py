"""Words and marks of a text, with what resolution asks of each: where it is, and whether a sentence begins with it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from attrib.data import Span
from attrib.text.visible import INVISIBLE, MARKS, visible

_LETTERS = rf"(?:[^\W_][{MARKS}{INVISIBLE}]*)+"  # accents of their own and soft hyphens part no word
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., J.K.
    r"|['’]s\b"  # the genitive is a token of its own
    rf"|{_LETTERS}(?:(?:[-&.]|['’](?!s\b)){_LETTERS})*"
    rf"|[^\s{INVISIBLE}]"
)


class Token(NamedTuple):
    """A word, a genitive 's or a mark; `initial` where it is the first word of a sentence or quotation.

    `word` is what a reader sees: without soft hyphens and other invisible characters, which the span may hold.
    """

    start: int
    end: int
    word: str
    lower: str
    initial: bool

    @property
    def capital(self) -> bool:
        return self.word[0].isupper()

    @property
    def is_word(self) -> bool:
        return self.word[0].isalnum()


def tokens(text: str, sentence_starts: Sequence[int]) -> list[Token]:
    """The tokens of a text, given where its sentences start."""
    starts = set(sentence_starts)
    found: list[Token] = []
    pending = True
    for match in _TOKEN.finditer(text):
        word, start = visible(match.group()), match.start()
        pending = pending or start in starts
        initial = pending and word[0].isalnum()
        if word[0].isalnum():
            pending = False
        elif word in _OPENERS:
            pending = True
        found.append(Token(start, match.end(), word, word.lower(), initial))
    return found


_OPENERS = frozenset("\"“„«‘'`:•–—-")


def tokens_in(all_tokens: Sequence[Token], span: Span) -> list[Token]:
    """The tokens that start inside the span."""
    first, last = token_range(all_tokens, span)
    return list(all_tokens[first:last])


def token_range(all_tokens: Sequence[Token], span: Span) -> tuple[int, int]:
    """The half-open range of indices of the tokens that start inside the span."""
    first = bisect_left(all_tokens, span.start, key=_start)
    return first, bisect_left(all_tokens, span.end, key=_start)


def _start(token: Token) -> int:
    return token.start
