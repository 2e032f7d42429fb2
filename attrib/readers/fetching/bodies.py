"""The body of an answer, unpacked piece by piece and within a limit of size."""

from collections.abc import Iterable
from typing import IO

from attrib.errors import ReadError
from attrib.readers.fetching.settings import Deadline
from attrib.readers.packing import unpack

ACCEPTED = "gzip, deflate"
"""The codings that are asked for; those that need a library are unpacked too where a server sends them unasked."""


class TooLargeError(ReadError):
    """A body goes on beyond the limit."""


def copy_body(chunks: Iterable[bytes], coding: str, file: IO[bytes], most_bytes: int, deadline: Deadline) -> None:
    """Write a body into a file, unpacked by its Content-Encoding.

    Raises TooLargeError beyond `most_bytes`, ReadError for an unknown coding and for damaged data, TimeoutError at the
    deadline.
    """
    size = 0
    for piece in unpack(chunks, coding.strip().lower()):
        size += file.write(piece)
        if size > most_bytes:
            raise TooLargeError(f"larger than {most_bytes:,} bytes; fetch it with a download program and give the file")
        deadline.left()
