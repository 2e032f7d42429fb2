"""Speakers the text never names: what they are called, and what they are."""

import pytest

from attrib.data import ActorKind
from tests.pipeline.attributed import body, names, said, speakers


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


@pytest.mark.parametrize("source", ["😀", "★★★", "…", "—"])
def test_a_symbol_is_nobody_s_name(source: str) -> None:
    text = f"The bridge would close, {source} said. {source} said that it would open."
    found = speakers(text, said(text, "The bridge would close", "said", source), said(text, "it would open", "said"))
    assert found == [None, None]


def test_a_symbol_beside_a_name_takes_nothing_from_it() -> None:
    text = "☎ Ann Hale said that it would close."
    assert names(text, said(text, "it would close", "said", "☎ Ann Hale")) == ["Ann Hale"]


def test_possessives_name_their_owner() -> None:
    text = "Peter Moss was in court. His lawyers said he was innocent."
    assert names(text, said(text, "he was innocent", "said", "His lawyers")) == ["Peter Moss's lawyers"]


def test_a_genitive_is_no_part_of_a_description() -> None:
    text = "Peter Moss spoke. His party's promise to cut taxes stands. A spokesman for Norwell's shops agreed to close."
    assert names(text, said(text, "to cut taxes", "promise", "His party's")) == ["Peter Moss's party"]


@pytest.mark.parametrize(
    ("source", "role", "affiliation"),
    [
        ("Two officials of the Home Office", None, "Home Office"),
        ("The Tories", None, None),
        ("Labour and the Tories", None, None),
        ("A spokeswoman for the Home Office", "spokeswoman", "Home Office"),
        ("A spokeswoman", "spokeswoman", None),
    ],
)
def test_an_unnamed_speaker_has_the_post_that_its_phrase_tells(
    source: str, role: str | None, affiliation: str | None
) -> None:
    text = f"The Harbour Trust met. {source} said the port would close."
    [speaker] = speakers(text, said(text, "the port would close", "said", source))
    assert speaker is not None
    assert (speaker.role, speaker.affiliation) == (role, affiliation)
    assert speaker.kind is not ActorKind.PERSON
    assert (speaker.role_confidence > 0, speaker.affiliation_confidence > 0) == (
        role is not None,
        affiliation is not None,
    )


@pytest.mark.parametrize(
    ("words", "name", "expected"),
    [
        ("Norway's Foreign Ministry said it rained.", "Foreign Ministry", "Norway"),
        ("In Oslo South Korea’s Foreign Ministry said it rained.", "Foreign Ministry", "South Korea"),
        ("It was dry in Norway. Fisheries Ministry said it rained.", "Fisheries Ministry", None),
        ("Norway's Green Union said it rained.", "Green Union", None),
        ("Ida Quill's Foreign Ministry said it rained.", "Foreign Ministry", None),
    ],
)
def test_an_organ_of_state_is_of_the_country_in_front_of_its_name(words: str, name: str, expected: str | None) -> None:
    [found] = speakers(words, said(words, "it rained", "said", name), mentions=(body(words, name),))
    assert found is not None
    assert (found.name, found.affiliation) == (name, expected)
    if expected is not None:
        assert found.evidence[-1].of(words) == name
