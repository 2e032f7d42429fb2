"""Words of one statement laid beside those of another: what both have, what one alone has, which of it are facts."""

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from attrib.claims.figures import figures
from attrib.claims.utterance import MOST_WORDS
from attrib.data.claims import Piece
from attrib.english.function_words import NEGATIVES
from attrib.text.folding import fold

_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*")
_DENIES = re.compile(r"n['’]t$", re.IGNORECASE)
Token = tuple[int, int, str]
"""Start, end and folded form of a word."""


def align(text: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of a text beside another one, and the pieces of the other that the text lacks.

    Words are compared folded; the longest runs that both have are matched first (Ratcliff and Obershelp 1988). What
    lies beyond MOST_WORDS words is not compared, and counts as a piece of its own.
    """
    own, others = words_in(text), words_in(other)
    named = figures(text), figures(other)
    matcher = SequenceMatcher(None, [word for *_, word in own], [word for *_, word in others], autojunk=False)
    pieces: list[Piece] = []
    lacks: list[Piece] = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if end > start:
            pieces.append(_piece(text, own, start, end, None if kind == "equal" else named[1]))
        if kind != "equal" and last > first:
            lacks.append(_piece(other, others, first, last, named[0]))
    return _with_rest(text, own, pieces), tuple(lacks)


def words_in(text: str) -> list[Token]:
    """The words of a text, at most MOST_WORDS, with their places and folded."""
    found = [(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)]
    return found[:MOST_WORDS]


def _piece(text: str, words: Sequence[Token], start: int, end: int, known: Collection[float] | None) -> Piece:
    """The words from `start` to `end`, with what follows up to the next word.

    `known` are the figures of the other text ("100" is "one hundred" there), None where both have these words.
    """
    first = words[start][0] if start else 0
    following = words[end][0] if end < len(words) else words[-1][1]
    piece = text[first:following]
    facts = text[words[start][0] : words[end - 1][1]]
    if known is None:
        return Piece(piece, shared=True)
    return Piece(piece, shared=False, figure=not figures(facts) <= set(known), negation=denies(facts))


def _with_rest(text: str, words: Sequence[Token], pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces with what stands behind the last word that was compared."""
    rest = text[words[-1][1] :] if words else text
    if not rest:
        return tuple(pieces)
    if pieces and not _WORD.search(rest):
        last = pieces[-1]
        return (*pieces[:-1], Piece(last.text + rest, last.shared, last.figure, last.negation))
    return (*pieces, Piece(rest, not _WORD.search(rest)))


def denies(text: str) -> bool:
    """Whether a word of a text denies: "not", "never", "didn't"."""
    return any(fold(match.group()) in NEGATIVES or _DENIES.search(match.group()) for match in _WORD.finditer(text))
