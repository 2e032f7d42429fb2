"""What stands between two words of one line, hard line ends of wire copy included."""

import re
from dataclasses import dataclass

_SPACE = re.compile(r"[ \u00a0]|[ \u00a0]?(?:\r\n|\n|\r) {0,4}")


@dataclass(frozen=True, slots=True)
class FullLine:
    """When a line was broken because it was full.

    characters: at least; a shorter one ends a headline or by-line. Set by hand: agencies' lines have 60 to 80.
    """

    characters: int = 45


_FULL = FullLine()


def is_space(text: str, start: int, end: int) -> bool:
    """Whether a gap between two words is one space, or a line end that only breaks a full line."""
    if end - start == 1 and text[start] in " \u00a0":
        return True
    if not _SPACE.fullmatch(text, start, end):
        return False
    line = text[max(0, start - _FULL.characters) : start]
    return len(line) == _FULL.characters and "\n" not in line and "\r" not in line
