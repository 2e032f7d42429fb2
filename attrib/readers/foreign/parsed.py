"""What a parser of a foreign format found in a file, and its form between two processes: JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from attrib.errors import ReadError


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of a file, what the file says of itself, and notes for the user.

    `lines` tells where each line of a page stood, as (start, end, page, left, bottom, right, top): offsets in the text,
    pages from 1, and points from the lower left corner of the page. `told` has what else the file says, by its name.
    """

    text: str
    title: str | None = None
    author: str | None = None
    notes: tuple[str, ...] = ()
    lines: tuple[tuple[float, ...], ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """The bytes that `from_json` reads."""
        return json.dumps(asdict(self)).encode()


def from_json(data: bytes) -> Parsed:
    """What a parser's process answered. Raises ReadError for an answer of another form."""
    try:
        told = json.loads(data)
        text, notes, lines = told["text"], tuple(told["notes"]), tuple(map(tuple, told["lines"]))
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
    return Parsed(text, told["title"], told["author"], notes, lines, others)
