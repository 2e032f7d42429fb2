"""Conditions that a column has one of very many values."""

import pytest
from sqlalchemy import select

from attrib.store.database.membership import given, is_among, is_given
from attrib.store.database.session import Database
from attrib.store.save import save
from attrib.store.schema.statements import StatementRow
from tests.store.newsdesk import talks


@pytest.mark.parametrize("more", [0, 400], ids=["few", "many"])
def test_values_are_found_however_many_are_asked_for(database: Database, more: int) -> None:
    save(database, talks())
    with database.session() as session:
        numbers = session.scalars(select(StatementRow.number).order_by(StatementRow.number)).all()
        asked = [*numbers[1:3], *range(10**9, 10**9 + more)]
        query = select(StatementRow.number).where(is_among(session, StatementRow.number, asked))
        assert sorted(session.scalars(query)) == numbers[1:3]
        kinds = ["direct", "“o'clock\"", "naïve", *map(str, range(more))]
        of_kind = select(StatementRow.type).where(is_among(session, StatementRow.type, kinds)).distinct()
        assert session.scalars(of_kind).all() == ["direct"]
        none = select(StatementRow.number).where(is_among(session, StatementRow.number, asked[2:]))
        assert session.scalars(none).all() == []


def test_a_query_that_is_made_once_takes_any_numbers(database: Database) -> None:
    save(database, talks())
    query = select(StatementRow.number).where(is_given(database.dialect, StatementRow.number))
    with database.session() as session:
        numbers = session.scalars(select(StatementRow.number).order_by(StatementRow.number)).all()
        for some in (numbers, numbers[:1], [], [*numbers[2:], 10**9]):
            assert sorted(session.scalars(query, given(session, some))) == sorted(set(some) & set(numbers))
