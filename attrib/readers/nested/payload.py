"""The page in a recorded HTTP answer: its head parsed, chunks joined, packing undone, all within a size."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from attrib.errors import ReadError
from attrib.readers.nesting import FREE, MAX_RATIO
from attrib.readers.packing import CutOffError, unpack

_LINE = 1 << 13  # bytes of a header
_HEADERS = 500
_CHUNK = 1 << 16
_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,8})\s*(?:;[^\r\n]*)?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A recorded answer: its status, headers by their names in lower case, and the stream of its body as sent."""

    status: int
    headers: Mapping[str, str]
    body: BinaryIO

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return None if found is None else found[1]


@dataclass(frozen=True, slots=True)
class Payload:
    """The bytes of a page, from their start, and whether its packed data went on to its end."""

    stream: BytesIO
    whole: bool = True


def read_headers(stream: BinaryIO) -> dict[str, str]:
    """Headers up to an empty line; names in lower case. Raises ReadError for too many or too long ones."""
    headers: dict[str, str] = {}
    for _ in range(_HEADERS):
        line = stream.readline(_LINE)
        if not line.strip():
            return headers
        if len(line) >= _LINE:
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    raise ReadError("its headers are too long or too many; save the page anew")


def parse_answer(stream: BinaryIO) -> Answer:
    """The head of a recorded answer. Raises ReadError where there is none."""
    words = stream.readline(_LINE).split(None, 2)
    if len(words) < 2 or not words[0].upper().startswith(b"HTTP") or not words[1].isdigit():
        raise ReadError("holds no HTTP answer; save the page anew")
    return Answer(int(words[1][:3]), read_headers(stream), stream)


def payload(answer: Answer, most: int) -> Payload:
    """The body as a browser would see it, of at most a piece more than `most`. Raises ReadError for damaged packing
    and for a bomb."""
    pieces = _pieces(answer.body)
    if answer.headers.get("transfer-encoding", "").lower() == "chunked":
        pieces = _unchunked(answer.body)
    body, whole, packed = BytesIO(), True, _Counted(pieces)
    try:
        for piece in unpack(packed, answer.headers.get("content-encoding", "").strip().lower()):
            body.write(piece)
            if body.tell() > most:
                break
            if body.tell() > FREE + MAX_RATIO * packed.size:
                raise ReadError(
                    f"unpacks to more than {MAX_RATIO} times its size, as bombs do; look at the page itself"
                )
    except CutOffError:
        whole = False
    body.seek(0)
    return Payload(body, whole)


class _Counted:
    """The pieces of a body, and the size of those that were taken."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.size += len(piece)
            yield piece


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(_CHUNK):
        yield piece


def _unchunked(stream: BinaryIO) -> Iterator[bytes]:
    """The pieces of a chunked body; of one that the archive has joined already, the body as it is."""
    line = stream.readline(_LINE)
    size = _SIZE.fullmatch(line)
    if size is None:
        yield line
        yield from _pieces(stream)
        return
    while size is not None and (length := int(size[1], 16)):
        while length and (piece := stream.read(min(length, _CHUNK))):
            length -= len(piece)
            yield piece
        stream.readline(_LINE)
        size = _SIZE.fullmatch(stream.readline(_LINE))
