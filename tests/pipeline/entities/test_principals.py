"""The body or person that a role serves, read from the words around it."""

import pytest

from attrib.data import EntityKind
from attrib.pipeline.entities.principals import after_role, capitals_after, capitals_before, one_name
from attrib.pipeline.speakers.annotated import annotate
from attrib.text.tokens import tokens
from tests.pipeline.attributed import named


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("at firm Sophos", "Sophos"),
        ("at the old firm behind Sophos", None),
        ("at 4Cast in Norwell", "4Cast"),
        ("on Monday", None),
        ("for the House Agriculture committee", "House Agriculture committee"),
        ("for the House Agriculture dinner", "House Agriculture"),
        ("of Bread and Water", "Bread and Water"),
        ("of Bread and water", "Bread"),
        ("at 12", None),
    ],
)
def test_the_name_behind_a_preposition(words: str, name: str | None) -> None:
    assert capitals_after(tokens(words, ())) == name


@pytest.mark.parametrize(("words", "end", "name"), [("the AMR chief", 2, "AMR"), ("the old chief", 2, None)])
def test_the_name_before_an_index(words: str, end: int, name: str | None) -> None:
    assert capitals_before(tokens(words, ()), end) == name


@pytest.mark.parametrize(
    ("words", "kind", "found", "name"),
    [
        ("for the Norwell Union", EntityKind.ORGANIZATION, "Norwell Union", "Norwell Union"),
        ("for the Norwell Port Union", EntityKind.ORGANIZATION, "Norwell Port", "Norwell Port Union"),
        ("to Peter Moss", EntityKind.PERSON, "Peter Moss", "Peter Moss"),
        ("to those who know Peter Moss", EntityKind.PERSON, "Peter Moss", None),
        ("at Peter Moss", EntityKind.PERSON, "Peter Moss", "Peter Moss"),
    ],
)
def test_whom_a_role_serves(words: str, kind: EntityKind, found: str, name: str | None) -> None:
    doc = annotate(words, [named(words, found, kind)], None)
    assert after_role(tokens(words, ()), doc.entities) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [("Tories", "Conservative Party"), ("Tory  Town", "Tory Town"), ("Norwell\nUnion", "Norwell Union")],
)
def test_one_name_of_an_affiliation(written: str, name: str) -> None:
    assert one_name(written) == name
