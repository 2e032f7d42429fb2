"""Who held a role at a date, looked up once for all that asks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from attrib.data import StatementQuery
from attrib.store.database.session import Database, open_database
from attrib.store.save import save
from attrib.store.search import roles
from attrib.store.search.query import count, search
from attrib.store.search.roles import with_holders
from tests.store.backends import Templates
from tests.store.newsdesk import talks
from tests.store.plans import explained

ASKED = StatementQuery(role=("spokesperson",), as_of=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def database(templates: Templates, tmp_path: Path) -> Iterator[Database]:
    with open_database(templates.copy(tmp_path / "a.db")) as opened:
        save(opened, talks())
        yield opened


def test_those_who_held_a_role_are_named_once_and_find_the_same(database: Database) -> None:
    expected = list(search(database, ASKED))
    assert expected
    named = with_holders(database, ASKED)
    assert named == StatementQuery(actor_id=named.actor_id)
    queries = explained(database)
    assert list(search(database, named)) == expected
    assert count(database, named) == len(expected)
    assert queries
    assert not any("giving" in query for query in queries)


@pytest.mark.parametrize(
    "query",
    [
        replace(ASKED, as_of=datetime(1990, 1, 1, tzinfo=UTC)),
        replace(ASKED, role=("astronaut",)),
        replace(ASKED, as_of=None),
        replace(ASKED, role=()),
        replace(ASKED, actor_id=("x",)),
    ],
    ids=["nobody then", "nobody ever", "no date", "no role", "speakers given"],
)
def test_a_query_stays_as_it_is(database: Database, query: StatementQuery) -> None:
    assert with_holders(database, query) is query


def test_too_many_to_be_named_are_found_all_the_same(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = list(search(database, ASKED))
    monkeypatch.setattr(roles, "_MANY", 1)
    assert with_holders(database, ASKED) is ASKED
    assert list(search(database, ASKED)) == expected
