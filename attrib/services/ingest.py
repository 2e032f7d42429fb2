"""From documents to the database: the only place where text meets storage.

`ingest` is a generator: memory does not grow with the input, and whoever drives it can report or stop between any two
documents. What it has yielded is stored; the rest is found missing when the same input is given again.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from attrib.data import Document, Extraction, Problem
from attrib.data.vectors import SentenceVectors
from attrib.errors import ReadError
from attrib.readers.language import determined
from attrib.services.batches import Crew, OpenEncoder, Read, read_all
from attrib.services.models import Extractor, run_ids
from attrib.store.database.session import Database
from attrib.store.documents.readings import places_as_read, stored_languages
from attrib.store.documents.storing import Saved
from attrib.store.runs.current import read_by, show_run
from attrib.store.save import has_extraction, save, save_document

LOOK_AHEAD = 100  # items whose presence in the database is asked for at once
MOST_CHARACTERS = 2_000_000  # of text in them; a database, not memory, holds the rest
JOINED = 128  # documents after which small blocks of sentence vectors are joined
MOST_SMALL = 16  # small blocks of sentence vectors that an ingest leaves behind


class Fate(StrEnum):
    """What became of one input."""

    NEW = "new"
    UPDATED = "updated"  # known, and now extracted by this run too
    SHOWN_AGAIN = "shown again"  # read by this run before, and then by another one; search shows this run's again
    UNCHANGED = "unchanged"
    CORRECTED = "corrected"  # known, and now with other metadata
    SET_ASIDE = "set aside"  # stored, not extracted: a language the model does not read
    PROBLEM = "problem"
    WARNING = "warning"  # something missing from the document that comes next


FATES = {Saved.NEW: Fate.NEW, Saved.NEW_RUN: Fate.UPDATED, Saved.UNCHANGED: Fate.UNCHANGED}
FATES |= {Saved.CORRECTED: Fate.CORRECTED}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One input, its fate, and how many statements were stored of it."""

    item: Document | Problem
    fate: Fate
    statements: int = 0


def ingest(
    items: Iterable[Document | Problem],
    extractor: Extractor,
    database: Database,
    *,
    readable: Callable[[Document], bool],
    strict: bool = False,
    open_encoder: OpenEncoder | None = None,
    crew: Crew | None = None,
    doing: Callable[[str], None] = lambda _: None,
) -> Generator[Outcome, None, None]:
    """Store every document and, where `readable`, what the extractor finds in it; each document is one transaction.

    With `open_encoder`, called once there is something to encode, sentence vectors are stored with the statements. With
    a crew, whose opening makes vectors then too, several processes extract; this one stores.
    `doing` is told what is going on: models that are loaded, the article that is read.
    Documents that the extractor's run has already done are not given to it. Outcomes come as they are decided, not
    quite in the order of the items. With `strict`, raises ReadError at the first Problem, all before it being stored.
    """
    sorter = Sorter(run_ids(extractor), database, readable, strict)
    todo = sorter.documents(items)
    first = next(todo, None)  # a model is loaded only if there is something to extract
    yield from sorter.decided()
    if first is not None:
        from attrib.store.search.added_vectors import embed_added  # with numpy, which takes time to import
        from attrib.store.search.vectors import join_blocks

        doing("loading the models")
        encoder = None
        announced = _announced(chain([first], todo), doing)
        reads = sorter.without_problems(read_all(announced, extractor, open_encoder, crew, doing))
        for number, (extraction, sentence_vectors) in enumerate(reads, 1):
            try:
                fate = FATES[save(database, extraction, sentence_vectors)]
            except KeyboardInterrupt:
                if has_extraction(database, extraction.document.sha256, extraction.run.id):  # just committed
                    yield Outcome(extraction.document, Fate.NEW, len(extraction.statements))
                raise
            encoder = encoder if sentence_vectors is None else sentence_vectors.encoder
            if encoder is not None and number % JOINED == 0:
                join_blocks(database, encoder)
            # The same text may come twice before its first copy is stored; the second stores nothing.
            stored = 0 if fate in (Fate.UNCHANGED, Fate.CORRECTED) else len(extraction.statements)
            yield Outcome(extraction.document, fate, stored)
            yield from sorter.decided()
        if encoder is not None and open_encoder is not None:
            # Quotes that people corrected in an older text or run stand in the new one in their words.
            embed_added(database, open_encoder, encoder)
            join_blocks(database, encoder, most_small=MOST_SMALL)
    yield from sorter.decided()
    if sorter.failure is not None:
        raise ReadError(str(sorter.failure))


