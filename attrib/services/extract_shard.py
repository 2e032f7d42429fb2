"""One part of an input, extracted for a database that is elsewhere."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator

from attrib.data import Document, Problem
from attrib.data.shards import Shard, ShardRow
from attrib.errors import ReadError
from attrib.readers.language import is_english
from attrib.services.batches import Crew, OpenEncoder, read_all
from attrib.services.extract import other_language
from attrib.services.models import Extractor


def extract_shard(
    items: Iterable[Document | Problem],
    extractor: Extractor,
    shard: Shard,
    *,
    strict: bool = False,
    open_encoder: OpenEncoder | None = None,
    crew: Crew | None = None,
) -> Iterator[ShardRow | Problem]:
    """The documents of a part, in the order of the input, with what is found in them, and the problems of the part.

    Every part is given the whole input: which texts it has, and which place each has, depends on that alone. A problem
    is told by one part too. With `strict`, raises ReadError at the first problem, when what comes before it is out.
    """
    part = _Part(items, shard, strict)
    for found, sentence_vectors in read_all(part.readable(), extractor, open_encoder, crew):
        yield from part.passed_by()
        place, _ = part.waiting.popleft()
        if not isinstance(found, Problem):
            yield ShardRow(place, found.document, found, sentence_vectors)
            continue
        if strict:
            part.failure = found
            break
        yield found
    yield from part.passed_by()
    if part.failure is not None:
        raise ReadError(str(part.failure))


class _Part:
    """The documents of a part that are read, and beside them those that are not, each at its place."""

    def __init__(self, items: Iterable[Document | Problem], shard: Shard, strict: bool) -> None:
        self.waiting: deque[tuple[int, Document]] = deque()
        self.failure: Problem | None = None
        self._items = items
        self._shard = shard
        self._strict = strict
        self._problems: deque[Problem] = deque()

    def readable(self) -> Iterator[Document]:
        """The documents that the extractor is given; ends at the first problem if strict."""
        warned: list[Problem] = []  # of the document that comes next
        for place, item in enumerate(self._items):
            if isinstance(item, Problem) and item.warning:
                warned.append(item)
                continue
            if self._shard.has(_digest(item)):
                self._problems += warned
                if isinstance(item, Problem) and self._strict:
                    self.failure = item
                    return
                if isinstance(item, Problem):
                    self._problems.append(item)
                else:
                    self.waiting.append((place, item))
                    if is_english(item):
                        yield item
                    else:
                        self._problems.append(other_language(item))
            warned = []

    def passed_by(self) -> Iterator[ShardRow | Problem]:
        """What has been met by now: problems, and documents in other languages up to the next that is extracted."""
        while self._problems:
            yield self._problems.popleft()
        while self.waiting and not is_english(self.waiting[0][1]):
            yield ShardRow(*self.waiting.popleft())


def _digest(item: Document | Problem) -> str:
    if isinstance(item, Document):
        return item.sha256
    return hashlib.sha256(f"{item.location} {item.record}".encode("utf-8", "surrogatepass")).hexdigest()
