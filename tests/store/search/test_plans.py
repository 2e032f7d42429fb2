"""What is counted of all statements is read from indexes, however large the database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from attrib.claims.worth import FEATURES, WorthScorer
from attrib.data import Stance, StanceLabel, StatementQuery
from attrib.data.claims import ClaimLevel
from attrib.data.counts import Facet
from attrib.store.changes.finding import changes_of
from attrib.store.claims.counting import _counted
from attrib.store.claims.update import _of
from attrib.store.database.session import Database, open_database
from attrib.store.save import save
from attrib.store.schema.runs import ExtractionRow
from attrib.store.search.counting import count_by
from attrib.store.search.query import count, count_with_doubtful, search
from attrib.store.search.vectors import embed_lacking
from attrib.store.search.worth import score_lacking
from tests.store.backends import Templates
from tests.store.meaning import WIDTH, WordEncoder
from tests.store.newsdesk import article, said, talks
from tests.store.plans import explained

AGAINST = (Stance("the tax", "topic", StanceLabel.OPPOSE, 0.9),)
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


def test_words_are_counted_one_hit_after_the_other(plans: tuple[Database, dict[str, str]]) -> None:
    database, found = plans
    count_with_doubtful(database, replace(CONFIDENT, text="peace"), 5)
    [plan] = found.values()
    hits, statements = (plan.index(words) for words in ("SCAN search_index", "SEARCH statements USING INTEGER PRIMARY"))
    assert hits < statements


def test_a_speaker_in_an_outlet_is_counted_from_the_index(plans: tuple[Database, dict[str, str]]) -> None:
    database, found = plans
    count_with_doubtful(database, replace(CONFIDENT, actor=("Mujahid",), outlet=("bbc",), stance=StanceLabel.OPPOSE), 5)
    [plan] = [plan for query, plan in found.items() if "confidence >=" in query]
    assert "SEARCH statements USING COVERING INDEX ix_statements_actor (actor_id=?" in plan


@pytest.mark.parametrize(
    ("few", "begins"), [(2_000, "SEARCH statements USING INTEGER PRIMARY KEY"), (0, FROM_THE_INDEX)]
)
def test_statements_of_few_stances_towards_a_target_are_looked_up(
    plans: tuple[Database, dict[str, str]], monkeypatch: pytest.MonkeyPatch, few: int, begins: str
) -> None:
    database, found = plans
    save(database, article("“No,” said Ann.", said("“No,” said Ann.", "“No,”", stances=AGAINST)))
    monkeypatch.setattr("attrib.store.search.targets.FEW", few)
    assert len(list(search(database, replace(CONFIDENT, confident=False, target=("the tax",))))) == 1
    [page] = [plan for query, plan in found.items() if "ORDER BY statements.date_order" in query]
    assert page.startswith(begins)


def test_stances_towards_a_name_are_found_in_indexes_that_answer_alone(
    plans: tuple[Database, dict[str, str]],
) -> None:
    database, found = plans
    target = Stance("Zabihullah Mujahid", "actor", StanceLabel.OPPOSE, 0.9)
    save(database, article("“No,” said Ann.", said("“No,” said Ann.", "“No,”", stances=(target,))))
    asked = replace(CONFIDENT, confident=False, target=("Mujahid",), stance=StanceLabel.OPPOSE, min_stance_score=0.5)
    assert len(list(search(database, asked))) == 1
    [page] = [plan for query, plan in found.items() if "ORDER BY statements.date_order" in query]
    assert "SEARCH stances USING COVERING INDEX ix_stances_target (target_key=? AND label=?)" in page
    assert "SEARCH stances USING COVERING INDEX ix_stances_target_actor (target_actor_id=? AND label=?)" in page
    assert "MULTI-INDEX OR" not in page


@pytest.mark.parametrize(
    ("few", "begins"), [(20_000, "SEARCH statements USING INTEGER PRIMARY KEY"), (0, FROM_THE_INDEX)]
)
def test_statements_of_few_stances_as_sure_are_looked_up(
    plans: tuple[Database, dict[str, str]], monkeypatch: pytest.MonkeyPatch, few: int, begins: str
) -> None:
    database, found = plans
    save(database, article("“No,” said Ann.", said("“No,” said Ann.", "“No,”", stances=AGAINST)))
    monkeypatch.setattr("attrib.store.search.targets._FEW_AS_SURE", few)
    asked = replace(CONFIDENT, confident=False, stance=StanceLabel.OPPOSE, min_stance_score=0.8)
    assert count(database, asked) == 1
    [plan] = [plan for query, plan in found.items() if query.startswith("SELECT count")]
    assert plan.replace("CO-ROUTINE anon_1\n", "").startswith(begins)


def test_changes_of_mind_are_sought_in_what_the_speaker_said(plans: tuple[Database, dict[str, str]]) -> None:
    database, found = plans
    changes_of(database, "Mujahid")
    [plan] = [plan for query, plan in found.items() if "stances.evidence_start" in query]
    assert plan.startswith("SEARCH statements USING INDEX ix_statements_actor (actor_id=?")


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
    later = "(actor_id=? AND current=? AND date_order>? AND date_order<?)"
    assert f"SEARCH later USING COVERING INDEX ix_statements_roles_held {later}" in plan


def test_what_an_extraction_found_is_looked_up_by_its_document(plans: tuple[Database, dict[str, str]]) -> None:
    database, found = plans
    with database.session() as session:
        [(key, run)] = session.execute(select(ExtractionRow.document_key, ExtractionRow.run_id)).all()
        assert len(session.scalars(_of(key, run)).all()) == 4
    [plan] = [plan for query, plan in found.items() if "run_id = ?" in query]
    assert "ix_statements_position (current=? AND document_key=?)" in plan


def test_scoring_and_comparing_look_through_no_statements_of_others(
    plans: tuple[Database, dict[str, str]],
) -> None:
    database, found = plans
    assert sum(embed_lacking(database, WordEncoder, WordEncoder.id)) == 4
    weights = dict.fromkeys(FEATURES, 0.0)
    scorer = WorthScorer("worth:1", WordEncoder.id, weights, np.zeros(WIDTH, dtype=np.float32), 0.0)
    assert sum(score_lacking(database, scorer)) == 4
    asked = {query: plan for query, plan in found.items() if "statements.document_key = ?" in query}
    assert len(asked) >= 2
    for plan in asked.values():
        assert "SCAN statements" not in plan
        assert "(current=?)" not in plan


@pytest.mark.parametrize("level", ClaimLevel)
def test_claims_are_counted_from_what_makes_them(plans: tuple[Database, dict[str, str]], level: ClaimLevel) -> None:
    database, found = plans
    with database.session() as session:
        assert session.execute(_counted(level, [1, 2])).all() == []
    [plan] = [plan for query, plan in found.items() if "statement_utterances" in query]
    assert plan.startswith("SEARCH utterances USING")
    assert "SEARCH statements USING INTEGER PRIMARY KEY (rowid=?)" in plan


@pytest.mark.parametrize("facet", [Facet.OUTLET, Facet.TYPE, Facet.SPEAKER, Facet.STANCE, Facet.TARGET])
def test_facets_are_counted_from_the_index(plans: tuple[Database, dict[str, str]], facet: Facet) -> None:
    database, found = plans
    count_by(database, CONFIDENT, [facet])
    asked = {query: plan for query, plan in found.items() if "every" not in query and "confidence >=" in query}
    counts = [plan for query, plan in asked.items() if "copy_of" not in query]
    assert len(counts) == (3 if facet is Facet.TARGET else 2)  # of all, by value, and in which articles targets stand
    outlets = [plan for query, plan in asked.items() if "NOT IN" in query]
    assert len(outlets) == (0 if facet in (Facet.STANCE, Facet.TARGET) else 1)
    for plan in counts + (outlets if facet is not Facet.SPEAKER else []):  # few speakers are looked up
        assert plan.startswith(COUNTED)


@pytest.mark.parametrize(
    ("most", "begins"),
    [(2_000, "SEARCH every USING COVERING INDEX ix_statements_position (current=? AND document_key=?)"),
     (0, "SCAN stances")],
)  # fmt: skip
def test_topics_of_many_articles_are_looked_for_among_the_stances(
    plans: tuple[Database, dict[str, str]], monkeypatch: pytest.MonkeyPatch, most: int, begins: str
) -> None:
    monkeypatch.setattr("attrib.store.search.meanings.LOOKED_UP", most)
    database, found = plans
    count_by(database, CONFIDENT, [Facet.TARGET])
    [plan] = [plan for query, plan in found.items() if "every" in query]
    assert plan.startswith(begins)
