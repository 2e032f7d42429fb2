"""One file or stream: opened, unpacked if it is gzip data, and passed to the reader of its format."""

import gzip
import io
import sys
import zlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from attrib.data import Document, Problem
from attrib.errors import AttribError, ReadError
from attrib.readers.encoding import refuse_binary
from attrib.readers.formats import BINARY, HOLDING, format_of, guess, reader_of
from attrib.readers.mojibake import garbled
from attrib.readers.nesting import FREE, MAX_RATIO, Nest
from attrib.readers.source import Readings, ReadSettings, Source, shown_path
from attrib.readers.unforeseen import described
from attrib.readers.versions import KnownPages, none_known

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STDIN = "-"
GZIP = b"\x1f\x8b"
_BUFFER = 65_536  # bytes read at once; the first of them tell the format of a stream


@dataclass(frozen=True, slots=True)
class Context:
    """The settings of one reading; `input_format` overrides detection by name and first bytes, `nest` as in Source.

    `known` tells of pages that were read before.
    """

    settings: ReadSettings
    now: datetime
    input_format: str | None = None
    nest: Nest = field(default_factory=Nest)
    known: KnownPages = none_known


def read_file(path: str, context: Context) -> Readings:
    """The documents of one file, in the format of its name."""
    opened = open_file(path)
    if isinstance(opened, Problem):
        yield opened
        return
    with opened as file:
        source = Source(shown_path(path), file, context.now, context.settings, nest=context.nest.fresh())
        yield from read_source(source, context.input_format or format_of(path))


def open_file(path: str) -> io.BufferedReader | Problem:
    """An open file, or the reason why it cannot be opened and the way out."""
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        return Problem(shown_path(path), None, _unopened(path, error))


def read_stdin(stdin: BinaryIO | None, context: Context) -> Readings:
    """The documents of standard input, or of the given stream; gzip data is detected by its first bytes."""
    stream = buffered(sys.stdin.buffer if stdin is None else stdin)
    source = Source(STDIN, stream, context.now, context.settings, nest=context.nest.fresh())
    yield from read_source(source, context.input_format)


class _Borrowed(io.RawIOBase):
    """A stream that is read here and closed by its owner."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)


class _Counted(_Borrowed):
    """A borrowed stream that counts the bytes that were read of it."""

    size = 0

    def readinto(self, buffer: "WriteableBuffer") -> int:
        read = super().readinto(buffer)
        self.size += read
        return read


class _Bounded(_Counted):
    """The unpacked bytes of a packed stream; raises ReadError where they are many times what was read of that."""

    def __init__(self, stream: BinaryIO, packed: _Counted) -> None:
        super().__init__(stream)
        self._packed = packed

    def readinto(self, buffer: "WriteableBuffer") -> int:
        read = super().readinto(buffer)
        if self.size > FREE + MAX_RATIO * self._packed.size:
            raise ReadError(f"unpacks to more than {MAX_RATIO} times its size, as bombs do; unpack it by hand")
        return read


def buffered(stream: BinaryIO) -> io.BufferedReader:
    """The stream with a buffer, so that its first bytes can be inspected before they are read."""
    return io.BufferedReader(_Borrowed(stream), _BUFFER)


def read_source(source: Source, input_format: str | None) -> Readings:
    """The documents of an open input; without a format, its first bytes decide."""
    try:
        yield from _read_unpacked(source, input_format)
    except ReadError as error:
        yield source.problem(str(error))
    except EOFError:
        yield source.problem("the gzip data is cut off; fetch the whole file again")
    except (gzip.BadGzipFile, zlib.error) as error:
        yield source.problem(f"the gzip data is damaged ({error}); fetch the file again")
    except OSError as error:
        yield source.problem(
            f"reading stopped: {error.strerror or error}; check the disk or the connection and try again"
        )
    except Exception as error:
        if isinstance(error, AttribError):
            raise
        yield source.problem(described(error))


def _read_unpacked(source: Source, input_format: str | None) -> Readings:
    if source.stream.peek(2).startswith(GZIP):
        packed = _Counted(source.stream)
        with gzip.GzipFile(fileobj=cast(BinaryIO, io.BufferedReader(packed, _BUFFER))) as unpacked:
            bounded = cast(BinaryIO, _Bounded(cast(BinaryIO, unpacked), packed))
            yield from _read_as(replace(source, stream=buffered(bounded)), input_format)
    else:
        yield from _read_as(source, input_format)


def _read_as(source: Source, input_format: str | None) -> Readings:
    head = source.stream.peek(_BUFFER)
    if not head:
        yield source.problem("the file is empty; there is nothing to read")
        return
    known = input_format or guess(head)
    if known not in BINARY:
        try:
            refuse_binary(head)
        except ReadError as error:
            yield source.problem(str(error))
            return
    for item in reader_of(known)(source):
        own = isinstance(item, Document) and known not in HOLDING and item.location == source.location
        words = garbled(item.text) if own and isinstance(item, Document) else None
        if words is not None:
            yield source.warning(words, item.record)
        yield item


def _unopened(path: str, error: OSError | ValueError) -> str:
    """The reason why a file cannot be opened, and the way out."""
    if isinstance(error, FileNotFoundError) and Path(path).is_symlink():
        return f"the symbolic link points to nothing ({Path(path).readlink()}); correct or remove it"
    if isinstance(error, FileNotFoundError):
        return "no such file or folder; check the path"
    if isinstance(error, PermissionError):
        return "permission denied; make the file readable for you (chmod u+r)"
    return f"cannot be opened ({getattr(error, 'strerror', None) or error}); check the path"
