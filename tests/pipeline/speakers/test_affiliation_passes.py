"""Roles and bodies that whole sentences and sources give."""

import pytest

from tests.pipeline.attributed import said, speakers


@pytest.mark.parametrize(
    ("opening", "role", "organization"),
    [
        ("Charles Kale will speak. The Liberal Democrat leader is to go there.", "leader", "Liberal Democrats"),
        ("Charles Kale will speak. A Liberal Democrat leader is to go there.", None, None),
        ("Charles Kale will speak. The leader is to go there.", None, None),
        ("Charles Kale met Ivo Hale. The Liberal Democrat leader is to go there.", None, None),
        ("Charles Kale's dog barked. The Liberal Democrat leader is to go there.", None, None),
    ],
)
def test_a_subject_gives_its_role_to_the_one_person_before(
    opening: str, role: str | None, organization: str | None
) -> None:
    text = f"{opening} Mr Kale said trust had gone."
    (speaker,) = speakers(text, said(text, "trust had gone", "said", "Mr Kale"))
    assert speaker is not None
    assert (speaker.role, speaker.affiliation) == (role, organization)


@pytest.mark.parametrize(
    ("role", "organization"), [("Chairman", "Harbour Trust"), ("Deputy chairman", None), ("Engineer", None)]
)
def test_only_a_bare_role_of_a_body_takes_the_body_in_mind(role: str, organization: str | None) -> None:
    text = f"The Harbour Trust said it would rebuild. {role} Ivo Hale said work would start."
    found = speakers(
        text,
        said(text, "it would rebuild", "said", "The Harbour Trust"),
        said(text, "work would start", "said", f"{role} Ivo Hale"),
    )
    assert found[1] is not None
    assert found[1].affiliation == organization


def test_a_bare_post_is_held_in_the_body_that_spoke_before() -> None:
    text = "The Harbour Trust said it would rebuild. Chairman Ivo Hale said work would start soon."
    found = speakers(
        text,
        said(text, "it would rebuild", "said", "The Harbour Trust"),
        said(text, "work would start soon", "said", "Chairman Ivo Hale"),
    )
    assert found[1] is not None
    assert (found[1].role, found[1].affiliation) == ("Chairman", "Harbour Trust")


def test_a_bare_post_is_held_in_the_body_of_the_story() -> None:
    text = "Boss Ivo Hale rued Melton United's failure. Melton United drew. Hale said it was poor."
    found = speakers(text, said(text, "it was poor", "said", "Hale"))
    assert found[0] is not None
    assert (found[0].role, found[0].affiliation) == ("Boss", "Melton United")


def test_a_sentence_that_begins_with_a_post_tells_it_of_the_person_before() -> None:
    text = (
        "Charles Kale will speak at a temple. The Liberal Democrat leader is to go there on Friday. "
        "Mr Kale said trust had gone."
    )
    (speaker,) = speakers(text, said(text, "trust had gone", "said", "Mr Kale"))
    assert speaker is not None
    assert (speaker.role, speaker.affiliation) == ("leader", "Liberal Democrats")


def test_a_post_is_not_told_of_somebody_who_has_another() -> None:
    text = "Chancellor Ida Quill will speak. The French president is to answer. Ms Quill said she was ready."
    (speaker,) = speakers(text, said(text, "she was ready", "said", "Ms Quill"))
    assert speaker is not None
    assert (speaker.role, speaker.affiliation) == ("Chancellor", None)
