"""The decoded lines of a file that may be larger than memory."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from attrib.errors import ReadError
from attrib.readers.encoding import BYTE_ORDER_MARKS, decode
from attrib.readers.source import Source

_LONGEST_CHARACTER = 12  # bytes of a character in JSON: two escapes of six
_OTHER_FIELDS = 1 << 20  # bytes for a record's other fields
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its line end; `number` counts from 1.

    `objection` is the reason why a line could not be read (its text is then empty). `note` describes odd bytes. `ended`
    is False for a line without a line end: the last one, which may be cut off. `data` are its bytes without the line
    end; of UTF-16 and UTF-32, the same text in UTF-8.
    """

    number: int
    text: str
    note: str | None = None
    objection: str | None = None
    ended: bool = True
    data: bytes = b""


def read_lines(source: Source) -> Iterator[Line]:
    """The lines of a stream, one at a time in memory; a byte order mark at the start is removed.

    A line that is not UTF-8 is first tried in the encoding of the last such line, so that a file is read consistently.
    """
    head = source.stream.peek(4)
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            yield from _wide_lines(source, encoding)
            return
    charset = source.charset
    for number, data in enumerate(_pieces(source), start=1):
        if data is None:
            yield Line(number, "", objection=_too_long(source))
            continue
        try:
            decoded = decode(data, charset)
        except ReadError as error:
            yield Line(number, "", objection=str(error))
            continue
        charset = charset if decoded.encoding == "utf-8" else decoded.encoding
        text = decoded.text.removeprefix("\ufeff") if number == 1 else decoded.text
        yield Line(number, text, note=decoded.note, ended=text.endswith("\n"), data=data.rstrip(b"\r\n"))


def _limit(source: Source) -> int:
    return source.settings.max_characters * _LONGEST_CHARACTER + _OTHER_FIELDS


def _too_long(source: Source) -> str:
    return f"the line is longer than {_limit(source):,} bytes, the most for one record; split it or raise the limit"


def _pieces(source: Source) -> Iterator[bytes | None]:
    """Lines as bytes; None for a line beyond the limit, whose rest is skipped."""
    limit = _limit(source)
    while data := source.stream.readline(limit):
        if len(data) < limit or data.endswith(b"\n"):
            yield data
            continue
        del data
        while (rest := source.stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield None


def _wide_lines(source: Source, encoding: str) -> Iterator[Line]:
    """Lines of UTF-16 and UTF-32, where a line end is not one byte; a damaged file ends at its damage."""
    stream = io.TextIOWrapper(source.stream, encoding=encoding, newline="\n")
    number = 1
    try:
        while text := stream.readline(_limit(source)):
            yield Line(number, text, ended=text.endswith("\n"), data=text.rstrip("\r\n").encode("utf-8", "replace"))
            number += 1
    except UnicodeDecodeError as error:
        yield Line(
            number, "", objection=f"not valid {encoding.upper()} from here on ({error.reason}); save it as UTF-8"
        )
    finally:
        stream.detach()
