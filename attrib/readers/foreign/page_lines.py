"""The lines of a printed page in reading order: column by column, whatever order they were written in.

A gutter is a strip that almost no line covers (a projection profile, as in the X-Y cut of Nagy and Seth 1984). What
crosses it, such as a headline, parts the page into bands; of each band the left column is read before the right one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

_BINS = 400  # strips in which a page is projected
_LOW = 0.15  # of the highest coverage: a few lines may cross a gutter
_ONE = 1.8  # heights of lines: a headline may cross the gutter of however short a page
_NARROWEST = 0.6  # of a line's height
_FEWEST = 4  # lines of a column
_SHORTEST = 12  # characters of its lines, at the median: cells of tables are shorter
_SHARE = 0.15  # of the characters that a column holds at least
_BESIDE = 0.4  # of the lower column's height that stands beside the other
_WORD_GAP = 0.2  # of the height: the least space between words
_SEGMENT_GAP = 0.9  # of the height: the widest space within a line of one column
_MOST_COLUMNS = 4


class Segment(NamedTuple):
    """A piece of a line: its box in points from the lower left corner, and its words."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a page in reading order, each its lines from above; `unsure` where that order may be wrong."""

    columns: tuple[tuple[Segment, ...], ...]
    unsure: bool = False


def lay_out(segments: Sequence[Segment]) -> Layout:
    """The layout of a page, given the pieces of its lines in any order."""
    found = list(_blocks(merged(segments, _SEGMENT_GAP), _MOST_COLUMNS))
    columns = tuple(tuple(merged(block, float("inf"))) for block, _ in found)
    crossed = [crossing for _, crossing in found]
    # A headline above columns and a note below them are usual; what crosses them in the middle may belong to either.
    inner = any(crossed[1:-1]) and not all(crossed)
    return Layout(columns, inner)


def merged(segments: Iterable[Segment], gap: float) -> list[Segment]:
    """Lines from above, each joined of the pieces beside each other that are at most `gap` heights apart."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda each: -each.middle):
        if rows and _same_row(rows[-1][0], segment):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [line for row in rows for line in _joined(sorted(row), gap)]


def _same_row(one: Segment, other: Segment) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared >= 0.5 * min(one.height, other.height)


def _joined(row: Sequence[Segment], gap: float) -> Iterator[Segment]:
    line = row[0]
    for segment in row[1:]:
        space = segment.left - line.right
        if space > gap * max(line.height, segment.height):
            yield line
            line = segment
            continue
        parted = space > _WORD_GAP * segment.height and not line.text.endswith(" ")
        words = f"{line.text}{' ' if parted else ''}{segment.text}"
        # A raised number makes no line higher.
        longer = max(line, segment, key=lambda each: len(each.text))
        line = Segment(line.left, longer.bottom, max(line.right, segment.right), longer.top, words)
    yield line


def _blocks(lines: Sequence[Segment], most: int) -> Iterator[tuple[Sequence[Segment], bool]]:
    """The blocks of lines in reading order, and whether each crosses the gutter of those around it."""
    gutter = _gutter(lines) if most > 1 else None
    if gutter is None:
        if lines:
            yield lines, False
        return
    crossing = [line for line in lines if line.left < gutter < line.right]
    crossing += [
        line for line in lines if line not in crossing and any(_same_row(line, wide) for wide in crossing[: len(lines)])
    ]
    sides = [line for line in lines if line not in crossing]
    for band in _bands(crossing, sides):
        wide = [line for line in band if line in crossing]
        if wide:
            yield wide, True
            continue
        yield from ((block, False) for block, _ in _blocks([each for each in band if each.right <= gutter], most - 1))
        yield from ((block, False) for block, _ in _blocks([each for each in band if each.left >= gutter], most - 1))


def _bands(crossing: Sequence[Segment], sides: Sequence[Segment]) -> Iterator[list[Segment]]:
    """What crosses the gutter and what does not, in runs from above."""
    wide = set(crossing)
    band: list[Segment] = []
    for line in sorted([*crossing, *sides], key=lambda each: -each.middle):
        if band and (line in wide) != (band[-1] in wide):
            yield band
            band = []
        band.append(line)
    yield band


def _gutter(lines: Sequence[Segment]) -> float | None:
    """Where a strip that almost no line covers parts two columns; None for lines of one column, and for tables."""
    if len(lines) < 2 * _FEWEST:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    width = (right - left) / _BINS
    if width <= 0:
        return None
    coverage = [0.0] * (_BINS + 1)
    for line in lines:
        for index in range(int((line.left - left) / width), int((line.right - left) / width) + 1):
            coverage[min(index, _BINS)] += line.height
    height = median(line.height for line in lines)
    low = max(_LOW * max(coverage), _ONE * height)
    strips = _runs([each <= low for each in coverage])
    places = [
        left + (first + last) / 2 * width for first, last in strips if (last - first) * width >= _NARROWEST * height
    ]
    worths = [(_worth(lines, place), place) for place in places]
    best = max(worths, default=(0.0, 0.0))
    return best[1] if best[0] >= _SHARE else None


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The half-open ranges of flags that are set, without those at either end."""
    start: int | None = None
    for index, flag in enumerate(flags):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            if start > 0:
                yield start, index
            start = None


def _worth(lines: Sequence[Segment], place: float) -> float:
    """The share of characters in the poorer of two columns; 0 where they are no columns of text beside each other."""
    sides = [line for line in lines if line.right <= place], [line for line in lines if line.left >= place]
    if any(len(side) < _FEWEST or median(len(line.text) for line in side) < _SHORTEST for side in sides):
        return 0.0
    ranges = [(min(line.bottom for line in side), max(line.top for line in side)) for side in sides]
    beside = min(top for _, top in ranges) - max(bottom for bottom, _ in ranges)
    if beside < _BESIDE * min(top - bottom for bottom, top in ranges):
        return 0.0
    sizes = [sum(len(line.text) for line in side) for side in sides]
    return min(sizes) / sum(len(line.text) for line in lines)
