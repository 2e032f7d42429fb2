"""The reader's side of a cluster: files in, chunks of documents out."""

import hashlib
import json
import os
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from attrib.data import Document, Problem
from attrib.errors import ReadError
from attrib.readers.source import MAX_CHARACTERS
from attrib.readers.sources import read
from attrib.services.cluster.bundles import Bundle
from attrib.services.cluster.chunks import Chunk

MOST_DOCUMENTS = 500
MOST_TEXT = 2_000_000
"""Documents and characters of a chunk: a few minutes of one processor, and a file of some 10 MB with vectors."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How bundles are read: as `attrib.readers.sources.read`, from the working folder `home` of whoever asks.

    `made_by` names all else that decides what is found: runs, columns, vectors. `finished` holds the keys of bundles
    that are not read again. `now` is the time of retrieval, the same for all, so that a bundle that is read again
    because a machine was lost gives the same documents.
    """

    home: str
    made_by: tuple[str, ...]
    now: datetime
    input_format: str | None = None
    date_order: str | None = None
    max_characters: int = MAX_CHARACTERS
    finished: frozenset[str] = frozenset()
    most_documents: int = MOST_DOCUMENTS

    def __call__(self, bundle: Bundle) -> Iterator[Chunk]:
        """The chunks of a bundle, at least one. Raises ReadError where this machine does not see its files."""
        go_home(self.home)
        key = self._key(bundle)
        if key in self.finished:
            yield Chunk(bundle.number, key, 0, 0, last=True, known=True)
            return
        items = read(
            bundle.files,
            input_format=self.input_format,
            date_order=self.date_order,
            max_characters=self.max_characters,
            now=self.now,
            following=False,
        )
        yield from self._chunks(bundle, key, items)

    def _chunks(self, bundle: Bundle, key: str, items: Iterable[Document | Problem]) -> Iterator[Chunk]:
        held: list[Document | Problem] = []
        index = start = characters = 0
        for item in items:
            if held and (len(held) >= self.most_documents or characters >= MOST_TEXT) and not _warns(held[-1]):
                yield Chunk(bundle.number, key, index, start, tuple(held))
                index, start = index + 1, start + len(held)
                held, characters = [], 0
            held.append(item)
            characters += len(item.text) if isinstance(item, Document) else 0
        yield Chunk(bundle.number, key, index, start, tuple(held), last=True)

    def _key(self, bundle: Bundle) -> str:
        """A SHA-256 of what is read and how: names and contents of the files, and what decides what is found."""
        how = (*self.made_by, self.input_format, self.date_order, self.max_characters)
        told = json.dumps([how, [(file, _digest(file)) for file in bundle.files]])
        return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def go_home(folder: str) -> None:
    """Work from a folder, so that relative paths mean what they meant to whoever gave them.

    Raises ReadError where this machine does not see it.
    """
    try:
        os.chdir(folder)
    except OSError as error:
        raise ReadError(f"{_unseen(folder)}: {error.strerror}; {_SHARED}") from error


_SHARED = "give a folder that all machines of the cluster share"


def _unseen(path: str) -> str:
    return f"the machine {socket.gethostname()} cannot read {path}"


def _digest(file: str) -> str:
    try:
        with Path(file).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise ReadError(f"{_unseen(file)}: it is not there; {_SHARED}") from error
    except OSError as error:  # told by its reader, with the way out
        return f"unreadable: {error.strerror}"


def _warns(item: Document | Problem) -> bool:
    """Whether an item is a warning about the document that comes next."""
    return isinstance(item, Problem) and item.warning
