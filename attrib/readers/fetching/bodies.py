"""The body of an answer, unpacked piece by piece and within a limit of size."""

import zlib
from collections.abc import Iterable, Iterator
from typing import IO

from attrib.errors import ReadError
from attrib.readers.fetching.settings import Deadline

ACCEPTED = "gzip, deflate"
"""What attrib can unpack, as a header says it."""
_PIECE = 1 << 16
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's numbers for the three containers
_GZIP_START = b"\x1f"
_DEFLATED = 8  # the method in the first byte of a zlib stream


class TooLargeError(ReadError):
    """A body goes on beyond the limit."""


def copy_body(chunks: Iterable[bytes], coding: str, file: IO[bytes], most_bytes: int, deadline: Deadline) -> None:
    """Write a body into a file, unpacked by its Content-Encoding.

    Raises TooLargeError beyond `most_bytes`, ReadError for an unknown coding and for damaged data, TimeoutError at the
    deadline.
    """
    size = 0
    for piece in _unpacked(chunks, coding.strip().lower()):
        size += file.write(piece)
        if size > most_bytes:
            raise TooLargeError(f"larger than {most_bytes:,} bytes; fetch it with a download program and give the file")
        deadline.left()


def _unpacked(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    if coding in ("", "identity"):
        yield from chunks
    elif coding in ("gzip", "x-gzip", "deflate"):
        try:
            yield from _inflated(chunks, gzip=coding != "deflate")
        except zlib.error as error:
            raise ReadError(f"its packed data is damaged ({error}); try again") from error
    else:
        raise ReadError(f"the server packs the page as {coding[:40]!r}, which is not known here; save it in a browser")


def _inflated(chunks: Iterable[bytes], *, gzip: bool) -> Iterator[bytes]:
    """The unpacked pieces; what follows the end of the packed data, and is no further member of gzip, is left out."""
    stream = None
    for chunk in chunks:
        data = chunk
        while data:
            if stream is None or stream.eof:
                if stream is not None and not (gzip and data.startswith(_GZIP_START)):
                    return
                stream = zlib.decompressobj(_GZIP if gzip else _ZLIB if data[0] & 0x0F == _DEFLATED else _RAW)
            yield stream.decompress(data, _PIECE)
            data = stream.unused_data if stream.eof else stream.unconsumed_tail
    while stream is not None and not stream.eof and (rest := stream.decompress(b"", _PIECE)):
        yield rest
    if stream is not None and not stream.eof:
        raise ReadError("its packed data is cut off; try again")
