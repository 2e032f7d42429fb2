"""Who said what in articles, without a database."""

import warnings
from collections import deque
from collections.abc import Iterable, Iterator

from attrib.data import Document, Extraction, Problem
from attrib.errors import ReadError, SettingsError
from attrib.readers.language import is_english
from attrib.services import models
from attrib.services.batches import Crew, read_all
from attrib.services.models import Extractor
from attrib.settings import DEFAULT_MODEL, ExtractSettings


def extract(
    document: str | Document,
    *,
    model: str = DEFAULT_MODEL,
    stance: bool = True,
    settings: ExtractSettings | None = None,
) -> Extraction:
    """Who said what in one article: its text, or a Document with its provenance.

    The models are loaded once, by the first call, and kept for the next with the same settings; calls from several
    threads take turns. `settings` takes the place of `model` and `stance`. Of a document in another language than
    English no statements are found. A RuntimeWarning says what goes without a model that is not there. Raises
    ModelError where the model itself is missing or damaged, and SettingsError.

    >>> import attrib
    >>> found = attrib.extract('"Prices rose," said Ann Lee.')
    >>> [(each.speaker.name, each.quote(found.document.text)) for each in found.statements]
    [('Ann Lee', '"Prices rose,"')]
    """
    given = Document(document) if isinstance(document, str) else document
    if not isinstance(given, Document):
        raise SettingsError(f"{type(document).__name__} is no article; give its text or a Document, see attrib.read")
    chosen = settings or ExtractSettings(model=model, stance=stance)
    with models.PIPELINE_LOCK:
        extractor = models.shared_pipeline(chosen)
        for words in extractor.warnings:
            warnings.warn(words, RuntimeWarning, stacklevel=2)
        if not is_english(given):
            return Extraction(given, extractor.run, ())
        return next(extractor.extract([given]))


def extractions(
    items: Iterable[Document | Problem], extractor: Extractor, *, strict: bool = False, crew: Crew | None = None
) -> Iterator[Extraction | Problem]:
    """One extraction a document, in the order of the items, and the problems among them as they are met.

    The extractor reads ahead, and documents in another language pass it by: each gives an extraction without
    statements and a warning. With a crew several processes read. With `strict`, raises ReadError at the first problem,
    when the rest is out.
    """
    lane = _Lane(items, strict)
    for extraction, _ in read_all(lane.readable(), extractor, crew=crew):
        yield from lane.passed_by(extractor)
        lane.waiting.popleft()
        if strict and isinstance(extraction, Problem):
            lane.failure = extraction
            break
        yield extraction
    yield from lane.passed_by(extractor)
    if lane.failure is not None:
        raise ReadError(str(lane.failure))


def other_language(document: Document) -> Problem:
    """The warning that a document is left alone because of its language."""
    words = f"in language {document.language!r}, not in English, so nothing was extracted"
    return Problem(document.location, document.record, words, warning=True)


class _Lane:
    """Keeps the order of the input while the extractor reads ahead and some documents pass it by."""

    def __init__(self, items: Iterable[Document | Problem], strict: bool) -> None:
        self.waiting: deque[Document] = deque()
        self.failure: Problem | None = None
        self._items = items
        self._strict = strict
        self._problems: deque[Problem] = deque()

    def readable(self) -> Iterator[Document]:
        """The documents that the extractor is given."""
        for item in self._items:
            if isinstance(item, Document):
                self.waiting.append(item)
                if is_english(item):
                    yield item
                else:
                    self._problems.append(other_language(item))
                continue
            if self._strict and not item.warning:
                self.failure = item
                return
            self._problems.append(item)

    def passed_by(self, extractor: Extractor) -> Iterator[Extraction | Problem]:
        """What has been met by now: problems, and documents in other languages up to the next that is extracted."""
        while self._problems:
            yield self._problems.popleft()
        while self.waiting and not is_english(self.waiting[0]):
            yield Extraction(self.waiting.popleft(), extractor.run, ())
