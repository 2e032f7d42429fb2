"""Documents are read in batches, which several processes may share out; the results are the same."""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from attrib.data import Document, Extraction, StatementQuery
from attrib.services import batches as batching
from attrib.services.batches import MOST_DOCUMENTS, Crew, Read, batches, read_all
from attrib.services.ingest import Fate, Outcome, ingest
from attrib.services.workers import Tell
from attrib.store.database.check import check
from attrib.store.database.session import open_database
from attrib.store.search.query import count
from tests.newsroom import SayingPipeline, article
from tests.services.reading import SayingOpening
from tests.store.backends import Templates
from tests.store.meaning import WordEncoder
from tests.store.tables import contents

CREW = Crew(2, SayingOpening())


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of three documents at most."""
    monkeypatch.setattr(batching, "MOST_DOCUMENTS", 3)


@dataclass(frozen=True, slots=True)
class NoOpening:
    """A crew that must not be needed."""

    def __call__(self, _tell: Tell) -> Callable[[list[Document]], list[Read]]:
        """Never called."""
        raise AssertionError


def documents(number: int) -> list[Document]:
    sayings = ("taxes rose", "the war ended", "schools close", "trade fell")
    return [
        Document(article(("Ann Lee", f"{sayings[each % 4]} {each}"), ("Bo Ray, chief of Mint, against Norland", "no")))
        for each in range(number)
    ]


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([10, 20], [[10, 20]]),
        ([30_000, 1, 60_000, 5, 5], [[30_000], [1, 60_000], [5, 5]]),
        ([40_000] * 8, [[40_000], [40_000] * 2, [40_000] * 2, [40_000] * 2, [40_000]]),
        ([500_000, 500_000], [[500_000], [500_000]]),
        ([1] * 205, [[1] * MOST_DOCUMENTS, [1] * MOST_DOCUMENTS, [1] * 5]),
        ([], []),
    ],
)
def test_batches_double_up_to_what_fills_a_pass(lengths: list[int], expected: list[list[int]]) -> None:
    made = batches(Document("x" * length) for length in lengths)
    assert [[len(document.text) for document in batch] for batch in made] == expected


def test_one_batch_is_read_here() -> None:
    pipeline = SayingPipeline()
    assert len(list(read_all(documents(5), pipeline, crew=Crew(4, NoOpening())))) == 5
    assert len(pipeline.seen) == 5


@pytest.mark.usefixtures("small")
def test_a_crew_of_one_reads_here_and_no_further_ahead_than_a_batch() -> None:
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        for document in documents(100):
            taken += 1
            yield document

    next(read_all(endless(), SayingPipeline(), crew=Crew(1, NoOpening())))
    assert taken == 3


@pytest.mark.usefixtures("small")
def test_an_encoder_is_opened_once() -> None:
    opened: list[WordEncoder] = []

    def open_encoder() -> WordEncoder:
        opened.append(WordEncoder())
        return opened[-1]

    assert all(vectors for _, vectors in read_all(documents(10), SayingPipeline(), open_encoder))
    assert len(opened) == 1


class Stopped(SayingPipeline):
    """Is interrupted at the fifth document."""

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        for extraction in super().extract(documents):
            if len(self.seen) == 5:
                raise KeyboardInterrupt
            yield extraction


@pytest.mark.usefixtures("small")
def test_what_comes_before_an_interruption_is_kept() -> None:
    reads = read_all(documents(10), Stopped(), WordEncoder)
    assert [read.document for read, _ in (next(reads) for _ in range(4)) if isinstance(read, Extraction)] == (
        documents(10)[:4]
    )
    with pytest.raises(KeyboardInterrupt):
        next(reads)


@pytest.mark.usefixtures("small")
def test_several_processes_store_what_one_does(templates: Templates, tmp_path: Path) -> None:
    found = []
    for name, crew in (("one", None), ("two", CREW)):
        with open_database(templates.copy(tmp_path / f"{name}.db")) as database:
            outcomes = ingest(
                documents(10),
                SayingPipeline(),
                database,
                readable=lambda _: True,
                open_encoder=WordEncoder,
                crew=crew,
            )
            assert [outcome.fate for outcome in outcomes] == [Fate.NEW] * 10
            assert check(database) == []
            found.append(contents(database))
    assert found[0] == found[1]
    assert len(found[0]["statements"]) == 20


@pytest.mark.usefixtures("small")
def test_a_crew_that_is_stopped_leaves_what_is_done_and_goes_on(templates: Templates, tmp_path: Path) -> None:
    with open_database(templates.copy(tmp_path / "news.db")) as database:

        def go() -> Generator[Outcome, None, None]:
            return ingest(documents(10), SayingPipeline(), database, readable=lambda _: True, crew=CREW)

        first = go()
        assert [next(first).fate for _ in range(5)] == [Fate.NEW] * 5
        first.close()
        assert count(database, StatementQuery()) == 10
        assert sorted(outcome.fate for outcome in go()) == [Fate.NEW] * 5 + [Fate.UNCHANGED] * 5
        assert count(database, StatementQuery()) == 20
        assert check(database) == []
