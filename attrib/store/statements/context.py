"""The context of a statement: its paragraphs, or as much of them as can be read quickly."""

import re
from bisect import bisect_left, bisect_right

from attrib.data import Span

CAP = 2000
"""The maximum characters of a context; a longer statement is shown whole."""

_BLANK_LINE = re.compile(r"(?>\r\n|[\n\r\u2028\u2029])[^\S\r\n\u2028\u2029]*(?>\r\n|[\n\r\u2028\u2029])\s*")
_LINE = re.compile(r"[\r\n\u2028\u2029]\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+")


class Paragraphs:
    """The paragraphs of one text, divided by blank lines where it has any, else by line ends."""

    def __init__(self, text: str) -> None:
        self._text = text
        breaks = list(_BLANK_LINE.finditer(text)) or list(_LINE.finditer(text))
        self._starts = [0, *(match.end() for match in breaks)]
        self._ends = [*(match.start() for match in breaks), len(text)]

    def around(self, span: Span) -> Span:
        """The paragraphs around the span, cut at sentences, else at words, to CAP characters."""
        start = self._starts[max(0, bisect_right(self._starts, span.start) - 1)]
        end = self._ends[min(len(self._ends) - 1, bisect_left(self._ends, span.end))]
        start, end = min(start, span.start), max(end, span.end)
        if end - start <= CAP:
            return Span(start, end)
        spare = max(0, CAP - (span.end - span.start))
        before, after = span.start - start, end - span.end
        left = min(before, max(spare // 2, spare - after))
        return Span(self._cut_left(span.start - left, span.start), self._cut_right(span.end, span.end + spare - left))

    def _cut_left(self, earliest: int, start: int) -> int:
        """The first sentence start at or after `earliest`, else the first word start."""
        if earliest <= 0 or earliest in self._starts:
            return max(0, earliest)
        sentence = _SENTENCE_END.search(self._text, earliest, start)
        if sentence:
            return sentence.end()
        space = re.compile(r"\s+").search(self._text, earliest, start)
        return space.end() if space else start

    def _cut_right(self, end: int, latest: int) -> int:
        """The last sentence end at or before `latest`, else the last word end."""
        if latest >= len(self._text):
            return len(self._text)
        stretch = self._text[end : latest + 1]
        sentences = list(_SENTENCE_END.finditer(stretch))
        if sentences:
            last = sentences[-1]
            return end + last.start() + len(last.group().rstrip())
        spaces = list(re.finditer(r"\s+", stretch))
        return end + spaces[-1].start() if spaces else end


def context_span(paragraphs: Paragraphs, content: Span, whole: Span) -> Span:
    """The context of a statement: around content, cue and source, or around its content if these lie far apart."""
    return paragraphs.around(whole if whole.end - whole.start <= CAP else content)
