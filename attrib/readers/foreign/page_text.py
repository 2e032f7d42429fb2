"""Printed pages as running text: paragraphs, words joined that a line end parts, and no running heads.

Each line keeps its place: offsets in the text, page and box.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from attrib.data import PrintedLine
from attrib.readers.foreign.page_lines import Segment

Page = Sequence[Sequence[Segment]]
"""The columns of a page, each its lines."""

_WIDE_LEADING = 1.35  # of the usual distance of lines: the next is a paragraph
_INDENT = 0.8  # of a line's height
_OTHER_SIZE = 0.15  # of the height: a heading is larger than the text
_EDGE = 2  # lines at the top and bottom of a page that may be running heads
_LEAST_PAGES = 3  # that have the same head
_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+(?:-\w+)*")
_BROKEN = re.compile(r"(?<!\w)(\w+)[-\u00ad\u2010]$")
_CAPITALS, _NAMED = r"[^\W\da-z][^\W\da-z.'’-]{0,40}", r"[^\W\da-z][\w.'’-]{0,40}"
_LABEL = re.compile(rf"{_CAPITALS}(?:\s{_CAPITALS}){{0,4}}:\s|[QA][.:]\s|[•▪●‣]\s?")  # a turn, an item of a list
_NAME = re.compile(rf"{_NAMED}(?:\s{_NAMED}){{0,4}}:\s")
_END = re.compile(r"[.!?:…]['’”\")\]]*$")


@dataclass(slots=True)
class Text:
    """The text of pages, written line by line."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[PrintedLine] = field(default_factory=list)

    def write(self, words: str) -> None:
        """Add words, or what parts them."""
        self.pieces.append(words)
        self.length += len(words)

    def place(self, line: Segment, page: int) -> None:
        """Add a line and keep its place."""
        start = self.length
        self.write(line.text)
        box = (round(each, 1) for each in (line.left, line.bottom, line.right, line.top))
        self.lines.append(PrintedLine(start, self.length, page, *box))

    def drop_hyphen(self) -> None:
        """Take the hyphen from the end of the last line."""
        self.pieces[-1] = self.pieces[-1][:-1]
        self.length -= 1
        last = self.lines[-1]
        self.lines[-1] = replace(last, end=last.end - 1)


def running_text(pages: Sequence[Page]) -> Text:
    """The text of pages with the places of its lines."""
    heads = _heads(pages)
    words = _words(pages)
    text = Text()
    previous: Segment | None = None
    for number, page in enumerate(pages, start=1):
        for column in page:
            lines = [line for line in column if (number, line) not in heads]
            for line, starts in zip(lines, _starts(lines), strict=True):
                if previous is not None:
                    _part(text, previous, line, starts, words)
                text.place(line, number)
                previous = line
    return text


def _part(text: Text, previous: Segment, line: Segment, starts: bool | None, words: set[str]) -> None:
    """Write what stands between two lines: nothing in a word, a space in a sentence, an empty line between paragraphs.

    `starts` is None for the first line of a column, which goes on with an unfinished sentence.
    """
    broken = _BROKEN.search(previous.text)
    if starts is None:
        starts = not (broken or (line.text[:1].islower() and not _END.search(previous.text)))
    following = re.match(r"\w+", line.text)
    if starts:
        text.write("\n\n")
    elif broken and following:
        if line.text[0].islower() and not _compound(broken[1].lower(), following[0].lower(), words):
            text.drop_hyphen()
    else:
        text.write(" ")


def _words(pages: Sequence[Page]) -> set[str]:
    """The words within the lines of pages, those with hyphens too; not the pieces at the ends of lines."""
    lines = [line.text.lower() for page in pages for column in page for line in column]
    return {word for line in lines for word in _WORD.findall(_BROKEN.sub("", line))}


def _compound(first: str, second: str, words: set[str]) -> bool:
    """Whether a hyphen at a line's end is one of the word, as elsewhere in the text: "well-known", not "cos-ting"."""
    if f"{first}-{second}" in words:
        return True
    return first + second not in words and first in words and second in words


def _starts(lines: Sequence[Segment]) -> Iterator[bool | None]:
    """Whether a paragraph starts with each line of a column; None for the first."""
    if not lines:
        return
    yield None
    distances = [above.middle - below.middle for above, below in pairwise(lines)]
    leading = median(distances) if distances else 0.0
    edge = median(line.left for line in lines)
    right = max(line.right for line in lines)
    for above, below, distance in zip(lines, lines[1:], distances, strict=False):
        height = max(above.height, below.height)
        indented = below.left > edge + _INDENT * height and above.left <= edge + _INDENT * height
        ended = bool(_END.search(above.text)) and above.right < right - 0.2 * (right - edge)
        other = abs(above.height - below.height) > _OTHER_SIZE * height
        turn = _LABEL.match(below.text) or (_END.search(above.text) and _NAME.match(below.text))
        yield distance > _WIDE_LEADING * leading or indented or ended or other or bool(turn)


def _heads(pages: Sequence[Page]) -> set[tuple[int, Segment]]:
    """The running heads and page numbers: lines at an edge that are the same on many pages, but for their numbers."""
    edges = [_edges(page) for page in pages]
    counts = Counter(key for lines in edges for key in {_key(line) for edge in lines for line in edge})
    least = max(_LEAST_PAGES, len(pages) / 2)
    heads = set()
    for number, lines in enumerate(edges, start=1):
        for place, edge in enumerate(lines):
            for line in edge:  # from the edge inwards, up to the first line of the text
                counted = bool(_NUMBER.fullmatch(line.text.strip()))
                if counts[_key(line)] < least and not counted:
                    break
                if counted or number > 1 or place == 1:  # the first head of all may be the title
                    heads.add((number, line))
    return heads


def _edges(page: Page) -> tuple[list[Segment], list[Segment]]:
    """The lines at the top and at the bottom of a page, from its edge inwards."""
    lines = sorted((line for column in page for line in column), key=lambda line: -line.middle)
    return (lines[:_EDGE], lines[: -_EDGE - 1 : -1]) if len(lines) > 2 * _EDGE else ([], [])


def _key(line: Segment) -> str:
    return _DIGITS.sub("#", line.text).strip().lower()
