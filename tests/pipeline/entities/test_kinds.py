"""Bodies that a model takes for persons, and persons that stay persons."""

import pytest

from attrib.data import ActorKind, EntityKind, Mention, Span
from tests.pipeline.attributed import said, speakers


def kind_of_source(text: str, name: str, source: str) -> ActorKind:
    """The kind of a speaker whose every mention the model takes for a person."""
    mentions = tuple(
        Mention(Span(at, at + len(name)), EntityKind.PERSON) for at in range(len(text)) if text.startswith(name, at)
    )
    (speaker,) = speakers(text, said(text, "the port was shut", "said", source), mentions=mentions)
    assert speaker is not None
    return speaker.kind


@pytest.mark.parametrize(
    "told",
    [
        "Security firm Zelmar grew.",
        "Zelmar's shares fell.",
        "Zelmar's chief executive left.",
        "Zelmar chairman Ivo Hale left.",
        "Zelmar, which makes glue, grew.",
    ],
)
def test_words_around_the_name_tell_a_body(told: str) -> None:
    assert kind_of_source(f"{told} Later Zelmar said the port was shut.", "Zelmar", "Zelmar") is ActorKind.ORGANIZATION


@pytest.mark.parametrize(
    "told",
    ["Zelmar fell ill.", "Zelmar's mother wept.", "Engineer Zelmar's shares fell.", "The party's Zelmar was there."],
)
def test_without_such_words_a_person_stays_one(told: str) -> None:
    assert kind_of_source(f"{told} Later Zelmar said the port was shut.", "Zelmar", "Zelmar") is ActorKind.PERSON


def test_a_given_name_needs_two_places_to_be_a_body() -> None:
    once = "Building group James Zelmar grew. James Zelmar said the port was shut."
    twice = "Building group James Zelmar grew. James Zelmar's shares rose. James Zelmar said the port was shut."
    assert kind_of_source(once, "James Zelmar", "James Zelmar") is ActorKind.PERSON
    assert kind_of_source(twice, "James Zelmar", "James Zelmar") is ActorKind.ORGANIZATION


def test_a_title_anywhere_shows_a_person() -> None:
    text = "Security firm Zelmar grew. Mr Zelmar said the port was shut."
    mentions = tuple(
        Mention(Span(text.index(name), text.index(name) + len(name)), EntityKind.PERSON)
        for name in ("Zelmar", "Mr Zelmar")
    )
    (speaker,) = speakers(text, said(text, "the port was shut", "said", "Mr Zelmar"), mentions=mentions)
    assert speaker is not None
    assert speaker.kind is ActorKind.PERSON


def test_a_nationality_between_role_and_name_is_a_given_name() -> None:
    text = "Economy minister German Zelmar said the port was shut."
    mentions = (
        Mention(Span(text.index("German"), text.index("German") + 6), EntityKind.MISC),
        Mention(Span(text.index("Zelmar"), text.index("Zelmar") + 6), EntityKind.PERSON),
    )
    (speaker,) = speakers(
        text, said(text, "the port was shut", "said", "Economy minister German Zelmar"), mentions=mentions
    )
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("German Zelmar", "Economy minister")


def test_a_body_s_noun_or_capitals_outweigh_the_model() -> None:
    assert kind_of_source("Asahi Breweries said the port was shut.", "Asahi Breweries", "Asahi Breweries") is (
        ActorKind.ORGANIZATION
    )
    assert kind_of_source("On Monday AMR said the port was shut.", "AMR", "AMR") is ActorKind.ORGANIZATION
