"""SQLite files that may not be written to: a file, folder or disk that is read-only is no damaged database."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL

READ_ONLY = "read_only"
"""The execution option of an engine whose file may not be written to."""


def opener(url: URL) -> Callable[[], sqlite3.Connection] | None:
    """What opens a file that may only be read; None where it may be written to, or is none.

    SQLite wants to write beside the file, even to read it, unless it is told that nobody changes it. It is told so
    where no other process has changes waiting in the write-ahead log.
    """
    path = Path(url.database or ":memory:")
    if url.query.get("uri") or not path.is_file() or _may_write(path):
        return None
    log = path.with_name(f"{path.name}-wal")
    waiting = log.is_file() and log.stat().st_size > 0
    uri = f"file:{quote(str(path.absolute()))}?{'mode=ro' if waiting else 'immutable=1'}"
    return lambda: sqlite3.connect(uri, uri=True, check_same_thread=False)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
