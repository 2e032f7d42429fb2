"""An article that the extractor fails on is told, and its neighbours are read."""

from collections.abc import Iterable, Iterator

import pytest

from attrib.data import Document, Extraction, Problem, Run
from attrib.errors import ModelError, ReadError
from attrib.services.extract import extractions
from attrib.services.guarded_extraction import extract_each

RUN = Run("sayings", "0" * 64, "1")


class Grouping:
    """An extractor that reads two documents together and fails on texts with an exclamation mark."""

    run = RUN
    warnings = ()

    def __init__(self, error: Exception) -> None:
        self.error = error

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        group: list[Document] = []
        for document in documents:
            group.append(document)
            if len(group) == 2:
                yield from self._read(group)
                group = []
        yield from self._read(group)

    def _read(self, group: list[Document]) -> Iterator[Extraction]:
        if any("!" in document.text for document in group):
            raise self.error
        for document in group:
            yield Extraction(document, RUN, ())


def documents(*texts: str) -> list[Document]:
    return [Document(text, location=f"{number}.txt", language="en") for number, text in enumerate(texts)]


def shown(items: Iterable[Extraction | Problem]) -> list[str]:
    return [item.location + "!" if isinstance(item, Problem) else item.document.location for item in items]


@pytest.mark.parametrize("error", [RuntimeError("odd"), MemoryError(), ValueError()])
@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["a", "b", "c!", "d", "e"], ["0.txt", "1.txt", "2.txt!", "3.txt", "4.txt"]),
        (["a!", "b!", "c!"], ["0.txt!", "1.txt!", "2.txt!"]),
        (["a", "b!"], ["0.txt", "1.txt!"]),
        ([], []),
    ],
)
def test_what_fails_is_told_in_its_place(texts: list[str], expected: list[str], error: Exception) -> None:
    assert shown(extract_each(documents(*texts), Grouping(error))) == expected
    assert shown(extractions(documents(*texts), Grouping(error))) == expected


def test_a_missing_model_fails_for_all() -> None:
    with pytest.raises(ModelError):
        list(extract_each(documents("a!", "b"), Grouping(ModelError("no model"))))


def test_an_error_of_the_source_is_raised() -> None:
    def failing() -> Iterator[Document]:
        yield from documents("a")
        raise RuntimeError("the source")

    with pytest.raises(RuntimeError, match="the source"):
        list(extract_each(failing(), Grouping(ValueError())))


def test_strict_ends_at_the_first_that_fails() -> None:
    with pytest.raises(ReadError, match=r"1\.txt"):
        list(extractions(documents("a", "b!", "c"), Grouping(ValueError()), strict=True))
