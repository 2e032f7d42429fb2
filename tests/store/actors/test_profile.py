"""The profile of an actor: roles with evidence, and what a brief one leaves out."""

import pytest

from attrib.store.actors import profile as module
from attrib.store.actors.listing import resolve_actor
from attrib.store.actors.profile import profile
from attrib.store.database.session import Database
from attrib.store.save import save
from attrib.store.search.query import get
from tests.store.newsdesk import article, person, said

HELD = ("2025-01-01", "clerk"), ("2025-02-01", "mayor"), ("2025-03-01", "mayor"), (None, "mayor"), ("2025-04-01", None)


@pytest.fixture
def clerk(database: Database) -> Database:
    """Ida Quill is a clerk once, a mayor in three articles of which one is undated, and nothing in the last."""
    for number, (day, role) in enumerate(HELD):
        text = f"“Point {number},” said Ida Quill. “More of {number},” Quill said."
        by = person("Ida Quill", role=role, affiliation=role and "Norwell")
        statements = [said(text, f"“{words} {number},”", by=by) for words in ("Point", "More of")]
        save(database, article(text, *statements, day=day))
    return database


def test_each_role_has_its_time_its_number_and_a_statement_that_tells_it(clerk: Database) -> None:
    roles = profile(clerk, "Quill").roles
    assert [(each.organization, each.role, each.since, each.until, each.statements) for each in roles] == [
        ("Norwell", "mayor", "2025-02-01", "2025-03-01", 6),
        ("Norwell", "clerk", "2025-01-01", "2025-01-01", 2),
    ]
    for each in roles:
        assert get(clerk, each.evidence or "").role == each.role


def test_a_brief_profile_is_the_same_with_less_in_it(clerk: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, brief = profile(clerk, "Quill"), profile(clerk, "Quill", brief=True)
    assert (brief.roles, brief.targets, brief.judgements, brief.other_roles) == (whole.roles, (), (), 0)
    assert brief.summary.affiliations == whole.summary.affiliations == (("Norwell", "mayor"), ("Norwell", "clerk"))
    assert whole.summary.types
    assert brief.summary.types == brief.summary.outlets == ()
    assert brief.summary == resolve_actor(clerk, "Quill", counted=False)
    assert (brief.summary.statements, brief.summary.documents) == (10, 5)
    monkeypatch.setattr(module, "MOST_ROLES", 1)
    cut = profile(clerk, "Quill", brief=True)
    assert ([each.role for each in cut.roles], cut.other_roles) == (["mayor"], 1)
