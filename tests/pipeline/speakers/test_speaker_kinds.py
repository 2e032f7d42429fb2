"""Kinds of speakers: a person, a body, a group, somebody never named."""

import pytest

from attrib.data import ActorKind
from tests.pipeline.attributed import said, speakers

PERSON, BODY, GROUP, UNNAMED = ActorKind.PERSON, ActorKind.ORGANIZATION, ActorKind.GROUP, ActorKind.UNNAMED


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("a group of state doctors", GROUP),
        ("a group of islands", BODY),
        ("28 percent", GROUP),
        ("the opposition", GROUP),
        ("Democrats", GROUP),
        ("the Democratic Party", BODY),
        ("police", BODY),
        ("the plumber", UNNAMED),
        ("a senior police officer", UNNAMED),
        ("one skeptic", UNNAMED),
        ("skeptics", GROUP),
        ("the ministry", BODY),
        ("Ivo Hale", PERSON),
        ("Councilman Ivo Church", PERSON),
    ],
)
def test_a_source_tells_the_kind_of_its_speaker(source: str, kind: ActorKind) -> None:
    text = f"It rained all day and {source} said the bridge was safe."
    (speaker,) = speakers(text, said(text, "the bridge was safe", "said", source))
    assert speaker is not None
    assert speaker.kind is kind


def test_a_plural_that_begins_a_sentence_is_a_group() -> None:
    text = "News outlets said the bridge was safe."
    (speaker,) = speakers(text, said(text, "the bridge was safe", "said", "News outlets"))
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("News outlets", GROUP)
