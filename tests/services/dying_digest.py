"""Tells a digest and is killed on the way: `python -m tests.services.dying_digest URL FILE POINT`; FILE - is none.

POINT is when it is noted, being written, written, or told.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from unittest.mock import patch

from attrib.services import digests
from attrib.services.digests import make_digest, settle, told_once
from attrib.store.database.session import Database, open_database
from attrib.store.saved.telling import telling
from attrib.writers.digests import digest_text
from attrib.writers.files import complete_file

POINTS = ("noted", "writing", "written", "told")


def die_at(point: str, wanted: str) -> None:
    """Kill this process, as kill -9 does, if it has come to the point wanted."""
    if point == wanted:
        os.kill(os.getpid(), signal.SIGKILL)


def main(url: str, file: str, wanted: str) -> None:
    """Tell a digest as the command does."""

    @contextmanager
    def dying_telling(database: Database, number: int) -> Iterator[None]:
        die_at("noted", wanted)
        with telling(database, number):
            yield
        die_at("told", wanted)

    output = None if file == "-" else Path(file)
    with open_database(url) as database, patch.object(digests, "telling", dying_telling):
        digest = make_digest(database, again=settle(database))
        text = digest_text(digest, "text")
        with told_once(database, digest, text, output):
            if output is None:
                write(sys.stdout, text, wanted)
            else:
                with complete_file(output, overwrite=False) as stream:
                    write(stream, text, wanted)
            die_at("written", wanted)


def write(stream: TextIO, text: str, wanted: str) -> None:
    """Write the first half, then the second."""
    stream.write(text[: len(text) // 2])
    stream.flush()
    die_at("writing", wanted)
    stream.write(text[len(text) // 2 :])
    stream.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
