"""Statements that people add are found by meaning as those of their article are."""

import pytest

from attrib.store.database.session import Database
from attrib.store.documents.added_statements import AddedStatement, add_statement
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import undo_review
from attrib.store.save import save
from attrib.store.search.added_vectors import added_lacking, embed_added
from attrib.store.search.vectors import embed_lacking, similarities
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
