"""The page in a recorded HTTP answer: its head parsed, chunks joined, packing undone, all within a size."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from attrib.errors import ReadError

_LINE = 1 << 13  # bytes of a header
_HEADERS = 500
_CHUNK = 1 << 16
_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,8})\s*(?:;[^\r\n]*)?\r?\n")
_PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 47}  # what zlib is told of each
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
    raise ReadError("its headers are too long or too many")


def parse_answer(stream: BinaryIO) -> Answer:
    """The head of a recorded answer. Raises ReadError where there is none."""
    words = stream.readline(_LINE).split(None, 2)
    if len(words) < 2 or not words[0].upper().startswith(b"HTTP") or not words[1].isdigit():
        raise ReadError("holds no HTTP answer")
    return Answer(int(words[1][:3]), read_headers(stream), stream)


def payload(answer: Answer, most: int) -> BytesIO:
    """The body as a browser would see it, of at most a byte more than `most`. Raises ReadError for damaged packing."""
    pieces = _pieces(answer.body)
    if answer.headers.get("transfer-encoding", "").lower() == "chunked":
        pieces = _unchunked(answer.body)
    packing = answer.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("", "identity"):
        pieces = _unpacked(pieces, packing, most)
    body = BytesIO()
    for piece in pieces:
        body.write(piece)
        if body.tell() > most:
            break
    body.seek(0)
    return body


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


def _unpacked(pieces: Iterator[bytes], packing: str, most: int) -> Iterator[bytes]:
    """A body without its packing; of one that the archive has unpacked already, the body as it is."""
    first = next(pieces, b"")
    if packing in _PACKED and packing != "deflate" and not first.startswith(b"\x1f\x8b"):
        yield first
        yield from pieces
        return
    if packing not in _PACKED:
        raise ReadError(f"is packed with {packing[:20]!r}, which is not read")
    unpacker = zlib.decompressobj(_PACKED[packing])
    if packing == "deflate" and first[:1] != b"\x78":
        unpacker = zlib.decompressobj(-15)
    try:
        yield unpacker.decompress(first, most + 1)
        for piece in pieces:
            yield unpacker.decompress(piece, most + 1)
    except zlib.error as error:
        raise ReadError(f"cannot be unpacked ({error})") from error
