"""Pages of a search join to what a search finds, in every order, forwards and backwards."""

from dataclasses import replace

import pytest

from attrib.data import SORTS, StatementQuery
from attrib.errors import NotFoundError
from attrib.store.database.session import Database
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.search.paging import ids, page
from attrib.store.search.query import search
from tests.store.search.test_query import fill


def identities(database: Database, query: StatementQuery) -> list[str]:
    return [record.statement_id for record in search(database, query)]


def forwards(database: Database, query: StatementQuery, size: int) -> list[str]:
    found: list[str] = []
    more, last = True, None
    while more:
        records, more = page(database, query, size, after=last)
        found += [record.statement_id for record in records]
        last = found[-1]
    return found


def backwards(database: Database, query: StatementQuery, size: int, last: str) -> list[str]:
    found = [last]
    more = True
    while more:
        records, more = page(database, query, size, before=found[0])
        found = [record.statement_id for record in records] + found
    return found


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("confident", [False, True])
def test_pages_join_to_the_search(database: Database, sort: str, confident: bool) -> None:
    fill(database)
    query = StatementQuery(sort=sort, confident=confident)
    expected = identities(database, query)
    assert len(expected) > 4
    for size in (1, 2, 3):
        assert forwards(database, query, size) == expected
        assert backwards(database, query, size, expected[-1]) == expected
    assert ids(database, query, 100) == expected
    assert ids(database, query, 2) == expected[:2]


def test_a_narrow_search_has_pages_too(database: Database) -> None:
    fill(database)
    for query in (StatementQuery(actor=("Ann Lee",)), StatementQuery(text="taxes"), StatementQuery(target=("tax",))):
        for sort in ("-date", "position", "score"):
            asked = replace(query, sort=sort)
            assert forwards(database, asked, 1) == identities(database, asked)


def test_a_page_goes_on_from_a_statement_that_fits_no_more(database: Database) -> None:
    fill(database)
    every = identities(database, StatementQuery())
    review(database, every[2], Correction(verdict="rejected"), "tester")
    records, _ = page(database, StatementQuery(), 2, after=every[2])
    assert [record.statement_id for record in records] == every[3:5]
    records, _ = page(database, StatementQuery(), 2, before=every[2])
    assert [record.statement_id for record in records] == every[:2]


def test_an_edge_that_is_none_is_told(database: Database) -> None:
    fill(database)
    with pytest.raises(NotFoundError, match="no statement has the id 'zz'"):
        page(database, StatementQuery(), 2, after="zz")
