"""What is counted by actor is read from indexes, however large the database: SQLite chooses its plan without counts."""

from pathlib import Path

import pytest

from attrib.data import ActorKind, Speaker
from attrib.store.actors.listing import list_actors
from attrib.store.actors.suggest_merges import suggest
from attrib.store.actors.summaries import summaries
from attrib.store.database.session import open_database
from attrib.store.save import save
from tests.store.backends import Templates
from tests.store.newsdesk import article, said
from tests.store.plans import explained


@pytest.fixture
def plans(templates: Templates, tmp_path: Path) -> dict[str, str]:
    """How SQLite goes about each query of statements."""
    text = "“We stay,” said Ida Quill."
    speaker = Speaker("Ida Quill", ActorKind.PERSON, affiliation="Norwell Council", role="clerk")
    with open_database(templates.copy(tmp_path / "a.db")) as database:
        save(database, article(text, said(text, "“We stay,”", source="Ida Quill", by=speaker)))
        found = explained(database)
        with database.session() as session:
            summaries(session, [actor.id for actor in list_actors(database)])
        suggest(database)
    return found


def test_affiliations_are_looked_up_by_statement(plans: dict[str, str]) -> None:
    [plan] = [plan for query, plan in plans.items() if "JOIN statements ON statements.number" in query]
    assert "ix_affiliations_statement_number" in plan
    assert "organization_key" not in plan


def test_counts_of_all_statements_need_no_sorting(plans: dict[str, str]) -> None:
    counts = [plan for query, plan in plans.items() if "GROUP BY statements.actor_id" in query and " IN (" not in query]
    assert len(counts) == 1  # for a list
    for plan in counts:
        assert "COVERING INDEX ix_statements_counted" in plan
        assert "FOR GROUP BY" not in plan


def test_types_are_tallied_from_the_index_alone(plans: dict[str, str]) -> None:
    [plan] = [plan for query, plan in plans.items() if "statements.type, count" in query]
    assert "COVERING INDEX ix_statements_actor" in plan
