"""Questions in the word pieces of a window of a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from attrib.data import Span
from attrib.nn.encoder.states import piece_ranges
from attrib.nn.pointer.config import FORMS, NOUNS
from attrib.nn.pointer.questions import OptionKind, Question


class Stand(IntEnum):
    """How a mention stands to the statement that is asked about."""

    APART = 0
    IN_SOURCE = 1  # in the source, beside the phrase itself
    IN_PHRASE = 2  # in the phrase that is the source
    IN_CONTENT = 3


class PlacedMention(NamedTuple):
    """The half-open range of pieces of a mention, and how it stands to the statement."""

    start: int
    end: int
    stand: Stand


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question in one window: ranges of pieces, half open, of source, cue and content, None for what is not there.

    `options` has the kind of each answer and its mentions in the window; an answer may have none there.
    """

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[int, int]
    form: int
    noun: int
    options: tuple[tuple[OptionKind, tuple[PlacedMention, ...]], ...]


def windows(pieces: int, size: int) -> list[tuple[int, int]]:
    """The half-open ranges of pieces that are read together: a text whole, or windows that overlap by half."""
    if pieces <= size:
        return [(0, pieces)]
    return [(start, min(pieces, start + size)) for start in range(0, pieces - size // 2, size // 2)]


def window_of(question: Question, offsets: NDArray[np.int64], ranges: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The window in whose middle a question stands."""
    anchors = [span for span in (question.phrase, *question.cue, *question.content) if span is not None]
    return window_around(anchors[0], offsets, ranges)


def window_around(span: Span, offsets: NDArray[np.int64], ranges: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The window in whose middle a span begins."""
    at = int(piece_ranges(offsets, [span])[0, 0])
    return min(ranges, key=lambda window: abs(window[0] + window[1] - 2 * at))


def inside_window(
    spans: Sequence[Span], offsets: NDArray[np.int64], window: tuple[int, int]
) -> list[tuple[int, int] | None]:
    """The half-open range of pieces of each span, counted from the window's start; None where it is not whole in it."""
    return [
        (first - window[0], last - window[0]) if window[0] <= first < last <= window[1] else None
        for first, last in piece_ranges(offsets, spans).tolist()
    ]


def place(question: Question, offsets: NDArray[np.int64], window: tuple[int, int]) -> PlacedQuestion:
    """The question in a window of a text whose pieces have these offsets [N, 2]."""

    def inside(spans: Sequence[Span]) -> list[tuple[int, int] | None]:
        return inside_window(spans, offsets, window)

    spans = [span for span in (question.phrase, question.source) if span is not None]
    source = next((found for found in inside(spans) if found is not None), None)
    cue = next((found for found in inside(question.cue) if found is not None), None)
    content = next((found for found in inside(question.content) if found is not None), (0, 1))
    mentions = list(chain.from_iterable(option.mentions for option in question.options))
    placed = iter(zip(inside(mentions), (_stand(question, span) for span in mentions), strict=True))
    options = []
    for option in question.options:
        own = [next(placed) for _ in option.mentions]
        options.append((option.kind, tuple(PlacedMention(*at, stand) for at, stand in own if at is not None)))
    form = FORMS.index(question.form) if question.form in FORMS else FORMS.index("other")
    noun = NOUNS.index(question.noun) if question.noun in NOUNS else 0
    return PlacedQuestion(source, cue, content, form, noun, tuple(options))


def _stand(question: Question, span: Span) -> Stand:
    if question.phrase is not None and question.phrase.contains(span):
        return Stand.IN_PHRASE
    if question.source is not None and question.source.contains(span):
        return Stand.IN_SOURCE
    return Stand.IN_CONTENT if any(part.contains(span) for part in question.content) else Stand.APART