def _announced(documents: Iterable[Document], doing: Callable[[str], None]) -> Iterator[Document]:
    """The documents, each announced as what is read now."""
    for document in documents:
        doing(f"reading {document.title or document.location}")
        yield document


class Sorter:
    """Divides items into documents to extract and inputs whose fate is decided without a model."""

    def __init__(
        self, runs: frozenset[str], database: Database, readable: Callable[[Document], bool], strict: bool
    ) -> None:
        self.runs = runs
        self.database = database
        self.readable = readable
        self.strict = strict
        self.failure: Problem | None = None
        self._decided: deque[Outcome] = deque()

    def decided(self) -> Iterator[Outcome]:
        """The outcomes decided since the last call."""
        while self._decided:
            yield self._decided.popleft()

    def documents(self, items: Iterable[Document | Problem]) -> Iterator[Document]:
        """The documents that want extracting; ends at the first problem if `strict`."""
        for chunk in _chunks(items):
            sha256s = [item.sha256 for item in chunk if isinstance(item, Document)]
            shown, unseen = read_by(self.database, sha256s, self.runs)
            others = [sha256 for sha256 in sha256s if sha256 not in shown and sha256 not in unseen]
            languages = stored_languages(self.database, others) if others else {}
            as_read = places_as_read(self.database, [item for item in chunk if isinstance(item, Document)])
            for item in chunk:
                if isinstance(item, Document):
                    sha256 = item.sha256
                    if sha256 in shown and item in as_read:
                        self._decided.append(Outcome(item, Fate.UNCHANGED))
                    elif sha256 in shown or sha256 in unseen:
                        self._keep(item, unseen.get(sha256))
                    elif self.readable(document := determined(item, languages.get(sha256))):
                        yield document
                    else:
                        save_document(self.database, document)
                        self._decided.append(Outcome(document, Fate.SET_ASIDE))
                elif item.warning or not self.strict:
                    self._decided.append(Outcome(item, Fate.WARNING if item.warning else Fate.PROBLEM))
                else:
                    self.failure = item
                    return

    def without_problems(self, reads: Iterable[Read]) -> Iterator[tuple[Extraction, SentenceVectors | None]]:
        """The extractions; the articles that failed are decided. Ends at the first of them if `strict`."""
        for item, sentence_vectors in reads:
            if isinstance(item, Extraction):
                yield item, sentence_vectors
            elif self.strict:
                self.failure = item
                return
            else:
                self._decided.append(Outcome(item, Fate.PROBLEM))

    def _keep(self, document: Document, unseen: str | None) -> None:
        """Store what this reading of a known document tells, and show the run that has read it before, if unseen."""
        saved = save_document(self.database, document)
        if unseen is not None:
            show_run(self.database, document.sha256, unseen)
        fate = Fate.CORRECTED if saved is Saved.CORRECTED else Fate.UNCHANGED
        self._decided.append(Outcome(document, fate if unseen is None else Fate.SHOWN_AGAIN))


def _chunks(items: Iterable[Document | Problem]) -> Iterator[list[Document | Problem]]:
    """The items in runs small enough to hold: at most LOOK_AHEAD, and little more than MOST_CHARACTERS of text."""
    chunk: list[Document | Problem] = []
    characters = 0
    for item in items:
        chunk.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if len(chunk) == LOOK_AHEAD or characters > MOST_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk
