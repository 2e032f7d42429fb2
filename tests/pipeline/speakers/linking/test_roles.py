"""Speakers by role."""

import pytest

from attrib.data import EntityKind
from tests.pipeline.attributed import named, names, said


@pytest.mark.parametrize(
    ("first", "later", "expected"),
    [
        ("Trade minister Ida Quill left.", "The minister", "Ida Quill"),
        ("Trade minister Ida Quill left.", "A minister", "a minister"),
        ("Former trade minister Ida Quill left.", "The trade minister", "the trade minister"),
        ("Ex-minister Ida Quill left.", "The former minister", "Ida Quill"),
        ("Chairman Ida Quill left.", "The chairwoman", "Ida Quill"),
        ("Chairman Peter Moss left.", "The chairwoman", "the chairwoman"),
        ("Ida Quill left.", "The teenager", "Ida Quill"),
        ("It rained.", "The teenager", "the teenager"),
    ],
)
def test_the_holder_of_a_role_has_its_words_and_gender(first: str, later: str, expected: str) -> None:
    text = f"{first} {later} said it was over."
    assert names(text, said(text, "it was over", "said", later)) == [expected]


def test_roles_lead_to_their_holder_and_shadow_posts_do_not() -> None:
    text = (
        "Chancellor Peter Moss raised taxes. Shadow chancellor Ida Quill was angry. "
        "The chancellor said it was needed. The shadow chancellor called it theft."
    )
    found = names(
        text,
        said(text, "it was needed", "said", "The chancellor"),
        said(text, "it theft", "called", "The shadow chancellor"),
    )
    assert found == ["Peter Moss", "Ida Quill"]


def test_a_post_of_another_country_is_another_post() -> None:
    text = "French president Paul Hale arrived. The Polish president said little was agreed."
    assert names(text, said(text, "little was agreed", "said", "The Polish president")) == ["the Polish president"]


def test_the_spokesman_of_a_party_is_the_politician_who_spoke() -> None:
    text = "Shadow trade minister Ida Quill told MPs it was wrong. The Tory spokeswoman said it would fail."
    found = names(
        text,
        said(text, "it was wrong", "told", "Shadow trade minister Ida Quill"),
        said(text, "it would fail", "said", "The Tory spokeswoman"),
    )
    assert found == ["Ida Quill", "Ida Quill"]
    other = text.replace("Shadow", "Labour")
    found = names(
        other,
        said(other, "it was wrong", "told", "Labour trade minister Ida Quill"),
        said(other, "it would fail", "said", "The Tory spokeswoman"),
    )
    assert found == ["Ida Quill", "the Tory spokeswoman"]


@pytest.mark.parametrize(("first", "later"), [("Labour MP", "The Ealing North MP"), ("Arsenal's", "The Brazilian")])
def test_a_seat_or_nationality_does_not_speak_against_a_party_or_club(first: str, later: str) -> None:
    text = f"{first} Ida Quill told her story. {later} said it was long ago."
    assert names(text, said(text, "it was long ago", "said", later)) == ["Ida Quill"]


def test_a_seat_elsewhere_speaks_against_it() -> None:
    text = "Texas Senator Ida Quill told her story. The Florida senator said it was long ago."
    places = tuple(named(text, place, EntityKind.LOCATION) for place in ("Texas", "Florida"))
    found = names(text, said(text, "it was long ago", "said", "The Florida senator"), mentions=places)
    assert found == ["the Florida senator"]


def test_a_description_of_somebody_in_mind() -> None:
    text = "Ida Quill scored twice. The 34-year-old said the goals were lucky."
    assert names(text, said(text, "the goals were lucky", "said", "The 34-year-old")) == ["Ida Quill"]


@pytest.mark.parametrize(("between", "expected"), [("", "Ida Quill"), ("It rained.", "the minister")])
def test_an_office_means_somebody_named_in_the_sentence_before(between: str, expected: str) -> None:
    text = f"Ida Quill came. Ida Quill left. {between} The minister said it was over."
    assert names(text, said(text, "it was over", "said", "The minister")) == [expected]
