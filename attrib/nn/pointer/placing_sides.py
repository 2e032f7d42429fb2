"""Questions of sides in the word pieces of a window of a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from attrib.data import Spans
from attrib.nn.pointer.placing import inside_window, window_around
from attrib.nn.pointer.questions import SideQuestion, SideTarget

Range = tuple[int, int]  # of word pieces, half open
_NEAR_CUE = 40  # pieces from a cue within which what stands before the content counts as its frame


class Ground(IntEnum):
    """Where a mention of a target stands, seen from the content."""

    CONTENT = 0
    FRAME = 1  # before the content and near the cue: "told the minister that"
    BEFORE = 2
    AFTER = 3


class GroundedMention(NamedTuple):
    """The half-open range of pieces of a mention, and where it stands."""

    start: int
    end: int
    ground: Ground


@dataclass(frozen=True, slots=True)
class PlacedSides:
    """A question of sides in one window: ranges of pieces of source, cue and content, of each what lies in the window.

    `targets` has the number of each target that the window mentions, its mentions, and whether it is an actor.
    """

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    targets: tuple[tuple[int, tuple[GroundedMention, ...], bool], ...]


def sides_window(question: SideQuestion, offsets: NDArray[np.int64], ranges: Sequence[Range]) -> Range:
    """The window in whose middle the content begins."""
    return window_around(question.content[0], offsets, ranges)


def place_sides(question: SideQuestion, offsets: NDArray[np.int64], window: Range) -> PlacedSides:
    """The question in a window of a text whose pieces have these offsets [N, 2]."""

    def inside(spans: Spans) -> tuple[Range, ...]:
        return tuple(found for found in inside_window(spans, offsets, window) if found is not None)

    content, cue = inside(question.content), inside(question.cue)

    def ground(first: int, last: int) -> Ground:
        if any(start <= first and last <= end for start, end in content):
            return Ground.CONTENT
        if not content or first >= content[0][0]:
            return Ground.AFTER
        near = any(abs(first - end) < _NEAR_CUE for _, end in cue)
        return Ground.FRAME if near else Ground.BEFORE

    def placed(target: SideTarget) -> tuple[GroundedMention, ...]:
        return tuple(GroundedMention(*place, ground(*place)) for place in inside(target.mentions))

    targets = ((at, placed(target), target.is_actor) for at, target in enumerate(question.targets))
    return PlacedSides(inside(question.source), cue, content, tuple(one for one in targets if one[1]))
