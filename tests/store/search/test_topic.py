"""Statements about a topic: by words and by meaning, with every other filter, on vectors that tests make up."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import func, select

from attrib.data import NEAREST, Run, Stance, StanceLabel, StatementQuery, statement_id
from attrib.errors import AmbiguousNameError, NotFoundError, SettingsError
from attrib.services.batches import with_sentence_vectors
from attrib.store.database.session import Database
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.save import save
from attrib.store.schema.search import VectorBlockRow
from attrib.store.search.topic import Topic, search_about
from attrib.store.search.vectors import add_vectors, embed_lacking, join_blocks, lacking, similarities
from tests.store.meaning import WordEncoder
from tests.store.newsdesk import NEXT_RUN, RUN, article, person, said

SAYINGS = (
    ("Ann Lee", "Afghanistan harbours militants", "2025-01-01"),
    ("Bo Diaz", "Kabul shelters terrorists", "2025-02-01"),
    ("Ann Lee", "Interest rates rose", None),
    ("Cy Ray", "Militants seen", "2024-01-01"),
)


def store(database: Database, name: str, words: str, day: str | None, *, run: Run = RUN, meaning: bool = True) -> None:
    text = f"“{words},” said {name}."
    stances = (Stance("Pakistan", "actor", StanceLabel.OPPOSE, 0.8),) if name == "Bo Diaz" else ()
    found = article(text, said(text, f"“{words},”", name, by=person(name), stances=stances), day=day, run=run)
    (statement,) = found.statements
    identity = statement_id(found.document.sha256, run.id, statement)
    found = replace(found, statements=(replace(statement, id=identity),))
    for item, sentence_vectors in with_sentence_vectors([found], WordEncoder if meaning else None):
        save(database, item, sentence_vectors)


@pytest.fixture
def filled(database: Database) -> Database:
    for saying in SAYINGS:
        store(database, *saying)
    return database


def topic(text: str) -> Topic:
    return Topic(text, WordEncoder().encode([text])[0], WordEncoder.id)


def about(database: Database, claim: str, /, **asked: object) -> list[str]:
    query = StatementQuery(about=claim, **({"sort": NEAREST} | asked))  # type: ignore[arg-type]
    return [record.quote.strip("“”,") for record in search_about(database, query, topic(claim))]


HARBOURS, SHELTERS, RATES, SEEN = (words for _, words, _ in SAYINGS)


def test_the_nearest_come_first_by_words_and_by_meaning(filled: Database) -> None:
    assert about(filled, "Afghanistan harbours militants") == [HARBOURS, SHELTERS, SEEN]
    assert about(filled, "the interest rates") == [RATES]
    assert about(filled, "elections") == []
    assert about(filled, "…") == []
    record = next(search_about(filled, StatementQuery(sort=NEAREST), topic("Kabul shelters terrorists")))
    assert record.about is not None
    assert record.about.topic == "Kabul shelters terrorists"
    assert record.about.similarity == pytest.approx(1, abs=0.01)


def test_other_filters_orders_and_limits(filled: Database) -> None:
    claim = "Afghanistan harbours militants"
    assert about(filled, claim, actor=("Bo Diaz",)) == [SHELTERS]
    assert about(filled, claim, target=("Pakistan",), stance=StanceLabel.OPPOSE) == [SHELTERS]
    assert about(filled, claim, target=("Pakistan",), stance=StanceLabel.SUPPORT) == []
    assert about(filled, claim, stance=StanceLabel.SUPPORT) == [HARBOURS, SHELTERS, SEEN]  # left to the judge
    assert about(filled, claim, since=datetime(2025, 1, 15, tzinfo=UTC)) == [SHELTERS]
    assert about(filled, claim, text="militants") == [HARBOURS, SEEN]
    assert about(filled, claim, sort="date") == [SEEN, HARBOURS, SHELTERS]
    assert about(filled, claim, sort="-date") == [SHELTERS, HARBOURS, SEEN]
    assert about(filled, claim, sort="speaker", limit=2) == [HARBOURS, SHELTERS]
    assert about(filled, claim, limit=1) == [HARBOURS]
    with pytest.raises(NotFoundError):
        about(filled, claim, actor=("Nobody",))
    with pytest.raises(SettingsError):
        about(filled, claim, sort="colour")
    assert about(filled, claim, target=("Pakistan",), sort="score") == [SHELTERS]
    store(filled, "Cy Lee", "No", None)
    with pytest.raises(AmbiguousNameError):
        about(filled, claim, actor=("Lee",))


def test_words_find_what_has_no_vector(filled: Database) -> None:
    store(filled, "Di Fox", "Militants are harboured in Afghanistan, Kabul harbours them", None, meaning=False)
    assert "Militants are harboured" in " ".join(about(filled, "Afghanistan harbours militants"))
    assert lacking(filled, WordEncoder.id) == 1
    assert sum(embed_lacking(filled, WordEncoder, WordEncoder.id)) == 1
    assert (lacking(filled, WordEncoder.id), list(embed_lacking(filled, WordEncoder, WordEncoder.id))) == (0, [])
    assert lacking(filled, "another:1") == 5


def test_a_newer_run_takes_the_place_of_the_older_one(filled: Database) -> None:
    store(filled, *SAYINGS[0], run=NEXT_RUN)
    assert about(filled, "Afghanistan harbours militants") == [HARBOURS, SHELTERS, SEEN]


def test_rejected_statements_are_not_found(filled: Database) -> None:
    record = next(search_about(filled, StatementQuery(sort=NEAREST), topic(HARBOURS)))
    review(filled, record.statement_id, Correction(verdict="rejected"), "eva")
    assert about(filled, HARBOURS) == [SHELTERS, SEEN]
    assert about(filled, HARBOURS, rejected=True) == [HARBOURS]


def test_blocks_are_joined_without_loss(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> tuple[list[int], list[float]]:
        with filled.session() as session:
            numbers, cosines = similarities(session, WordEncoder.id, topic(HARBOURS).vector)
            return numbers.tolist(), cosines.tolist()

    def blocks() -> int:
        with filled.session() as session:
            return session.scalars(select(func.count()).select_from(VectorBlockRow)).one()

    before = found()
    assert blocks() == 4
    join_blocks(filled, WordEncoder.id)
    assert blocks() == 4
    monkeypatch.setattr("attrib.store.search.vectors.BLOCK", 2)
    join_blocks(filled, WordEncoder.id, most_small=1)
    assert blocks() == 2
    assert found() == before
    monkeypatch.undo()
    join_blocks(filled, WordEncoder.id, most_small=1)
    assert blocks() == 1
    assert found() == before
    join_blocks(filled, "another:1", most_small=0)


def test_packed_cosines_are_near_the_true_ones(database: Database) -> None:
    draw = np.random.default_rng(0)
    vectors = draw.standard_normal((1300, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    with database.begin() as session:
        add_vectors(session, "random:1", dict(enumerate(vectors)))
        add_vectors(session, "random:1", {5000: vectors[0]})
        add_vectors(session, "random:1", {})
    with database.session() as session:
        numbers, cosines = similarities(session, "random:1", vectors[7])
        assert len(similarities(session, "random:2", vectors[7])[0]) == 0
    assert numbers.tolist() == [*range(1300), 5000]
    assert np.abs(cosines[:1300] - vectors @ vectors[7]).max() < 0.002
