"""Web archives (WARC 1.0 and 1.1): each recorded page is an article, with its address and the time of its capture.

Records are read one after the other in constant memory. Pages, office documents and plain texts of answers with status
200 are read; pictures, scripts, feeds and data are passed by, as are records that only refer to an earlier capture.
https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

import io
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, cast

from attrib.errors import ReadError
from attrib.readers.dates import parse_date
from attrib.readers.nested.parts import Part, read_part
from attrib.readers.nested.payload import Answer, parse_answer, payload, read_headers
from attrib.readers.source import Readings, Source

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ARTICLES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/pdf": "pdf"}
_PAGES = {"response", "resource", "conversion"}
_ROBOTS = "/robots.txt"
_LINE = 1 << 16
_OK = 200


class _Block(io.RawIOBase):
    """The bytes of one record, and no more of the archive than these."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self._stream = stream
        self.left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        data = self._stream.read(min(len(view), self.left))
        self.left -= len(data)
        view[: len(data)] = data
        return len(data)

    def skip(self) -> bool:
        """Pass by what was not read; whether the record is complete."""
        while self.left and (data := self._stream.read(min(self.left, _LINE))):
            self.left -= len(data)
        return not self.left


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: its number in the archive, from 1, its headers and its bytes."""

    number: int
    headers: dict[str, str]
    block: _Block

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "").lower()

    @property
    def truncated(self) -> str:
        """Why the capture ended before the page did ("length", "time"), in the archive's own word; empty where not."""
        return self.headers.get("warc-truncated", "")

    @property
    def address(self) -> str:
        return self.headers.get("warc-target-uri", "").strip("<>")


def read_warc(source: Source) -> Readings:
    """The documents of the pages of a web archive; a record's number counts all records of the file."""
    passed: Counter[str] = Counter()
    found = told = False
    for record in _records(source.stream):
        if isinstance(record, str):
            yield source.problem(record)
            continue
        found = True
        try:
            for item in _read_record(source, record, passed):
                told = True
                yield item
        except ReadError as error:
            told = True
            yield source.problem(f"{record.address or 'a record'}: {error}", record.number)
        if not record.block.skip():
            yield source.problem("the archive is cut off in this record; fetch it again", record.number)
    if not found:
        yield source.problem("no record of a web archive is in the file; fetch it again")
    elif not told:
        yield source.problem("the archive holds no page that can be read")
    if passed:
        yield source.warning(f"passed by: {', '.join(f'{name} {count}' for name, count in passed.most_common(8))}")


def _records(stream: BinaryIO) -> Iterator[_Record | str]:
    """The records of an archive; words about bytes between them that are none, once for each such place."""
    number, lost = 0, False
    while line := stream.readline(_LINE):
        if not line.startswith(b"WARC/"):
            if line.strip() and not lost:
                lost = True
                yield f"bytes after record {number} are no record and were passed over; the archive may be damaged"
            continue
        number, lost = number + 1, False
        try:
            headers = read_headers(stream)
        except ReadError as error:
            yield f"record {number}: {error}"
            continue
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()) or len(length) > 18:
            yield f"record {number} does not tell its length, so it was passed over"
            continue
        yield _Record(number, headers, _Block(stream, int(length)))


def _read_record(source: Source, record: _Record, passed: Counter[str]) -> Readings:
    """The document of a record; what is none is counted by its kind."""
    if record.kind not in _PAGES or not record.address.lower().startswith(("http://", "https://")):
        if record.kind == "revisit":
            passed["captures that only refer to an earlier one"] += 1
        return
    stream = cast(BinaryIO, io.BufferedReader(record.block))
    answer = parse_answer(stream) if record.kind == "response" else Answer(_OK, record.headers, stream)
    known = _ARTICLES.get(answer.media_type)
    if answer.status != _OK:
        passed[f"answers with status {answer.status}"] += 1
    elif known is None or urllib.parse.urlsplit(record.address).path == _ROBOTS:
        passed[f"files of type {answer.media_type[:40] or 'unknown'}"] += 1
    else:
        body = payload(answer, source.settings.max_bytes)
        if not body.whole or record.truncated:
            yield source.warning(f"{record.address}: {_cut(record)}", record.number)
        captured = _captured(source, record)
        part = Part(source.location, body.stream, known, record.number, record.address, answer.charset, captured)
        yield from read_part(source, part)


def _cut(record: _Record) -> str:
    """Why the end of a recorded page may be missing."""
    reason = f"its capture was cut off ({record.truncated[:40]})" if record.truncated else "its packed data is cut off"
    return f"{reason}, so the end of the page may be missing; look at the page itself"


def _captured(source: Source, record: _Record) -> datetime | None:
    told = record.headers.get("warc-date", "")
    try:
        moment = datetime.fromisoformat(told)  # as the standard has it, and much quicker
        return moment if moment.tzinfo is not None else parse_date(told, now=source.retrieved_at)
    except (ValueError, ReadError):
        return None
