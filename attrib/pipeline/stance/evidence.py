"""The words that decided a stance, chosen by how much each word piece spoke for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Span
from attrib.english.stop_words import EVIDENCE_STOP_WORDS
from attrib.nn.stance.inputs import StanceInput


@dataclass(frozen=True, slots=True)
class EvidenceLimits:
    """How far the evidence of a stance goes around the word that spoke most for it. Both set by hand, for reading.

    share: of the strongest word's weight that a neighbour needs to stand beside it.
    words: of the evidence, at most.
    """

    share: float = 0.5
    words: int = 5


_LIMITS = EvidenceLimits()


def deciding_words(text: str, row: StanceInput, weights: Sequence[float], place: int) -> Span | None:
    """The word with the largest weight, and its neighbours that weigh half as much; None where nothing speaks for it.

    Neither the holder, the target asked about nor small words and marks can be it. `weights` has a number a piece.
    """
    words = _words(text, row, weights, place)
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


def _words(text: str, row: StanceInput, weights: Sequence[float], place: int) -> list[tuple[Span, float, bool]]:
    """Each word's span, the sum of its pieces' weights, and whether it may be evidence."""
    marked = {at for start, end in (*row.holders, *row.targets[place]) for at in range(start, end)}
    words: list[tuple[Span, float, bool]] = []
    for at, (start, end) in enumerate(row.text.offsets[: len(weights)].tolist()):
        if row.text.goes_on[at] and words:
            span, weight, free = words[-1]
            words[-1] = Span(span.start, end), weight + weights[at], free
            continue
        word = text[start:end].lower()
        free = at not in marked and word[:1].isalnum() and word not in EVIDENCE_STOP_WORDS
        words.append((Span(start, end), weights[at], free))
    return words
