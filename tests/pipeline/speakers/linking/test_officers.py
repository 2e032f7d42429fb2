"""Bodies called by who works there."""

import pytest

from tests.pipeline.attributed import names, said


@pytest.mark.parametrize(
    ("body", "source"),
    [("Quay District Prosecutors' Office", "prosecutors"), ("Tarland Police Department", "the police")],
)
def test_officers_are_the_one_body_named_by_them(body: str, source: str) -> None:
    text = f"Two men were fined, the {body} said. They had lied about it, {source} said."
    found = names(
        text, said(text, "Two men were fined", "said", f"the {body}"), said(text, "They had lied", "said", source)
    )
    assert found == [body, body]


def test_so_are_they_who_were_called_officers() -> None:
    text = "The Tarland Police Department searched a boat. It was empty, police said. Nobody was hurt, they said."
    found = names(text, said(text, "It was empty", "said", "police"), said(text, "Nobody was hurt", "said", "they"))
    assert found == ["Tarland Police Department"] * 2


def test_officers_of_two_bodies_are_neither() -> None:
    text = "The Tarland Police and the Norland Police searched the boat. It was empty, police said."
    assert names(text, said(text, "It was empty", "said", "police")) == ["police"]


@pytest.mark.parametrize("source", ["two police", "county prosecutors", "the prosecutor"])
def test_other_phrases_stay_their_own(source: str) -> None:
    text = f"The Tarland Prosecutors' Office and the Norland Police searched the boat. It was empty, {source} said."
    (found,) = names(text, said(text, "It was empty", "said", source))
    assert found is not None
    assert not {"Office", "Norland"} & set(found.split())


def test_a_union_is_not_all_who_are_called_as_its_members() -> None:
    text = "The Tarland Teachers Union met the mayor. Schools are cold, teachers said."
    assert names(text, said(text, "Schools are cold", "said", "teachers")) == ["teachers"]
