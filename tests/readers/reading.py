"""Reading bytes the way the tests need it: one file, and what came of it."""

from datetime import UTC, datetime
from pathlib import Path

from attrib.data import Document, Problem
from attrib.readers.source import MAX_CHARACTERS
from attrib.readers.sources import read

NOW = datetime(2026, 1, 2, tzinfo=UTC)
TEXT = "The minister said the port would stay shut.\r\nNobody answered.\n"


def read_bytes(
    folder: Path, data: bytes, name: str = "article.txt", max_characters: int = MAX_CHARACTERS
) -> list[Document | Problem]:
    """What reading a file of that name and these bytes gives."""
    path = folder / name
    path.write_bytes(data)
    return list(read([str(path)], now=NOW, max_characters=max_characters))


def documents(found: list[Document | Problem]) -> list[Document]:
    """The documents, where nothing else was found."""
    read_documents = [item for item in found if isinstance(item, Document)]
    assert len(read_documents) == len(found), found
    return read_documents


def only_document(found: list[Document | Problem]) -> Document:
    """The one document, where nothing else was found."""
    (document,) = documents(found)
    return document


def only_problem(found: list[Document | Problem]) -> Problem:
    """The one problem, where nothing else was found."""
    (problem,) = found
    assert isinstance(problem, Problem)
    return problem


def problems(found: list[Document | Problem]) -> list[tuple[int | None, str]]:
    """Record number and message of every problem."""
    return [(item.record, item.message) for item in found if isinstance(item, Problem)]


def texts(found: list[Document | Problem]) -> list[str]:
    """The texts of the documents."""
    return [item.text for item in found if isinstance(item, Document)]
