"""How many articles some inputs hold, as far as can be told without reading them."""

import gzip
from collections.abc import Iterable
from pathlib import Path

from attrib.readers.folders import files_below, is_folder
from attrib.readers.formats import format_of
from attrib.readers.streams import STDIN
from attrib.readers.web import is_url

_SINGLE = ("text", "html")


def count_articles(paths: Iterable[str]) -> int | None:
    """The number of articles in files, folders and web addresses: one a text or page, one a line of JSON lines.

    None where an input tells its number only when it is read: JSON, CSV, standard input, a web address of such a file.
    """
    total = 0
    for path in paths:
        files = files_below(path) if not is_url(path) and is_folder(Path(path)) else [path]
        for file in files:
            count = _count(file) if isinstance(file, str) else 0
            if count is None:
                return None
            total += count
    return total


def _count(path: str) -> int | None:
    known = format_of(path)
    if is_url(path):
        return None if known not in (None, *_SINGLE) else 1
    if path == STDIN or known not in (*_SINGLE, "jsonl"):
        return None
    return _lines(path) if known == "jsonl" else 1


def _lines(path: str) -> int:
    """The lines with something on them; 0 for a file that cannot be read, which its reader will report."""
    try:
        with gzip.open(path) if path.lower().endswith(".gz") else Path(path).open("rb") as stream:
            return sum(not line.isspace() for line in stream)
    except (OSError, EOFError, ValueError):
        return 0
