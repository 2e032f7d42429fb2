"""Speakers the text never names: what they are called, and what they are."""

import pytest

from attrib.data import ActorKind
from tests.pipeline.attributed import names, said, speakers


def test_unnamed_speakers_keep_their_phrase_and_affiliation() -> None:
    text = "A spokesman for the Home Office said it was wrong. He said it would change. Iraqi officials denied it all."
    found = speakers(
        text,
        said(text, "it was wrong", "said", "A spokesman for the Home Office"),
        said(text, "it would change", "said", "He"),
        said(text, "it all", "denied", "Iraqi officials"),
    )
    assert [(speaker.name, speaker.kind, speaker.affiliation) for speaker in found if speaker] == [
        ("a spokesman for the Home Office", ActorKind.UNNAMED, "Home Office"),
        ("a spokesman for the Home Office", ActorKind.UNNAMED, "Home Office"),
        ("Iraqi officials", ActorKind.GROUP, "Iraq"),
    ]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Quill and others", "Ida Quill and others"),
        ("Quill and Moss", "Ida Quill and Peter Moss"),
        ("Quill, Norwell's Ann Hale and Reuters' Peter Moss", "Ida Quill, Norwell's Ann Hale and Reuters' Peter Moss"),
    ],
)
def test_several_speakers_are_called_by_their_full_names(source: str, name: str) -> None:
    text = f"Ida Quill met Peter Moss. {source} said the bridge would close."
    (speaker,) = speakers(text, said(text, "the bridge would close", "said", source))
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name, ActorKind.GROUP)


def test_possessives_name_their_owner() -> None:
    text = "Peter Moss was in court. His lawyers said he was innocent."
    assert names(text, said(text, "he was innocent", "said", "His lawyers")) == ["Peter Moss's lawyers"]


def test_a_genitive_is_no_part_of_a_description() -> None:
    text = "Peter Moss spoke. His party's promise to cut taxes stands. A spokesman for Norwell's shops agreed to close."
    assert names(text, said(text, "to cut taxes", "promise", "His party's")) == ["Peter Moss's party"]


@pytest.mark.parametrize(
    ("source", "role"),
    [("Analysts", "analysts"), ("The Tories", None), ("Labour and the Tories", None), ("some traders", "traders")],
)
def test_the_role_of_a_group_is_what_its_people_do(source: str, role: str | None) -> None:
    text = f"It was late. {source} said the port would close."
    [speaker] = speakers(text, said(text, "the port would close", "said", source))
    assert speaker is not None
    assert speaker.role == role
    assert speaker.kind is not ActorKind.PERSON
