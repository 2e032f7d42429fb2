"""Rows that are read a few at a time: the same on both databases, and none that keeps others from being asked for."""

import numpy as np
import pytest
from sqlalchemy import func, literal_column, select

from attrib.errors import StoreError
from attrib.store.database.session import Database
from attrib.store.database.streaming import streamed
from attrib.store.schema.search import VectorBlockRow
from attrib.store.search.vectors import add_vectors

NUMBERS = range(1, 41)
QUERY = select(VectorBlockRow.number, VectorBlockRow.numbers, VectorBlockRow.vectors).order_by(VectorBlockRow.number)


@pytest.fixture
def blocks(database: Database) -> Database:
    """A database with more blocks than are fetched at once, each of one vector."""
    with database.begin() as connection:
        for number in NUMBERS:
            vector = np.zeros(384, dtype=np.float32)
            vector[number] = 1
            add_vectors(connection, "an encoder" if number % 2 else "another", {number: vector})
    return database


def test_the_rows_are_those_of_the_query(blocks: Database) -> None:
    odd = QUERY.where(VectorBlockRow.encoder == "an encoder")
    with blocks.session() as session:
        rows = [tuple(row) for row in streamed(session, odd)]
        assert rows == [tuple(row) for row in session.execute(odd).all()]
    assert len(rows) == len(NUMBERS) // 2
    assert all(type(packed) is bytes for _, *both in rows for packed in both)


def test_a_query_for_some_of_many(blocks: Database) -> None:
    with blocks.session() as session:
        some = [row[0] for row in streamed(session, QUERY)][::3]
        assert [row[0] for row in streamed(session, QUERY.where(VectorBlockRow.number.in_(some)))] == some
        assert list(streamed(session, QUERY.where(VectorBlockRow.number.in_([])))) == []


def test_a_query_without_rows(blocks: Database) -> None:
    with blocks.session() as session:
        assert list(streamed(session, QUERY.where(VectorBlockRow.encoder == "nobody's"))) == []


def test_others_may_ask_between_two_rows(blocks: Database) -> None:
    total = select(func.count()).select_from(VectorBlockRow)
    with blocks.session() as session:
        for row, beside in zip(streamed(session, QUERY), streamed(session, QUERY), strict=True):
            assert tuple(row) == tuple(beside)
            assert session.scalars(total).one() == len(NUMBERS)


def test_who_stops_half_way_may_ask_again(blocks: Database) -> None:
    with blocks.session() as session:
        assert next(streamed(session, QUERY))[0] == next(streamed(session, QUERY))[0]
        assert len(list(streamed(session, QUERY))) == len(NUMBERS)


def test_an_error_of_the_database_is_told(blocks: Database) -> None:
    with pytest.raises(StoreError, match="nowhere"), blocks.session() as session:
        list(streamed(session, QUERY.where(literal_column("nowhere") == 1)))
