"""What the words of a description say of a person: a role and a body, each beside a pair that says neither."""

import pytest

from attrib.data import EntityKind
from attrib.pipeline.entities.descriptions import nation_or_party, parse_description
from attrib.pipeline.entities.entities import Description
from attrib.pipeline.speakers.annotated import annotate
from attrib.text.tokens import tokens
from tests.pipeline.attributed import named


def described(words: str, *bodies: str) -> Description | None:
    """The description of some words, in which the model found these organizations."""
    doc = annotate(words, [named(words, body, EntityKind.ORGANIZATION) for body in bodies], None)
    return parse_description(words, tokens(words, ()), doc.entities)


@pytest.mark.parametrize(
    ("words", "role", "affiliation"),
    [
        ("a spokesman", "spokesman", None),
        ("the former mayor", "former mayor", None),
        ("the late mayor", "late mayor", None),
        ("head of research", "head of research", None),
        ("head of Norwell", "head", "Norwell"),
        ("the secretary of state", "secretary of state", None),
        ("French trade minister", "trade minister", "France"),
        ("the Labour leader", "leader", "Labour"),
        ("a leading Democrat", "leading Democrat", "Democrats"),
        ("Norwell chief executive", "chief executive", "Norwell"),
        ("Norwell's head of planning", "head of planning", "Norwell"),
        ("adviser to the mayor", "adviser", None),
    ],
)
def test_role_and_body_of_words_alone(words: str, role: str | None, affiliation: str | None) -> None:
    description = described(words)
    assert description is not None
    assert (description.role, description.organization) == (role, affiliation)


@pytest.mark.parametrize("words", ["the red bridge", "many of them", "yesterday"])
def test_words_without_role_and_body_describe_nobody(words: str) -> None:
    assert described(words) is None


@pytest.mark.parametrize(
    ("words", "affiliation"),
    [
        ("a spokesman for the Norwell Union", "Norwell Union"),
        ("a Norwell Union spokesman", "Norwell Union"),
        ("a spokesman near the Norwell Union", None),
    ],
)
def test_a_body_that_the_model_found(words: str, affiliation: str | None) -> None:
    description = described(words, "Norwell Union")
    assert description is not None
    assert description.organization == affiliation


@pytest.mark.parametrize(
    ("words", "name", "taken"),
    [
        ("French trade", "France", 1),
        ("french trade", None, 0),
        ("Labour Party member", "Labour Party", 2),
        ("Labour Ward member", "Labour", 1),
        ("Glenn English", None, 0),
        ("the English side", "England", 2),
    ],
)
def test_a_country_or_party_before_the_role(words: str, name: str | None, taken: int) -> None:
    assert nation_or_party(words, tokens(words, ())) == (name, taken)
