"""A text as it is seen, to be read in place of the text itself, with the way back to the text's own offsets.

Letters with accents of their own are composed (NFC), Latin ligatures taken apart, soft hyphens, zero-width characters
and marks of direction left out; so words are the same however they are encoded. White space, capitals and marks stay.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from attrib.data import Span
from attrib.text.visible import INVISIBLE, MARKS, visible

_CHANGING = re.compile(
    r"(?<=\w)\u00ad[ \t]{0,8}\r?\n[ \t]{0,8}(?=[^\W\d_])"  # a word that a line end parts
    rf"|[^\s{MARKS}{INVISIBLE}](?:[{INVISIBLE}]{{0,8}}[{MARKS}]){{1,30}}"  # many take the square of their number
    rf"|[{INVISIBLE}]+"
    r"|[\ufb00-\ufb06\u2126\u212a\u212b\uf900-\ufad9]"
    r"|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"  # Korean letters that make one syllable
)


@dataclass(frozen=True, slots=True)
class ReadingCopy:
    """The text to read, and where its pieces stand in the text that it is a copy of.

    `starts` and `places` are offsets of the pieces in the copy and in the text; `kept` says which of them are as they
    were, letter by letter.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[Span, ...]
    kept: tuple[bool, ...]

    def original(self, span: Span) -> Span:
        """The span of the text that a span of the copy was made of.

        A piece that was changed belongs to it as a whole; what was left out at its ends does not.
        """
        start = self._place(span.start)[0]
        return Span(start, self._place(span.end - 1)[1] if span.end > span.start else start)

    def _place(self, offset: int) -> tuple[int, int]:
        """Where the character at an offset of the copy begins and ends in the text."""
        if offset >= len(self.text):
            return self.places[-1].end, self.places[-1].end
        at = bisect_right(self.starts, offset) - 1
        place = self.places[at]
        if not self.kept[at]:
            return place
        begin = place.start + offset - self.starts[at]
        return begin, begin + 1


def reading_copy(text: str) -> ReadingCopy | None:
    """The copy of a text to read; None where the text is as it is seen. Linear in its length."""
    if text.isascii():
        return None
    pieces: list[str] = []
    starts, places, kept = [0], [Span(0, 0)], [True]
    length, done = 0, 0

    def add(words: str, place: Span, same: bool) -> None:
        nonlocal length
        if words:
            pieces.append(words)
            starts.append(length)
            places.append(place)
            kept.append(same)
            length += len(words)

    for found in _CHANGING.finditer(text):
        words = _seen(found[0])
        if words == found[0]:
            continue
        add(text[done : found.start()], Span(done, found.start()), True)
        add(words, Span(*found.span()), False)
        done = found.end()
    if not done:
        return None
    add(text[done:], Span(done, len(text)), True)
    return ReadingCopy("".join(pieces), tuple(starts), tuple(places), tuple(kept))


def _seen(piece: str) -> str:
    """A piece as it is seen; nothing of a hyphen that only a line end shows."""
    return "" if piece[0] == "\u00ad" else unicodedata.normalize("NFC", visible(piece))
