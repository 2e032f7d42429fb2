"""The hashes of the bytes that the documents of a file were read of, as the file is now."""

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, cast

from attrib.data import Document
from attrib.errors import ReadError
from attrib.readers.nested.parts import WITHIN
from attrib.readers.sources import read
from attrib.readers.streams import GZIP

_CHUNK = 1 << 20


def raw_sha256s(path: str, *, records: bool) -> Mapping[int | None, str] | None:
    """The SHA-256 of a file's unpacked bytes, under None; with `records` those of each record by its number.

    None where there is no such file, also not in an archive: "news.zip!/a.html". Raises ReadError for one that cannot
    be read.
    """
    try:
        if not Path(path).is_file():
            return None if records else _in_archive(path)
        if not records:
            return {None: _sha256(Path(path))}
    except (OSError, EOFError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise ReadError(f"{path} cannot be read ({error}); check the file") from error
    items = (item for item in read(path, following=False) if isinstance(item, Document) and item.raw_sha256 is not None)
    return {item.record: item.raw_sha256 or "" for item in items}


def _in_archive(path: str) -> Mapping[int | None, str] | None:
    """The hash of a file in an archive; None where it is not there, or lies deeper."""
    outer, _, name = path.partition(WITHIN)
    if not name or not zipfile.is_zipfile(outer):
        return None
    with zipfile.ZipFile(outer) as archive:
        if name not in archive.namelist():
            return None
        with archive.open(name) as stream:
            return {None: _digest(stream)}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        packed = file.read(len(GZIP)) == GZIP
    with gzip.open(path) if packed else path.open("rb") as stream:
        return _digest(cast(IO[bytes], stream))


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
