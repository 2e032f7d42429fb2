"""Quotations in a text: where quotation marks open and close, in the styles that news uses, balanced or not."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from attrib.data import Span, Spans, StatementType
from attrib.text.apostrophes import single_quotations
from attrib.text.marks import CLOSING, CLOSING_OF, DOUBLE, FAMILY, MARKS, SINGLE, any_of
from attrib.text.sentences import paragraphs

_MARK = re.compile(f"[{any_of(DOUBLE)}]|``|''|[{any_of(SINGLE)}]")
_BRACKETS = "([{<—–-/"
_SENTENCE_END = ".!?…"
_JOINING = re.compile(r"\b(?:that|and|but|or)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NestingLimits:
    """How far marks are looked through where quotations stand in each other; bounds that keep the walk linear.

    marks: characters to the first one beside a mark that is no mark itself: three marks in a row and one space.
    closable: quotations standing open, innermost first, that one closing mark may end.
    doubled: of those, the innermost in which a straight mark that may be either closes: one within another.
    """

    marks: int = 4
    closable: int = 3
    doubled: int = 2


_NESTING = NestingLimits()


@dataclass(slots=True)
class _Scan:
    """The state of one walk over a text: quotations that stand open (outermost first) and those found."""

    text: str
    open: list[tuple[int, str, str]] = field(default_factory=list)  # offset, family, mark
    found: list[Span] = field(default_factory=list)
    last_close: int = -1

    def begin(self, at: int, family: str, mark: str) -> None:
        before = _neighbour(self.text, at, -1)
        if self.open and self.open[-1][1] == family and before in _SENTENCE_END and before:
            self.end(_trim_end(self.text, self.open[0][0], at))  # re-opened without having been closed
        self.open.append((at, family, mark))

    def close(self, at: int, family: str) -> None:
        for depth in range(len(self.open) - 1, max(-1, len(self.open) - 1 - _NESTING.closable), -1):
            if self.open[depth][1] == family:
                self.last_close = at
                if depth == 0:
                    self.end(at)
                else:
                    del self.open[depth:]
                return

    def end(self, at: int) -> None:
        if self.open:
            self.found.append(Span(self.open[0][0], at))
            self.open.clear()
        self.last_close = -1


def quotations(text: str) -> Spans:
    """The outermost quotations of a text in order, marks included.

    Straight, curly, low-high, doubled and angular marks; single marks where they are no apostrophes. A quotation that
    is not closed ends with its paragraph, or where it re-opens after a full stop; one that the next paragraph closes
    without re-opening runs on. Linear in the length of the text.
    """
    scan = _Scan(text)
    singles = single_quotations(text)
    blocks = paragraphs(text)
    for number, block in enumerate(blocks):
        marks = _marks(text, block)
        if scan.open and (not marks or _opens(scan, marks[0])):
            scan.end(blocks[number - 1].end)
        _walk(scan, marks, singles)
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if scan.open and not _runs_on(scan, following):
            scan.end(_unclosed_end(scan, block, following))
    return tuple(scan.found)


def _marks(text: str, block: Span) -> list[re.Match[str]]:
    return list(_MARK.finditer(text, block.start, block.end))


def _walk(scan: _Scan, marks: Sequence[re.Match[str]], singles: dict[int, int]) -> None:
    """Open and close quotations at the marks of one paragraph."""
    single_end = -1
    for match in marks:
        at, mark = match.start(), match.group()
        if at < single_end:
            continue
        if mark in SINGLE:
            if not scan.open and at in singles:
                single_end = singles[at]
                scan.found.append(Span(at, single_end))
            continue
        family = FAMILY.get(mark, "double")
        if _opens(scan, match):
            scan.begin(at, family, mark)
        else:
            scan.close(match.end(), family)


def _opens(scan: _Scan, match: re.Match[str]) -> bool:
    """Whether a mark opens a quotation, given its shape, its neighbours and what stands open."""
    mark = match.group()
    before, after = (
        _neighbour(scan.text, match.start(), -1, near=True),
        _neighbour(scan.text, match.end() - 1, 1, near=True),
    )
    opening = (not before or before.isspace() or before in _BRACKETS) and bool(after) and not after.isspace()
    top = scan.open[-1][2] if scan.open else ""
    if mark in CLOSING_OF:
        return not (mark == CLOSING_OF.get(top) or (top in CLOSING and mark in "«‹"))
    if mark in CLOSING:
        return opening and not top
    closing = bool(before) and not before.isspace() and (not after or not after.isalnum())
    if opening != closing:
        return opening
    return not any(family == "double" for _, family, _ in scan.open[-_NESTING.doubled :])


def _neighbour(text: str, at: int, step: int, near: bool = False) -> str:
    """The first character beside an offset that is no quotation mark (nor, unless near, white space); "" if far."""
    for distance in range(1, _NESTING.marks + 1):
        where = at + step * distance
        if not 0 <= where < len(text):
            return ""
        if text[where] not in MARKS and (near or not text[where].isspace()):
            return text[where]
    return ""


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def _runs_on(scan: _Scan, following: Span | None) -> bool:
    """Whether an open quotation goes on into the next paragraph: that paragraph closes it before opening another."""
    if following is None:
        return False
    first = _MARK.search(scan.text, following.start, following.end)
    while first is not None and first.group() in SINGLE:
        first = _MARK.search(scan.text, first.end(), following.end)
    return first is not None and not _opens(scan, first)


def _unclosed_end(scan: _Scan, block: Span, following: Span | None) -> int:
    """Where a quotation that its paragraph never closes ends.

    At the paragraph's end, unless marks inside it were closed and the next paragraph opens none: then the marks nested
    wrongly, and the last closing one was the end.
    """
    reopened = following is not None and scan.text[following.start] in MARKS
    if scan.last_close > scan.open[0][0] and not reopened:
        return scan.last_close
    return block.end


def statement_type(text: str, content: Sequence[Span], quoted: Sequence[Span]) -> StatementType:
    """How much of a statement's content stands inside the quotations of the text.

    White space, punctuation, and conjunctions that join the pieces ("that") count for neither side.
    """
    inside = outside = 0
    for span in content:
        for piece, within in _pieces(span, quoted):
            weight = sum(map(str.isalnum, piece.of(text) if within else _JOINING.sub("", piece.of(text))))
            inside, outside = (inside + weight, outside) if within else (inside, outside + weight)
    if not inside:
        return StatementType.INDIRECT
    return StatementType.MIXED if outside else StatementType.DIRECT


def _pieces(span: Span, quoted: Sequence[Span]) -> list[tuple[Span, bool]]:
    """The span cut at the edges of the quotations (sorted, disjoint), each piece with whether it is inside one."""
    pieces: list[tuple[Span, bool]] = []
    at = span.start
    first = max(0, bisect_right(quoted, (span.start, span.start)) - 1)
    for quotation in quoted[first:]:
        if quotation.start >= span.end:
            break
        if quotation.end <= at:
            continue
        start, end = max(at, quotation.start), min(span.end, quotation.end)
        pieces += [(Span(at, start), False), (Span(start, end), True)]
        at = end
    return [*pieces, (Span(at, span.end), False)]
