"""Many speakers at once."""

import pytest

from attrib.data import ActorKind
from tests.pipeline.attributed import names, said, speakers


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ida Quill and Peter Moss", ActorKind.GROUP),
        ("Norwell Food and Farming Ministry", ActorKind.ORGANIZATION),
        ("union officials", ActorKind.GROUP),
        ("a union official", ActorKind.UNNAMED),
        ("many", ActorKind.GROUP),
    ],
)
def test_who_is_many(source: str, kind: ActorKind) -> None:
    text = f"It rained and {source} said it was over."
    (speaker,) = speakers(text, said(text, "it was over", "said", source))
    assert speaker is not None
    assert speaker.kind is kind


def test_several_speakers_are_a_group() -> None:
    text = "Germany and France said the ban would end."
    (speaker,) = speakers(text, said(text, "the ban would end", "said", "Germany and France"))
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("Germany and France", ActorKind.GROUP)


def test_whom_a_group_meets_is_not_the_speaker() -> None:
    text = "Peter Moss arrived. The five unions meeting Mr Moss said the rules must go."
    found = names(text, said(text, "the rules must go", "said", "The five unions meeting Mr Moss"))
    assert found == ["the five unions meeting Mr Moss"]


def test_some_are_those_who_just_spoke() -> None:
    text = "Harbour pilots have cast doubt on the plan. Some suggest it will fail.\n\nSeveral met later. Many left."
    found = speakers(
        text,
        said(text, "the plan", "cast doubt on", "Harbour pilots"),
        said(text, "it will fail", "suggest", "Some"),
    )
    assert [(speaker.name, speaker.kind) for speaker in found if speaker] == [
        ("harbour pilots", ActorKind.GROUP),
        ("harbour pilots", ActorKind.GROUP),
    ]


def test_some_stay_some_after_one_person() -> None:
    text = "Ida Quill welcomed the plan. Some suggest it will fail."
    found = names(text, said(text, "the plan", "welcomed", "Ida Quill"), said(text, "it will fail", "suggest", "Some"))
    assert found == ["Ida Quill", "some"]


def test_one_of_many_is_one_person_and_one_of_bodies_a_body() -> None:
    text = "One of the port's oldest pilots said it sank. One of the largest companies said it swam."
    found = speakers(
        text,
        said(text, "it sank", "said", "One of the port's oldest pilots"),
        said(text, "it swam", "said", "One of the largest companies"),
    )
    assert [speaker.kind for speaker in found if speaker] == [ActorKind.UNNAMED, ActorKind.ORGANIZATION]
