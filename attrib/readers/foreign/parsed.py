"""What a parser of a foreign format found in a file, and its form between two processes: JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from math import isfinite

from attrib.data import PrintedLine
from attrib.errors import ReadError


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of a file, what the file says of itself, and notes for the user.

    `lines` are those of printed pages, none of them empty. `told` has what else the file says, by its name.
    """

    text: str
    title: str | None = None
    author: str | None = None
    notes: tuple[str, ...] = ()
    lines: tuple[PrintedLine, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """The bytes that `from_json` reads."""
        return json.dumps(asdict(self), allow_nan=False).encode()


def from_json(data: bytes) -> Parsed:
    """What a parser's process answered. Raises ReadError for an answer of another form."""
    try:
        told = json.loads(data)
        text, notes = told["text"], tuple(told["notes"])
        lines = tuple(PrintedLine(**line) for line in told["lines"])
        others = dict(told["told"])
        words = [
            text,
            *notes,
            *(told[name] for name in ("title", "author") if told[name] is not None),
            *others.values(),
        ]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ReadError("its parser gave no answer that can be read; the file may be damaged") from error
    if not all(isinstance(each, str) for each in words):
        raise ReadError("its parser gave no text; the file may be damaged")
    if not _in_order(lines, len(text)):
        raise ReadError("its parser told of lines that are not in the text; the file may be damaged")
    return Parsed(text, told["title"], told["author"], notes, lines, others)


def _in_order(lines: Sequence[PrintedLine], length: int) -> bool:
    """Whether each line has a page, a box of numbers, and characters of the text behind those of the line before."""
    reached = 0
    for line in lines:
        places, box = (line.start, line.end, line.page), (line.left, line.bottom, line.right, line.top)
        if not all(isinstance(number, int) for number in places):
            return False
        if not all(isinstance(number, int | float) and isfinite(number) for number in box):
            return False
        if not reached <= line.start < line.end <= length or line.page < 1:
            return False
        reached = line.end
    return True
