"""What is counted of all statements is read from indexes, however large the database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from attrib.data import StatementQuery
from attrib.data.counts import Facet
from attrib.store.database.session import Database, open_database
from attrib.store.save import save
from attrib.store.search.counting import count_by
from attrib.store.search.query import count, count_with_doubtful, search
from tests.store.backends import Templates
from tests.store.newsdesk import talks
from tests.store.plans import explained

CONFIDENT = StatementQuery(confident=True, limit=20)
FROM_THE_INDEX = "SEARCH statements USING COVERING INDEX ix_statements_search (current=?)"
COUNTED = (FROM_THE_INDEX, FROM_THE_INDEX.replace("search", "worth"))  # the narrower one has what confidence asks for


@pytest.fixture
def plans(templates: Templates, tmp_path: Path) -> Iterator[tuple[Database, dict[str, str]]]:
    with open_database(templates.copy(tmp_path / "a.db")) as database:
        save(database, talks())
        yield database, explained(database)


def test_confident_statements_are_counted_without_a_look_at_any(plans: tuple[Database, dict[str, str]]) -> None:
    database, found = plans
    count(database, CONFIDENT)
    count_with_doubtful(database, CONFIDENT)
    assert len(found) == 2
    for plan in found.values():
        assert plan.startswith(COUNTED)


def test_the_newest_confident_statements_are_found_in_order(plans: tuple[Database, dict[str, str]]) -> None:
    database, found = plans
    assert list(search(database, CONFIDENT))
    [page] = [plan for query, plan in found.items() if "LIMIT" in query]
    assert page.startswith(FROM_THE_INDEX)
    assert "ORDER BY" not in page  # it sorts nothing


def test_what_is_most_worth_checking_is_found_in_order(plans: tuple[Database, dict[str, str]]) -> None:
    database, found = plans
    assert list(search(database, replace(CONFIDENT, sort="worth")))
    [page] = [plan for query, plan in found.items() if "LIMIT" in query]
    assert page.startswith(COUNTED[1])
    assert "ORDER BY" not in page


def test_no_name_is_looked_for_among_all(plans: tuple[Database, dict[str, str]]) -> None:
    database, _ = plans
    found = explained(database, "name_parts")
    count(database, StatementQuery(target=("the bil",), outlet=("courie",), affiliation=("talib",), role=("spok",)))
    count(database, StatementQuery(actor=("Mujahid",), unnamed="offic"))
    assert len(found) >= 4
    for plan in found.values():
        lines = set(plan.splitlines())
        assert not lines & {"SCAN actors", "SCAN aliases", "SCAN terms", "SEARCH terms USING PRIMARY KEY (kind=?)"}


def test_who_held_a_role_at_a_date_is_looked_up_in_indexes(plans: tuple[Database, dict[str, str]]) -> None:
    database, found = plans
    assert list(search(database, StatementQuery(role=("spokesperson",), as_of=datetime(2026, 1, 1, tzinfo=UTC))))
    [plan] = [plan for query, plan in found.items() if "giving" in query]
    assert "USING COVERING INDEX ix_statements_role (role_key=? AND current=? AND date_order>?)" in plan
    assert "SEARCH later USING COVERING INDEX ix_statements_actor (actor_id=?" in plan


@pytest.mark.parametrize("facet", [Facet.OUTLET, Facet.TYPE, Facet.SPEAKER, Facet.STANCE, Facet.TARGET])
def test_facets_are_counted_from_the_index(plans: tuple[Database, dict[str, str]], facet: Facet) -> None:
    database, found = plans
    count_by(database, CONFIDENT, [facet])
    asked = {query: plan for query, plan in found.items() if "every" not in query and "confidence >=" in query}
    counts = [plan for query, plan in asked.items() if "copy_of" not in query]
    assert len(counts) == 2  # of all, and by value
    outlets = [plan for query, plan in asked.items() if "NOT IN" in query]
    assert len(outlets) == (0 if facet in (Facet.STANCE, Facet.TARGET) else 1)
    for plan in counts + (outlets if facet is not Facet.SPEAKER else []):  # few speakers are looked up
        assert plan.startswith(COUNTED)


def test_topics_of_articles_are_looked_for_among_the_stances(plans: tuple[Database, dict[str, str]]) -> None:
    database, found = plans
    count_by(database, CONFIDENT, [Facet.TARGET])
    [plan] = [plan for query, plan in found.items() if "every" in query]
    assert plan.startswith("SCAN stances")
