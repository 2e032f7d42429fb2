"""A file within another file, read as one of its own."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO

from attrib.errors import ReadError
from attrib.readers.source import Readings, Source

WITHIN = "!/"
"""What parts the location of a file from the name of one within it: "news.zip!/2025/port.html"."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file within another: where it is, its open stream, and what the outer one tells of it.

    `record` is its number where it has no name; `url` and `charset` as those of Source.
    """

    location: str
    stream: BinaryIO
    input_format: str | None = None
    record: int | None = None
    url: str | None = None
    charset: str | None = None
    retrieved_at: datetime | None = None


def read_part(outer: Source, part: Part) -> Readings:
    """The documents of a file within another one, in the format given or that its first bytes tell."""
    from attrib.readers.streams import buffered, read_source  # they read every format, the outer one's too

    try:
        nest = outer.nest.deeper()
    except ReadError as error:
        yield replace(outer, location=part.location).problem(str(error), part.record)
        return
    inner = Source(
        part.location,
        buffered(part.stream),
        part.retrieved_at or outer.retrieved_at,
        outer.settings,
        url=part.url,
        charset=part.charset,
        nest=nest,
    )
    for item in read_source(inner, part.input_format):
        numbered = part.record is not None and item.record is None
        yield replace(item, record=part.record) if numbered else item
