"""Files that appear only when they are complete."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TextIO

from attrib.errors import WriteError


@contextmanager
def complete_file(path: Path, *, overwrite: bool) -> Iterator[TextIO]:
    """A UTF-8 stream whose text becomes the file at `path` if the block succeeds; otherwise nothing is left.

    The stream writes a file beside `path` and renames it. A path that is no regular file, such as a named pipe, is
    written directly. Raises WriteError where the file cannot be written, or exists and `overwrite` is off.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        with _create(path, "w", path) as stream:
            yield stream
        return
    if path.exists() and not overwrite:
        raise WriteError(f"{path} exists; give --force to overwrite it, or another name to --output")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with _create(part, "x", path) as stream:
        try:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _create(path: Path, mode: Literal["w", "x"], wanted: Path) -> TextIO:
    try:
        stream = path.open(mode, encoding="utf-8", newline="")
    except OSError as error:
        if not wanted.parent.is_dir():
            raise WriteError(f"cannot write {wanted}: there is no folder {wanted.parent}; make it first") from error
        problem = f"cannot write {wanted}: {error.strerror}"
        raise WriteError(f"{problem}; give --output a file in a folder of yours") from error
    return stream
