"""What travels between the machines of a cluster: chunks of documents, and receipts for what was found in them."""

from dataclasses import dataclass

from attrib.data import Document, Problem


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbouring items of a bundle: its number and key, the chunk's index in it, and whether it is the last one.

    `start` is the place of the first item in the bundle. `known` says that the bundle was finished before; the chunk is
    then empty.
    """

    bundle: int
    key: str
    index: int
    start: int
    items: tuple[Document | Problem, ...] = ()
    last: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """A chunk that is extracted: the name of its file, which is complete, and what is in it; no file without articles.

    The others as in Chunk.
    """

    bundle: int
    key: str
    index: int
    last: bool = False
    known: bool = False
    file: str | None = None
    articles: int = 0
    statements: int = 0
    problems: tuple[Problem, ...] = ()
