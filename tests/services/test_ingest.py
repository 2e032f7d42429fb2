"""From documents to the database and back, with a pipeline that needs no model."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import func, select

from attrib.data import Document, Extraction, Problem, Run, StatementQuery
from attrib.errors import ReadError
from attrib.readers import language
from attrib.readers.language import UNDETERMINED
from attrib.services.batches import MOST_TOGETHER
from attrib.services.ingest import LOOK_AHEAD, Fate, Outcome, ingest
from attrib.store.database.session import Database, open_database
from attrib.store.schema.search import VectorBlockRow
from attrib.store.search.query import count, search
from attrib.store.search.vectors import lacking, similarities
from attrib.store.stats import stats
from tests.newsroom import SayingPipeline, article
from tests.store.backends import Templates


@pytest.fixture
def database(templates: Templates, tmp_path: Path) -> Iterator[Database]:
    with open_database(templates.copy(tmp_path / "news.db")) as opened:
        yield opened


def english(document: Document) -> bool:
    return document.language in (None, "en")


def document(number: int) -> Document:
    return Document(article(("Ann Lee", f"This is statement {number}.")), location=f"{number}.txt")


def run(database: Database, items: Iterable[Document | Problem], pipeline: SayingPipeline | None = None) -> list[Fate]:
    return [outcome.fate for outcome in ingest(items, pipeline or SayingPipeline(), database, readable=english)]


def test_new_documents_are_extracted_and_found(database: Database) -> None:
    outcomes = list(ingest([document(1), document(2)], SayingPipeline(), database, readable=english))
    assert [(outcome.fate, outcome.statements) for outcome in outcomes] == [(Fate.NEW, 1), (Fate.NEW, 1)]
    assert {record.speaker for record in search(database, StatementQuery())} == {"Ann Lee"}


def test_the_same_again_changes_nothing_and_loads_no_model(database: Database) -> None:
    run(database, [document(1), document(2)])
    before = list(search(database, StatementQuery()))
    pipeline = SayingPipeline()
    assert run(database, [document(1), document(2)], pipeline) == [Fate.UNCHANGED, Fate.UNCHANGED]
    assert pipeline.seen == []
    assert list(search(database, StatementQuery())) == before


def test_a_text_that_comes_twice_at_once_is_counted_once(database: Database) -> None:
    outcomes = list(ingest([document(1), document(1)], SayingPipeline(), database, readable=english))
    assert [(outcome.fate, outcome.statements) for outcome in outcomes] == [(Fate.NEW, 1), (Fate.UNCHANGED, 0)]
    assert count(database, StatementQuery()) == 1


def test_nothing_to_extract_never_asks_the_extractor(database: Database) -> None:
    class Unloadable(SayingPipeline):
        def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
            raise AssertionError(documents)

    assert run(database, [Document("Il pleut.", language="fr")], Unloadable()) == [Fate.SET_ASIDE]
    assert run(database, [], Unloadable()) == []


def test_another_run_is_an_update(database: Database) -> None:
    run(database, [document(1)])
    newer = SayingPipeline(run=Run("sayings", "1" * 64, "2"))
    assert run(database, [document(1)], newer) == [Fate.UPDATED]
    assert count(database, StatementQuery()) == 1


def test_same_text_twice_in_one_input_is_one_document(database: Database) -> None:
    fates = run(database, [document(1), replace(document(1), location="copy.txt")])
    assert fates == [Fate.NEW, Fate.UNCHANGED]
    assert count(database, StatementQuery()) == 1


def test_other_languages_are_kept_and_not_extracted(database: Database) -> None:
    foreign = replace(document(1), language="fr")
    assert run(database, [foreign, document(2)]) == [Fate.SET_ASIDE, Fate.NEW]
    assert count(database, StatementQuery()) == 1
    assert run(database, [foreign]) == [Fate.SET_ASIDE]


def test_a_language_is_told_once_and_only_of_texts_that_are_not_known(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def told(text: str) -> str:
        seen.append(text)
        return "fr" if "pleut" in text else "en"

    monkeypatch.setattr(language, "detect", told)
    items = [replace(document(1), language=UNDETERMINED), Document("Il pleut.", "f.txt", language=UNDETERMINED)]
    assert run(database, items) == [Fate.NEW, Fate.SET_ASIDE]
    assert seen == [item.text for item in items]
    moved = replace(items[0], location="moved.txt")
    assert run(database, [*items, moved]) == [Fate.UNCHANGED, Fate.SET_ASIDE, Fate.UNCHANGED]
    assert len(seen) == 2
    assert dict(stats(database).languages) == {"en": 1, "fr": 1}


def test_problems_are_passed_on_and_the_rest_goes_on(database: Database) -> None:
    problem = Problem("bad.txt", None, "is empty")
    warning = Problem("2.txt", None, "has no date", warning=True)
    fates = run(database, [document(1), problem, warning, document(2)])
    assert sorted(fates) == sorted([Fate.NEW, Fate.PROBLEM, Fate.WARNING, Fate.NEW])


def test_strict_stops_at_the_first_problem_and_keeps_what_came_before(database: Database) -> None:
    items: list[Document | Problem] = [
        document(1),
        Problem("x.txt", None, "a warning", warning=True),
        Problem("bad.txt", 3, "is empty"),
        document(2),
    ]
    outcomes: list[Outcome] = []
    with pytest.raises(ReadError, match=r"bad\.txt, record 3: is empty"):
        outcomes.extend(ingest(items, SayingPipeline(), database, readable=english, strict=True))
    assert count(database, StatementQuery()) == 1


def test_reading_goes_no_further_ahead_than_it_must(database: Database) -> None:
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield document(taken)

    outcomes = ingest(endless(), SayingPipeline(), database, readable=english)
    next(outcomes)
    assert taken == LOOK_AHEAD


def test_stopping_half_way_keeps_what_was_yielded(database: Database) -> None:
    outcomes = ingest([document(number) for number in range(10)], SayingPipeline(), database, readable=english)
    for _ in range(4):
        next(outcomes)
    outcomes.close()
    assert count(database, StatementQuery()) == 4
    assert sorted(run(database, [document(number) for number in range(10)])) == sorted(
        [Fate.UNCHANGED] * 4 + [Fate.NEW] * 6
    )


class LengthEncoder:
    """Vectors that tell how long a text is."""

    id = "length:1"

    def __init__(self) -> None:
        self.batches: list[int] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.batches.append(len(texts))
        return np.array([[1.0, 0.0] if len(text) % 2 else [0.0, 1.0] for text in texts], dtype=np.float32)


def test_sentence_vectors_are_stored_with_the_statements(tmp_path: Path) -> None:
    encoder = LengthEncoder()
    opened = []

    def open_encoder() -> LengthEncoder:
        opened.append(True)
        return encoder

    documents = [Document(article(("Ann Lee", f"Point {number}")), f"{number}.txt") for number in range(300)]
    documents.append(Document("Nobody says anything.", "quiet.txt"))
    with open_database(f"sqlite:///{tmp_path / 'a.db'}") as database:
        done = ingest(documents, SayingPipeline(), database, readable=lambda _: True, open_encoder=open_encoder)
        assert sum(outcome.statements for outcome in done) == 300
        assert (opened, encoder.batches) == ([True], [*[MOST_TOGETHER] * 3, 4] * 3)
        assert lacking(database, encoder.id) == 0
        with database.session() as session:
            numbers, _ = similarities(session, encoder.id, np.array([1, 0], dtype=np.float32))
            assert len(numbers) == len(set(numbers.tolist())) == 300
            blocks = session.scalars(select(func.count()).select_from(VectorBlockRow)).one()
        assert blocks < 50
        again = ingest(documents, SayingPipeline(), database, readable=lambda _: True, open_encoder=open_encoder)
        assert {outcome.fate for outcome in again} == {Fate.UNCHANGED}
        assert opened == [True]
