"""The words that decided a stance, chosen by how much each word piece spoke for it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Span, Spans
from attrib.english.stop_words import EVIDENCE_STOP_WORDS
from attrib.nn.stance.inputs import StanceInput
from attrib.text.tokens import Token


@dataclass(frozen=True, slots=True)
class EvidenceLimits:
    """How far the evidence of a stance goes around the word that spoke most for it. All set by hand, for reading.

    share: of the strongest word's weight that a neighbour needs to stand beside it.
    words: of the evidence, at most.
    gap: characters between two words that may stand beside each other.
    """

    share: float = 0.5
    words: int = 5
    gap: int = 3


_LIMITS = EvidenceLimits()


Word = tuple[Span, float, bool]  # its place, its weight, and whether it may be evidence


def deciding_words(text: str, row: StanceInput, weights: Sequence[float], place: int) -> Span | None:
    """The word with the largest weight, and its neighbours that weigh half as much; None where nothing speaks for it.

    Neither the holder, the target asked about nor small words and marks can be it. `weights` has a number a piece.
    """
    return _strongest(_words(text, row, weights, place))


def strongest_words(
    text: str, tokens: Sequence[Token], weights: Sequence[tuple[int, int, float]], target: Spans
) -> Span | None:
    """The same from the start, the end and the weight of word pieces of a text, in order, and its tokens."""
    words: list[Word] = []
    for start, end, weight in weights:
        at = bisect_right(tokens, start, key=lambda token: token.start) - 1
        token = tokens[at] if at >= 0 else None
        whole = Span(token.start, token.end) if token is not None and token.end > start else Span(start, end)
        if words and words[-1][0] == whole:
            words[-1] = whole, words[-1][1] + weight, words[-1][2]
            continue
        if words and whole.start - words[-1][0].end > _LIMITS.gap:
            words.append((Span(words[-1][0].end, whole.start), 0.0, False))
        free = not any(whole.overlaps(span) for span in target) and _may_decide(whole.of(text))
        words.append((whole, weight, free))
    return _strongest(words)


def _strongest(words: Sequence[Word]) -> Span | None:
    best = max((at for at, word in enumerate(words) if word[2]), key=lambda at: words[at][1], default=None)
    if best is None or words[best][1] <= 0:
        return None
    least = _LIMITS.share * words[best][1]
    joins = [free and weight >= least for _, weight, free in words]
    first = last = best
    while first and joins[first - 1] and last - first + 1 < _LIMITS.words:
        first -= 1
    while last + 1 < len(words) and joins[last + 1] and last - first + 1 < _LIMITS.words:
        last += 1
    return Span(words[first][0].start, words[last][0].end)


def _words(text: str, row: StanceInput, weights: Sequence[float], place: int) -> list[Word]:
    """Each word's span, the sum of its pieces' weights, and whether it may be evidence."""
    marked = {at for start, end in (*row.holders, *row.targets[place]) for at in range(start, end)}
    words: list[Word] = []
    for at, (start, end) in enumerate(row.text.offsets[: len(weights)].tolist()):
        if row.text.goes_on[at] and words:
            span, weight, free = words[-1]
            words[-1] = Span(span.start, end), weight + weights[at], free
            continue
        words.append((Span(start, end), weights[at], at not in marked and _may_decide(text[start:end])))
    return words


def _may_decide(word: str) -> bool:
    return word[:1].isalnum() and word.lower() not in EVIDENCE_STOP_WORDS
