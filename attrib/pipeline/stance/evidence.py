"""The words that decided a stance, chosen by how much each word piece spoke for it."""

from collections.abc import Sequence

from attrib.data import Span
from attrib.nn.stance.inputs import StanceInput
from attrib.text.word_sets import word_set

_SHARE = 0.5  # of the strongest word's weight that a neighbour needs to stand beside it
_LONGEST = 5  # words
_SMALL = word_set(
    "the a an and or of to in on at for with by from that this these those is are was were be been has have had he she",
    "it they we i you his her its their our my your him them us as will would s t mr mrs ms",
)


def deciding_words(text: str, row: StanceInput, weights: Sequence[float], place: int) -> Span | None:
    """The word with the largest weight, and its neighbours that weigh half as much; None where nothing speaks for it.

    Neither the holder, the target asked about nor small words and marks can be it. `weights` has a number a piece.
    """
    words = _words(text, row, weights, place)
    best = max((at for at, word in enumerate(words) if word[2]), key=lambda at: words[at][1], default=None)
    if best is None or words[best][1] <= 0:
        return None
    least = _SHARE * words[best][1]
    first = last = best
    while first and words[first - 1][2] and words[first - 1][1] >= least and last - first + 1 < _LONGEST:
        first -= 1
    while last + 1 < len(words) and words[last + 1][2] and words[last + 1][1] >= least and last - first + 1 < _LONGEST:
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
        free = at not in marked and word[:1].isalnum() and word not in _SMALL
        words.append((Span(start, end), weights[at], free))
    return words
