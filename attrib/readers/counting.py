"""How many articles some inputs hold, without making documents of them."""

import csv
import gzip
import json
import zlib
from codecs import iterdecode
from collections.abc import Callable, Iterable
from io import BufferedIOBase
from pathlib import Path

from attrib.readers.csv import delimiter_of
from attrib.readers.folders import files_below, is_folder
from attrib.readers.formats import format_of
from attrib.readers.streams import STDIN
from attrib.readers.web import is_url

_SINGLE = ("text", "html", "docx", "pdf", "rtf", "markdown")
_START = 64  # bytes that tell an object from a list
_MOST_LISTED = 1 << 26  # bytes of a JSON list that is read to be counted


def count_articles(paths: Iterable[str], input_format: str | None = None) -> int | None:
    """The number of articles in files, folders and web addresses, all of a format or each of that which its name tells.

    It is one a text, page or JSON object, one a line of JSON lines, one an element of a JSON list, one a row of CSV.
    None where only reading tells: standard input, a file of an unknown format, a large JSON list, a web address of
    more than one article, a file that holds or names others.
    """
    total = 0
    for path in paths:
        files = files_below(path) if not is_url(path) and is_folder(Path(path)) else [path]
        for file in files:
            count = _count(file, input_format or format_of(file)) if isinstance(file, str) else 0
            if count is None:
                return None
            total += count
    return total


def _count(path: str, known: str | None) -> int | None:
    if is_url(path):
        return None if known not in (None, *_SINGLE) else 1
    if path == STDIN or known is None:
        return None
    if known in _SINGLE:
        return 1
    if known not in _COUNTS:
        return None
    try:
        with gzip.open(path) if path.lower().endswith(".gz") else Path(path).open("rb") as stream:
            return _COUNTS[known](stream)
    except csv.Error:
        return None
    except (OSError, EOFError, ValueError, RecursionError, zlib.error):
        return 0  # a file that cannot be read, which its reader will report


def _lines(stream: BufferedIOBase) -> int:
    return sum(not line.isspace() for line in stream)


def _elements(stream: BufferedIOBase) -> int | None:
    if not stream.read(_START).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        return 1
    stream.seek(0)
    data = stream.read(_MOST_LISTED + 1)
    return None if len(data) > _MOST_LISTED else len(json.loads(data))


def _rows(stream: BufferedIOBase) -> int:
    lines = iterdecode(stream, "utf-8-sig", "replace")
    header = next(lines, "")
    return sum(any(row) for row in csv.reader(lines, delimiter=delimiter_of(header)))


_COUNTS: dict[str, Callable[[BufferedIOBase], int | None]] = {"jsonl": _lines, "json": _elements, "csv": _rows}
