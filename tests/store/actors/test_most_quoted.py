"""The list of speakers that is there at once: those of `list_actors`, with what their latest statements tell."""

import pytest

from attrib.data import ActorKind
from attrib.store.actors.listing import list_actors
from attrib.store.actors.merge import merge
from attrib.store.actors.most_quoted import most_quoted
from attrib.store.database.session import Database
from attrib.store.save import save
from tests.store.newsdesk import article, person, said


@pytest.fixture
def quoted(database: Database) -> Database:
    """Ann Lee speaks in three articles, Bo Ray and Cy Fox in one each."""
    for day, (name, role) in enumerate([("Ann Lee", "mayor"), ("Ann Lee", "Senator"), ("Ann Lee", "senator")], 1):
        text = f"“Point {day},” said {name}."
        by = person(name, role=role, affiliation="Norland")
        save(database, article(text, said(text, f"“Point {day},”", name, by=by), day=f"2025-01-0{day}"))
    for name in ("Bo Ray", "Cy Fox"):
        text = f"“Of {name},” said {name}."
        save(database, article(text, said(text, f"“Of {name},”", name, by=person(name))))
    return database


def test_the_speakers_are_those_of_the_list_in_its_order(quoted: Database) -> None:
    found = most_quoted(quoted, limit=10)
    listed = list_actors(quoted)
    assert [(each.id, each.name, each.kind, each.statements) for each in found] == [
        (each.id, each.name, each.kind, each.statements) for each in listed
    ]
    assert found[0].affiliations == (("Norland", "senator"), ("Norland", "mayor"))
    assert [each.name for each in most_quoted(quoted, limit=1)] == ["Ann Lee"]


def test_by_name_and_kind_and_as_they_are_merged(quoted: Database) -> None:
    assert [each.name for each in most_quoted(quoted, text="fo", limit=9)] == ["Cy Fox"]
    assert most_quoted(quoted, kind=ActorKind.GROUP, limit=9) == []
    merge(quoted, ["Bo Ray", "Ann Lee"], "tester")
    merged = most_quoted(quoted, limit=9)[0]
    assert (merged.name, merged.statements) == ("Bo Ray", 4)
