"""What a folder of extractions has: a line for each bundle that is finished, written when all its files are there."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from attrib.data.packing import unpacker
from attrib.errors import ReadError, WriteError

NAME = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Finished:
    """A bundle that is finished: its key, its number in the input, its first and last file, and what was found.

    `files` are the names of the files of extractions, in the order of the input; `problems` the first that there were,
    in words, of `failed` in all (warnings are not among these).
    """

    key: str
    number: int
    inputs: tuple[str, ...]
    files: tuple[str, ...]
    articles: int
    statements: int
    failed: int = 0
    problems: tuple[str, ...] = ()


class Manifest:
    """The manifest of a folder, which only one process writes. A line that was cut off by a kill is none."""

    def __init__(self, folder: Path) -> None:
        """Read it, if there is one. Raises ReadError where it is damaged."""
        self._path = folder / NAME
        self.finished = {each.key: each for each in _read(self._path) if _complete(folder, each)}

    def add(self, finished: Finished) -> None:
        """Note a bundle for good. Raises WriteError where that fails."""
        try:
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(asdict(finished), ensure_ascii=True) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise WriteError(f"cannot write {self._path}: {error.strerror}; make room and run it again") from error
        self.finished[finished.key] = finished

    def mend(self) -> None:
        """Take away a last line that was cut off, so that the next one begins on its own."""
        if self._path.is_file():
            data = self._path.read_bytes()
            whole = data.rfind(b"\n") + 1
            if whole < len(data):
                os.truncate(self._path, whole)


def shard_files(paths: Sequence[Path]) -> list[Path]:
    """Files of extractions: those given and, of a folder with a manifest, those that it names, in the input's order.

    Raises ReadError for a folder without one, or where a file of it is gone.
    """
    return [file for path in paths for file in (_named(path) if path.is_dir() else [path])]


def _named(folder: Path) -> list[Path]:
    manifest = folder / NAME
    if not manifest.is_file():
        raise ReadError(f"{folder} has no {NAME}, as `attrib cluster` writes it; give the files themselves")
    newest = {each.key: each for each in _read(manifest)}
    named = [folder / name for each in sorted(newest.values(), key=lambda each: each.number) for name in each.files]
    gone = next((file for file in named if not file.is_file()), None)
    if gone is not None:
        raise ReadError(f"{gone} is gone, which {manifest} names; run `attrib cluster` again, which makes it anew")
    return named


def _complete(folder: Path, finished: Finished) -> bool:
    return all((folder / name).is_file() for name in finished.files)


def _read(path: Path) -> Iterable[Finished]:
    if not path.is_file():
        return
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines[:-1], start=1):  # behind the last line break: nothing, or a line cut off
        try:
            yield unpacker(Finished)(json.loads(line))
        except (ValueError, TypeError) as error:
            words = f"{path}, line {number}, is damaged; take the line out, and its bundle is done again"
            raise ReadError(words) from error
