"""Extraction that one article cannot stop: what fails is told with its place, and its neighbours are read."""

from collections import deque
from collections.abc import Iterable, Iterator

from attrib.data import Document, Extraction, Problem
from attrib.errors import AttribError
from attrib.services.models import Extractor

_SHOWN = 160  # characters of an error's own words


def extract_each(documents: Iterable[Document], extractor: Extractor) -> Iterator[Extraction | Problem]:
    """One extraction a document, in order, or the Problem of one that the extractor fails on.

    An extractor reads ahead, and an error ends it: the documents that it has taken and not given back are then read one
    by one. Errors of the documents' source and attrib's own are raised: with a missing model every article would fail.
    """
    taken = _Taken(documents)
    while not taken.ended:
        try:
            for extraction in extractor.extract(taken):
                taken.waiting.popleft()
                yield extraction
        except Exception as error:
            if isinstance(error, AttribError) or taken.failed:
                raise
        while taken.waiting:
            yield _alone(taken.waiting.popleft(), extractor)


class _Taken(Iterator[Document]):
    """The documents, of which `waiting` are those that have been taken and not given back."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.waiting: deque[Document] = deque()
        self.ended = False
        self.failed = False
        self._rest = iter(documents)

    def __next__(self) -> Document:
        self.failed = True
        try:
            document = next(self._rest)
        except StopIteration:
            self.ended, self.failed = True, False
            raise
        self.failed = False
        self.waiting.append(document)
        return document


def _alone(document: Document, extractor: Extractor) -> Extraction | Problem:
    try:
        return next(iter(extractor.extract([document])))
    except Exception as error:
        if isinstance(error, AttribError):
            raise
        words = f"{type(error).__name__}: {' '.join(str(error).split())[:_SHOWN]}"
        message = f"extraction failed unexpectedly ({words}); the article is left out: please report it"
        return Problem(document.location, document.record, message)
