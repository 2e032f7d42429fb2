"""Documents read in batches, which are the same however many processes share them out.

A document's scores depend in their last digits on what goes through the network beside it. Batches are made of the
stream of documents alone, so that one process and many give the same statements, byte by byte.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from attrib.data import Document, Extraction, Problem
from attrib.data.vectors import SentenceVectors
from attrib.memory import give_back
from attrib.services import models
from attrib.services.guarded_extraction import extract_each
from attrib.services.models import Encoder, Extractor
from attrib.services.workers import Opening, Tell, Workers
from attrib.settings import ExtractSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FIRST_CHARACTERS = 30_000
"""Of the first batch: few documents are enough for several processes. Each batch is twice as large as the last,"""
MOST_CHARACTERS = 60_000
"""up to what fills the network's passes and lets memory stay flat,"""
MOST_DOCUMENTS = 100
"""and up to so many documents, however short."""
TOGETHER = 128  # statements whose sentence vectors are made together,
MOST_TOGETHER = 32  # of at most so many documents
MOST_ENCODED = 2_000  # characters of a statement that tell what it means

Read = tuple[Extraction | Problem, SentenceVectors | None]
"""What was found in a document, or why nothing was, and its statements' sentence vectors where they are asked for."""
OpenEncoder = Callable[[], Encoder]
Found = TypeVar("Found", bound=Extraction | Problem)


@dataclass(frozen=True, slots=True)
class Crew:
    """Several processes that read: how many at most, and what each of them opens, a reader of batches."""

    jobs: int
    opening: Opening[list[Document], list[Read]]


@dataclass(frozen=True, slots=True)
class ReaderOpening:
    """Opens in a worker what reads batches: a pipeline and, with `vectors`, the sentence encoder."""

    settings: ExtractSettings
    vectors: bool

    def __call__(self, doing: Tell) -> Callable[[list[Document]], list[Read]]:
        """The reader, which tells what it does. Errors as `open_pipeline` and `open_encoder`."""
        extractor = models.open_pipeline(self.settings, doing)
        open_encoder = cache(lambda: models.open_encoder(self.settings)) if self.vectors else None
        return lambda batch: list(_read(batch, extractor, open_encoder))


def read_all(
    documents: Iterable[Document],
    extractor: Extractor,
    open_encoder: OpenEncoder | None = None,
    crew: Crew | None = None,
    doing: Tell = lambda _: None,
) -> Iterator[Read]:
    """What the extractor finds in each document, in order, with sentence vectors where an encoder can be opened.

    With a crew of several, their processes read if there is more than one batch, and tell `doing` how far they are; the
    results are the same. Raises WorkerError where workers die again and again.
    """
    remaining = batches(documents)
    first = list(islice(remaining, 1 if crew is None or crew.jobs == 1 else 2))
    if crew is not None and len(first) > 1:
        yield from _shared(chain(first, remaining), crew, doing)
        return
    opened = None if open_encoder is None else cache(open_encoder)
    for batch in chain(first, remaining):
        yield from _read(batch, extractor, opened)


def _read(batch: list[Document], extractor: Extractor, open_encoder: OpenEncoder | None) -> Iterator[Read]:
    """What the extractor finds in the documents of a batch; afterwards the process is as large as before it."""
    yield from with_sentence_vectors(extract_each(batch, extractor), open_encoder)
    give_back()


def _shared(every: Iterable[list[Document]], crew: Crew, doing: Tell) -> Iterator[Read]:
    workers = Workers(crew.opening, crew.jobs, doing)
    with closing(workers.results(every)) as results:
        for batch in results:
            for read in batch:
                workers.advance()
                yield read


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Neighbouring documents that are read together, at least one in each batch."""
    batch: list[Document] = []
    size, most = 0, FIRST_CHARACTERS
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= most or len(batch) == MOST_DOCUMENTS:
            yield batch
            batch, size, most = [], 0, min(2 * most, MOST_CHARACTERS)
    if batch:
        yield batch


def with_sentence_vectors(
    found: Iterable[Found], open_encoder: OpenEncoder | None
) -> Iterator[tuple[Found, SentenceVectors | None]]:
    """The extractions, each with its statements' sentence vectors, which are made together with its neighbours'."""
    if open_encoder is None:
        yield from ((each, None) for each in found)
        return
    encoder: Encoder | None = None
    for group in _groups(found):
        read = [each for each in group if isinstance(each, Extraction)]
        texts = {item.id: item.quote(each.document.text)[:MOST_ENCODED] for each in read for item in each.statements}
        vectors: dict[str, NDArray[np.float32]] = {}
        if texts:
            if encoder is None:
                give_back()  # what extracting has freed: else the process is larger now than it ever is again
                encoder = open_encoder()
            vectors = dict(zip(texts, encoder.encode(list(texts.values())), strict=True))
        yield from ((each, SentenceVectors(encoder.id, vectors) if encoder else None) for each in group)


def _groups(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Neighbouring extractions with about TOGETHER statements, at most MOST_TOGETHER of them.

    Where extracting fails or is interrupted, what was extracted before comes all the same, and then the failure.
    """
    group: list[Found] = []
    statements = 0
    failure: BaseException | None = None
    remaining = iter(found)
    while failure is None:
        try:
            group.append(each := next(remaining))
            statements += len(each.statements) if isinstance(each, Extraction) else 0
        except StopIteration:
            break
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - raised again below
            failure = error
        if len(group) >= MOST_TOGETHER or statements >= TOGETHER:
            yield group
            group, statements = [], 0
    if group:
        yield group
    if failure is not None:
        raise failure
