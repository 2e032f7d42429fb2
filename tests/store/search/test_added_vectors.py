"""Statements that people add, and quotes that they correct, are found by meaning as those of their article are."""

import pytest

from attrib.data import StatementQuery
from attrib.store.database.session import Database
from attrib.store.documents.added_statements import AddedStatement, add_statement
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review, undo_review
from attrib.store.save import save
from attrib.store.search.added_vectors import added_lacking, embed_added
from attrib.store.search.query import search
from attrib.store.search.vectors import add_vectors, embed_lacking, join_blocks, similarities
from attrib.store.statements.stale_vectors import drop_vectors
from tests.store.meaning import WordEncoder
from tests.store.speaking import says

ENCODER = WordEncoder()


def open_encoder() -> WordEncoder:
    return ENCODER


def never() -> WordEncoder:
    raise AssertionError("nothing lacks a vector")


def found(database: Database) -> int:
    with database.session() as session:
        return len(similarities(session, ENCODER.id, ENCODER.encode(["number"])[0])[0])


@pytest.fixture
def filled(database: Database) -> Database:
    for number in (1, 2):
        save(database, says("Ann Lee", number, source="Ann Lee, at noon"))
    return database


def test_an_added_statement_gets_its_vector_once(filled: Database) -> None:
    assert sum(embed_lacking(filled, open_encoder, ENCODER.id)) == 2
    add_statement(filled, "1.txt", AddedStatement("at noon", Correction(speaker="Ann Lee")), "eva")
    with filled.session() as session:
        assert len(added_lacking(session, ENCODER.id)) == 1
    assert embed_added(filled, open_encoder, ENCODER.id) == 1
    assert found(filled) == 3
    assert embed_added(filled, never, ENCODER.id) == 0


def test_without_vectors_in_the_article_it_waits_for_all_of_them(filled: Database) -> None:
    add_statement(filled, "1.txt", AddedStatement("at noon", Correction(speaker="Ann Lee")), "eva")
    assert embed_added(filled, never, ENCODER.id) == 0
    assert sum(embed_lacking(filled, open_encoder, ENCODER.id)) == 3
    assert embed_added(filled, never, ENCODER.id) == 0


def test_what_was_taken_back_needs_none(filled: Database) -> None:
    list(embed_lacking(filled, open_encoder, ENCODER.id))
    done = add_statement(filled, "1.txt", AddedStatement("at noon", Correction(speaker="Ann Lee")), "eva")
    undo_review(filled, done.id, "eva")
    assert embed_added(filled, never, ENCODER.id) == 0


def nearest(database: Database, words: str) -> list[float]:
    """The cosines of what is nearest to some words, the best first."""
    with database.session() as session:
        return sorted(similarities(session, ENCODER.id, ENCODER.encode([words])[0])[1].tolist(), reverse=True)


@pytest.mark.parametrize("joined", [False, True], ids=["small blocks", "joined"])
def test_a_corrected_quote_is_found_by_its_new_words_and_after_undo_by_the_old(filled: Database, joined: bool) -> None:
    list(embed_lacking(filled, open_encoder, ENCODER.id))
    if joined:
        join_blocks(filled, ENCODER.id, most_small=0)
    before = nearest(filled, "“Number 1,”")
    batch, record = review(filled, statement_of(filled, "1.txt"), Correction(quote="at noon"), "eva")
    assert record.quote == "at noon"
    assert found(filled) == 1
    assert embed_added(filled, open_encoder, ENCODER.id) == 1
    assert nearest(filled, "at noon")[0] == pytest.approx(1, abs=0.01)
    assert nearest(filled, "“Number 1,”")[0] < before[0] - 0.05
    assert embed_added(filled, never, ENCODER.id) == 0
    undo_review(filled, batch, "eva")
    assert found(filled) == 1
    assert embed_added(filled, open_encoder, ENCODER.id) == 1
    assert nearest(filled, "“Number 1,”") == pytest.approx(before, abs=0.01)
    assert embed_added(filled, never, ENCODER.id) == 0


def test_a_review_of_something_else_leaves_the_vectors(filled: Database) -> None:
    list(embed_lacking(filled, open_encoder, ENCODER.id))
    identity = statement_of(filled, "1.txt")
    review(filled, identity, Correction(quote="at noon"), "eva")
    embed_added(filled, open_encoder, ENCODER.id)
    review(filled, identity, Correction(role="mayor"), "eva")
    assert found(filled) == 2
    assert embed_added(filled, never, ENCODER.id) == 0


def test_only_the_statement_itself_loses_its_vectors_of_every_encoder(database: Database) -> None:
    numbers = [1, 256, 2**40, 1 << 56]
    with database.begin() as connection:
        for encoder in ("one", "two"):
            add_vectors(connection, encoder, {each: ENCODER.encode([f"word {each}"])[0] for each in numbers})
        add_vectors(connection, "two", {7: ENCODER.encode(["word 7"])[0]})
        drop_vectors(connection, 256)
        drop_vectors(connection, 7)
        drop_vectors(connection, 5)
    for encoder in ("one", "two"):
        with database.session() as session:
            left, cosines = similarities(session, encoder, ENCODER.encode([f"word {2**40}"])[0])
        assert left.tolist() == [1, 2**40, 1 << 56]
        assert cosines[1] == pytest.approx(1, abs=0.01)


def statement_of(database: Database, location: str) -> str:
    """The only statement of an article."""
    return next(record.statement_id for record in search(database, StatementQuery()) if record.location == location)
