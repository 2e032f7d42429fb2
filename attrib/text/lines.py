"""What stands between two words of one line, hard line ends of wire copy included."""

import re

_SPACE = re.compile(r"[ \u00a0]|[ \u00a0]?(?:\r\n|\n|\r) {0,4}")
_SHORTEST = 45  # characters of a line that was broken because it was full; a shorter one ends a headline or by-line


def is_space(text: str, start: int, end: int) -> bool:
    """Whether a gap between two words is one space, or a line end that only breaks a full line."""
    if end - start == 1 and text[start] in " \u00a0":
        return True
    if not _SPACE.fullmatch(text, start, end):
        return False
    line = text[max(0, start - _SHORTEST) : start]
    return len(line) == _SHORTEST and "\n" not in line and "\r" not in line
