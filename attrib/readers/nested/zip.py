"""ZIP archives: each file with a known ending, unpacked in memory as it is read, within limits.

Nothing is written to disk, so names such as "../../x" lead nowhere. Sizes are counted while reading: what an archive
says of itself may be false.
"""

import io
import stat
import struct
import tempfile
import zipfile
import zlib
from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from attrib.errors import ReadError
from attrib.readers.foreign.apart import read_apart
from attrib.readers.nested.parts import WITHIN, Part, read_part
from attrib.readers.nesting import FREE, MAX_RATIO, MAX_UNPACKED, Spent
from attrib.readers.source import Readings, Source

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_DIRECTORY = 1 << 25
"""Bytes of the list of files at the end of an archive."""
_CHUNK = 1 << 20
_END = b"PK\x05\x06"
_WORD, _OFFICE = "word/document.xml", ("[Content_Types].xml", "mimetype")
_FAILURES = (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, struct.error, zlib.error, OSError)


def read_zip(source: Source) -> Readings:
    """The documents of the files of an archive, in its order; a warning tells which endings were skipped."""
    with tempfile.TemporaryFile() as file:
        try:
            stream = _seekable(source, file)
            archive = _open(stream)
        except ReadError as error:
            yield source.problem(str(error))
            return
        with archive:
            names = set(archive.namelist())
            if _WORD in names:
                stream.seek(0)
                yield from read_apart(replace(source, stream=stream), "docx")
            elif names.intersection(_OFFICE):
                yield source.problem(
                    "an office document or book of a format that is not read; save it as .docx or text"
                )
            else:
                yield from _read_members(source, archive)


def _read_members(source: Source, archive: zipfile.ZipFile) -> Readings:
    from attrib.readers.formats import SUFFIXES, format_of  # which names this reader too

    skipped: Counter[str] = Counter()
    found = 0
    for entry in archive.infolist():
        if entry.is_dir() or _hidden(entry):
            continue
        known = format_of(entry.filename)
        if known is None:
            skipped[PurePosixPath(entry.filename.lower()).suffix or "no suffix"] += 1
            continue
        found += 1
        try:
            source.nest.spent.open_file()
        except ReadError as error:
            yield source.problem(str(error))
            return
        yield from _read_member(source, archive, entry, known)
    if skipped:
        kinds = ", ".join(f"{suffix} {count}" for suffix, count in skipped.most_common(8))
        files = "1 file" if skipped.total() == 1 else f"{skipped.total()} files"
        yield source.warning(f"{files} in it skipped because of an unknown suffix ({kinds})")
    if not found:
        yield source.problem(f"the archive holds no file that can be read; known suffixes: {', '.join(SUFFIXES)}")


def _read_member(source: Source, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, known: str) -> Readings:
    location = f"{source.location}{WITHIN}{entry.filename}"
    try:
        if entry.flag_bits & 1:
            raise ReadError("is encrypted; unpack it with its password")
        packed = archive.open(entry)
    except (*_FAILURES, ReadError) as error:
        words = str(error) if isinstance(error, ReadError) else f"cannot be unpacked ({error}); pack it again"
        yield replace(source, location=location).problem(words)
        return
    with packed:
        member = _Member(packed, entry.compress_size, source.nest.spent)
        yield from read_part(source, Part(location, cast(BinaryIO, member), known))


def _hidden(entry: zipfile.ZipInfo) -> bool:
    """Whether a file is a link, hidden, or what a system adds of its own."""
    parts = PurePosixPath(entry.filename).parts
    linked = stat.S_ISLNK(entry.external_attr >> 16)
    return linked or "__MACOSX" in parts or any(part.startswith(".") and part != ".." for part in parts)


def _seekable(source: Source, file: IO[bytes]) -> io.BufferedReader:
    """The archive's stream, copied into a file where one cannot go back in it."""
    if source.stream.seekable():
        return source.stream
    size = 0
    while chunk := source.stream.read(_CHUNK):
        size += file.write(chunk)
        if size > MAX_UNPACKED:
            raise ReadError(f"the archive is larger than {MAX_UNPACKED:,} bytes; unpack it")
    return cast(io.BufferedReader, file)


def _open(stream: IO[bytes]) -> zipfile.ZipFile:
    """The archive, once its list of files is known to be bearable. Raises ReadError."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - (1 << 16) - 22))
    ending = stream.read()
    place = ending.rfind(_END)
    if place >= 0 and len(ending) >= place + 16 and struct.unpack_from("<I", ending, place + 12)[0] > MAX_DIRECTORY:
        raise ReadError("the archive lists too many files; unpack it")
    try:
        return zipfile.ZipFile(stream)
    except _FAILURES as error:
        raise ReadError(f"the archive is damaged ({error}); fetch it again") from error


class _Member(io.RawIOBase):
    """A file of an archive that is counted while it is unpacked, and says what is wrong with it as a ReadError."""

    def __init__(self, packed: IO[bytes], packed_size: int, spent: Spent) -> None:
        self._packed = packed
        self._most = FREE + MAX_RATIO * packed_size
        self._spent = spent
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        try:
            data = self._packed.read(len(view))
        except _FAILURES as error:
            raise ReadError(f"cannot be unpacked ({error}); fetch the archive again") from error
        self._size += len(data)
        self._spent.unpack(len(data))
        if self._size > self._most:
            raise ReadError(f"unpacks to more than {MAX_RATIO} times its size, as bombs do; unpack it by hand")
        view[: len(data)] = data
        return len(data)
