"""Bodies that a web server packs (Content-Encoding), unpacked in small pieces, so that a bomb is stopped by its size.

gzip and deflate are read by Python itself; brotli and Zstandard by libraries that come with an extra.
https://www.rfc-editor.org/rfc/rfc9110#name-content-codings, RFC 7932 (brotli), RFC 8878 (Zstandard)
"""

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from types import ModuleType

from attrib.errors import ReadError

PIECE = 1 << 16
"""About the most bytes that come unpacked at once."""
EXTRA = "documents"
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's numbers for the three containers
_GZIP_START, _ZSTD_START = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_STARTS = {"gzip": _GZIP_START, "x-gzip": _GZIP_START, "zstd": _ZSTD_START}
_HEAD = 512  # bytes by which packed data is told from text
_DEFLATED = 8  # the method in the first byte of a zlib stream
_WINDOW = 23  # binary logarithm of the bytes that a Zstandard frame of the web may look back (RFC 9659)
_ZSTD = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"


class CutOffError(ReadError):
    """The packed data ends too early; what it held so far has been yielded."""

    def __init__(self) -> None:
        super().__init__("its packed data is cut off; fetch it again")


def unpack(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The pieces of a body without its coding, one of CODINGS or identity; of data that is not packed, as it is.

    Archives and some servers name a coding that they have undone already. Raises ReadError for another coding, for one
    whose library is missing, and for damaged data; CutOffError at the end of data that ends too early.
    """
    if coding in ("", "identity"):
        return iter(chunks)
    if coding not in CODINGS:
        raise ReadError(f"it is packed as {coding[:40]!r}, which is not known here; save it in a browser")
    pieces, head = iter(chunks), b""
    while len(head) < _HEAD and (piece := next(pieces, None)) is not None:
        head += piece
    whole = chain([head], pieces)
    return whole if _is_plain(head, coding) else CODINGS[coding](whole)


def _is_plain(head: bytes, coding: str) -> bool:
    """Whether a body is not packed after all, by its first bytes."""
    if coding in _STARTS:
        return not head or not head.startswith(_STARTS[coding][: len(head)])
    return not any(byte < ord("\t") or ord("\r") < byte < ord(" ") for byte in head)  # bytes that no text has


def _inflated(chunks: Iterable[bytes], *, gzip: bool) -> Iterator[bytes]:
    """What follows the end of the packed data, and is no further member of gzip, is left out."""
    stream = None
    try:
        for chunk in chunks:
            data = chunk
            while data:
                if stream is None or stream.eof:
                    if stream is not None and not (gzip and data.startswith(_GZIP_START[: len(data)])):
                        return
                    stream = zlib.decompressobj(_GZIP if gzip else _ZLIB if data[0] & 0x0F == _DEFLATED else _RAW)
                yield stream.decompress(data, PIECE)
                data = stream.unused_data if stream.eof else stream.unconsumed_tail
        while stream is not None and not stream.eof and (rest := stream.decompress(b"", PIECE)):
            yield rest
    except zlib.error as error:
        raise _damaged(error) from error
    if stream is not None and not stream.eof:
        raise CutOffError


def _unbrotlied(chunks: Iterable[bytes]) -> Iterator[bytes]:
    brotli = _library("brotli", "brotli")
    stream = brotli.Decompressor()
    try:
        for chunk in chunks:
            data = chunk
            while piece := stream.process(data, output_buffer_limit=PIECE):
                yield piece
                data = b""
    except brotli.error as error:
        raise _damaged(error) from error
    if not stream.is_finished():
        raise CutOffError


def _unzstandarded(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Frames follow one another; what follows the last and is none is left out."""
    zstd = _library(_ZSTD, "Zstandard")
    options = {zstd.DecompressionParameter.window_log_max: _WINDOW}
    stream = zstd.ZstdDecompressor(options=options)
    try:
        for chunk in chunks:
            data = chunk
            while data or not (stream.eof or stream.needs_input):
                if stream.eof:
                    if not data.startswith(_ZSTD_START[: len(data)]):
                        return
                    stream = zstd.ZstdDecompressor(options=options)
                yield stream.decompress(data, PIECE)
                data = stream.unused_data if stream.eof else b""
    except zstd.ZstdError as error:
        raise _damaged(error) from error
    if not stream.eof:
        raise CutOffError


def _library(module: str, coding: str) -> ModuleType:
    """A library that only this coding needs. Raises ReadError, naming the extra that brings it, where it is missing."""
    with suppress(ModuleNotFoundError):  # of a package above the module
        if find_spec(module) is not None:
            return import_module(module)
    raise ReadError(
        f"it is packed with {coding}, which is read with {module.replace('.', '-')}, and that is not installed; "
        f"pip install 'attrib[{EXTRA}]' adds it"
    )


def _damaged(error: Exception) -> ReadError:
    return ReadError(f"its packed data is damaged ({error}); fetch it again")


CODINGS: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    "gzip": lambda chunks: _inflated(chunks, gzip=True),
    "x-gzip": lambda chunks: _inflated(chunks, gzip=True),
    "deflate": lambda chunks: _inflated(chunks, gzip=False),
    "br": _unbrotlied,
    "zstd": _unzstandarded,
}
"""What each Content-Encoding is unpacked by."""
