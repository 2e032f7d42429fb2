"""The files of an input, bundled so that each bundle is worth a reader's while."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from attrib.data import Problem
from attrib.errors import SettingsError
from attrib.readers.folders import files_below, is_folder
from attrib.readers.streams import STDIN
from attrib.readers.web import is_url

MOST_FILES = 1_000
MOST_BYTES = 16_000_000
"""Files and bytes of a bundle; a larger file is a bundle of its own."""
_ONE_IN = 256  # files ends a bundle


@dataclass(frozen=True, slots=True)
class Bundle:
    """Neighbouring files that one reader reads, and the bundle's number among those of the input, from 0."""

    number: int
    files: tuple[str, ...]


def list_files(paths: Iterable[str], *, follow_links: bool = False) -> tuple[list[str], list[Problem]]:
    """The files of some paths, folders with all below them, in the order given; and what cannot be listed.

    Raises SettingsError for standard input and web addresses, which other machines cannot read as this one does.
    """
    files: list[str] = []
    problems: list[Problem] = []
    for path in paths:
        if path == STDIN or is_url(path):
            raise SettingsError(f"{path} is no file; a cluster reads files and folders that all its machines see")
        if is_folder(Path(path)):
            below = list(files_below(path, follow_links=follow_links))
            files += [found for found in below if isinstance(found, str)]
            problems += [found for found in below if isinstance(found, Problem)]
        elif Path(path).is_file():
            files.append(path)
        else:
            problems.append(Problem(path, None, "no such file or folder; check the path"))
    return files, problems


def bundles(files: Iterable[str]) -> Iterator[Bundle]:
    """The files in bundles, in their order.

    Besides the limits, the name of a file says whether a bundle ends with it: so a file that is added to a folder
    changes one bundle or two, and all others are those of before.
    """
    for number, group in enumerate(_groups(files)):
        yield Bundle(number, tuple(group))


def _groups(files: Iterable[str]) -> Iterator[list[str]]:
    group: list[str] = []
    total = 0
    for file in files:
        size = Path(file).stat().st_size
        if group and (total + size > MOST_BYTES or len(group) == MOST_FILES):
            yield group
            group, total = [], 0
        group.append(file)
        total += size
        if _ends(file):
            yield group
            group, total = [], 0
    if group:
        yield group


def _ends(file: str) -> bool:
    digest = hashlib.sha256(file.encode("utf-8", "surrogateescape")).digest()
    return int.from_bytes(digest[:4]) % _ONE_IN == 0
