"""The readable files below a folder, in a fixed order."""

import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from attrib.data import Problem
from attrib.readers.formats import SUFFIXES, format_of
from attrib.readers.source import shown_path


class _Entry(NamedTuple):
    """What a folder holds under a name: its path, its mode (0 where that is unknown), and whether it is a link."""

    path: str
    mode: int
    is_link: bool


def files_below(
    folder: str, suffixes: Mapping[str, str] = SUFFIXES, *, follow_links: bool = False
) -> Iterator[str | Problem]:
    """Paths of the files with a known suffix, sorted folder by folder; hidden files and folders are left out.

    A folder that cannot be opened is a Problem. A warning at the end gives the number of files with an unknown suffix.
    Links are followed where they lead to a place below the folder, elsewhere with `follow_links` alone: a folder of
    strangers may link to any file of this machine. A warning tells their number. No folder is read twice.
    """
    pending = [Path(folder)]
    root = None if follow_links else Path(folder).resolve()
    left = 0
    seen: set[tuple[int, int]] = set()
    passed: Counter[str] = Counter()
    found = 0
    while pending:
        entries = _entries(pending.pop(), seen)
        if isinstance(entries, Problem):
            yield entries
            continue
        inside = [entry for entry in entries if root is None or not (entry.is_link and _leads_out(entry.path, root))]
        left += len(entries) - len(inside)
        pending += [Path(entry.path) for entry in reversed(inside) if stat.S_ISDIR(entry.mode)]
        for path, mode, _ in inside:
            if stat.S_ISDIR(mode):
                continue
            if format_of(path, suffixes) is None or _is_special(mode):
                passed[Path(path).suffix.lower() or "no suffix"] += 1
                continue
            found += 1
            yield path
    if left:
        links = "1 symbolic link leads" if left == 1 else f"{left} symbolic links lead"
        message = f"{links} out of the folder and {'is' if left == 1 else 'are'} not followed; use --follow-links"
        yield Problem(shown_path(folder), None, message, warning=True)
    yield from _summary(folder, found, passed, suffixes)


def _leads_out(link: str, root: Path) -> bool:
    """Whether a link leads to a place outside of a folder; one that leads nowhere is told by its reader."""
    path = Path(link)
    try:
        return path.exists() and not path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # RuntimeError: links in a circle
        return True


def _entries(folder: Path, seen: set[tuple[int, int]]) -> list[_Entry] | Problem:
    """The entries of a folder, sorted, without hidden ones; empty if it was read before, as links may form a circle."""
    try:
        status = folder.stat()
        with os.scandir(folder) as held:
            entries = sorted((each for each in held if not each.name.startswith(".")), key=lambda each: each.name)
    except OSError as error:
        return Problem(
            shown_path(str(folder)), None, f"the folder cannot be opened: {error.strerror}; check its permissions"
        )
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return []
    seen.add(identity)
    return [_Entry(str(folder / each.name), _mode(each), each.is_symlink()) for each in entries]


def is_folder(path: Path) -> bool:
    """Whether a path is a folder or a link to one; False where its status is unknown, which its reader will report."""
    return stat.S_ISDIR(_mode(path))


def _is_special(mode: int) -> bool:
    """Whether a mode is that of a pipe, a device or a socket, which may have no end."""
    return mode != 0 and not stat.S_ISREG(mode)


def _mode(path: "Path | os.DirEntry[str]") -> int:
    try:
        return path.stat().st_mode
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return 0


def _summary(folder: str, found: int, passed: Counter[str], suffixes: Mapping[str, str]) -> Iterator[Problem]:
    known = f"known suffixes: {', '.join(suffixes)}, each also with .gz"
    if passed:
        kinds = ", ".join(f"{suffix} {count}" for suffix, count in passed.most_common(8))
        files = "1 file" if passed.total() == 1 else f"{passed.total()} files"
        message = f"{files} skipped because of an unknown suffix ({kinds}); {known}"
        yield Problem(shown_path(folder), None, message, warning=True)
    if not found:
        yield Problem(shown_path(folder), None, f"the folder holds no file that can be read; {known}")
