"""The ministry or department that a post heads by its own words."""

import pytest

from attrib.data import EntityKind
from attrib.pipeline.entities.affiliations import Post
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.offices import OFFICE_HELD, with_office
from tests.pipeline.attributed import named

MINISTRY, STATE = "Ministry of Fisheries and Ports", "State Department"


def affiliation(role: str | None, *offices: str, told: str | None = None) -> str | None:
    text = "Ida Quill spoke. " + " ".join(f"Then the {office} closed." for office in offices)
    doc = annotate(text, [named(text, office, EntityKind.ORGANIZATION) for office in offices])
    return with_office(doc, Post(role, told, 0.9, 0.7 if told else 0.0)).affiliation


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Fisheries Minister", MINISTRY),
        ("Minister of Ports", MINISTRY),
        ("deputy minister for fisheries and ports", MINISTRY),
        ("Secretary of State", STATE),
        ("undersecretary of state", STATE),
        ("Prime Minister", None),
        ("former fisheries minister", None),
        ("fisheries adviser", None),
        ("minister", None),
        ("health minister", None),
        (None, None),
    ],
)
def test_a_minister_speaks_for_the_ministry_of_that_field(role: str | None, expected: str | None) -> None:
    assert affiliation(role, MINISTRY, STATE) == expected


def test_an_attorney_general_speaks_for_that_office() -> None:
    assert affiliation("Attorney-General and Minister of Justice", "Office of the Attorney-General") == (
        "Office of the Attorney-General"
    )


def test_nothing_is_told_between_two_ministries_of_one_field() -> None:
    assert affiliation("Fisheries Minister", MINISTRY, "Fisheries Department") is None


def test_what_the_text_says_is_not_changed() -> None:
    assert affiliation("Fisheries Minister", MINISTRY, told="Norland") == "Norland"


def test_it_is_as_sure_as_the_role() -> None:
    text = f"The {MINISTRY} closed."
    doc = annotate(text, [named(text, MINISTRY, EntityKind.ORGANIZATION)])
    post = with_office(doc, Post("Fisheries Minister", role_confidence=0.5))
    assert post.affiliation_confidence == pytest.approx(0.5 * OFFICE_HELD)
    assert [span.of(text) for span in post.evidence] == [MINISTRY]
