"""Names that may mean two people: what speaks for it, what against, and when the question has been answered."""

import pytest

from attrib.errors import NotFoundError
from attrib.store.actors.affiliations import add_affiliation
from attrib.store.actors.merge import merge
from attrib.store.actors.split_namesake import split_namesake
from attrib.store.actors.suggest_namesakes import suggest_namesakes
from attrib.store.database.session import Database
from tests.store.newsdesk import NEXT_RUN
from tests.store.speaking import fill, says


def found(database: Database, name: str | None = None) -> list[tuple[str, str, str]]:
    return [
        (item.actor.name, item.one.organization, item.other.organization) for item in suggest_namesakes(database, name)
    ]


def test_two_bodies_of_one_time_speak_for_two_people(database: Database) -> None:
    fill(
        database,
        says("John Smith", 1, of="Labour", day="2004-01-01"), says("John Smith", 2, of="Republicans", day="2004-02-01"),
        says("John Smith", 3, of="Labour", day="2004-03-01"), says("Ann Lee", 4, of="Mint"),
    )  # fmt: skip
    (item,) = suggest_namesakes(database)
    assert (item.one.organization, item.other.organization) == ("Labour", "Republicans")
    assert (item.one.documents, item.other.documents) == (2, 1)
    assert item.one.first_at is not None
    assert item.one.last_at is not None
    assert (item.one.first_at.month, item.one.last_at.month) == (1, 3)
    assert found(database, "Smith") == found(database)
    assert found(database, "Ann Lee") == []
    with pytest.raises(NotFoundError):
        suggest_namesakes(database, "Zed")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Labour", None), ("the Labour Party", None)),  # one party, two words
        (("Labour", None), ("Home Office", None)),  # a party and a body
        (("US", None), ("Republicans", None)),  # a country and a party
        (("Ministry of Defence", None), ("MoD", None)),  # an acronym
        (("Mint", "2001-05-01"), ("Treasury", "2004-05-01")),  # one after the other
    ],
)
def test_what_one_person_can_be_speaks_for_nobody_else(
    database: Database, one: tuple[str, str | None], other: tuple[str, str | None]
) -> None:
    fill(database, says("Ann Lee", 1, of=one[0], day=one[1]), says("Ann Lee", 2, of=other[0], day=other[1]))
    assert found(database) == []


def test_what_people_have_judged_is_not_asked_again(database: Database) -> None:
    fill(database, says("Ann Lee", 1, of="Mint"), says("Ann Lee", 2, of="Treasury"))
    assert found(database) == [("Ann Lee", "Mint", "Treasury")]
    fill(database, says("Bo Day", 3, of="Mint"), says("Bo Day", 4, of="Treasury"))
    split_namesake(database, "Ann Lee", affiliation="Treasury", by="eva")
    assert found(database) == [("Bo Day", "Mint", "Treasury")]
    from attrib.data.actors import KnownRole

    add_affiliation(database, "Bo Day", KnownRole("Treasury"), "eva")
    assert found(database) == []


def test_a_newer_run_and_merged_names_count(database: Database) -> None:
    fill(database, says("Ann Lee", 1, of="Mint"), says("Anne Lee", 2, of="Treasury"))
    assert found(database) == []
    merge(database, ["Ann Lee", "Anne Lee"], "eva")
    assert found(database) == []  # each name on its own is told one body: the merge is a person's word
    fill(database, says("Ann Lee", 3, of="Treasury"))
    assert found(database) == [("Ann Lee", "Mint", "Treasury")]
    fill(database, says("Ann Lee", 3, run=NEXT_RUN))
    assert found(database) == []
