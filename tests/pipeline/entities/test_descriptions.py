"""Descriptions beside names and by themselves: a role and its bodies, each beside a pair that says neither."""

import pytest

from attrib.data import EntityKind, Span
from attrib.english.word_classes import WordClass
from attrib.pipeline.entities.after_names import after_name
from attrib.pipeline.entities.before_names import before_name
from attrib.pipeline.entities.descriptions import Description, Place, role_text
from attrib.pipeline.entities.own_phrases import own_phrase
from attrib.pipeline.entities.tagged import TaggedText, tag
from attrib.pipeline.entities.told_bodies import Link
from attrib.pipeline.speakers.annotated import annotate
from tests.pipeline.attributed import named

Told = tuple[str, str | None, list[tuple[str, str]]]


def tagged(text: str, *bodies: str) -> TaggedText:
    """The text with its words, of which the model found these organizations."""
    doc = annotate(text, [named(text, body, EntityKind.ORGANIZATION) for body in bodies], None)
    return tag(text, doc.tokens, (), doc.entities, doc.sentences)


def told(doc: TaggedText, item: Description) -> Told:
    """Place, role and bodies of a description."""
    role = None if item.role is None else role_text(doc, item.role)
    return str(item.place), role, [(body.name, str(body.link)) for body in item.bodies]


@pytest.mark.parametrize(
    ("phrase", "role", "bodies"),
    [
        ("a spokesman", "spokesman", []),
        ("the former mayor", "former mayor", []),
        ("head of research", "head of research", [("research", Link.OBJECT)]),
        ("French trade minister", "French trade minister", [("France", Link.NATION), ("French", Link.CAPITALS)]),
        ("two officials of the port", "officials of the port", [("port", Link.OBJECT)]),
        ("Norwell's head of planning", "head of planning", [("Norwell", Link.GENITIVE), ("planning", Link.OBJECT)]),
        ("a Lib Dem peer", "Lib Dem peer", [("Lib Dem", Link.PARTY)]),
        ("a Republican", None, [("Republican", Link.PARTY_HEAD)]),
    ],
)
def test_a_phrase_by_itself(phrase: str, role: str | None, bodies: list[tuple[str, Link]]) -> None:
    doc = tagged(f"It rained. We met {phrase}.")
    item = own_phrase(doc, Span(18, 18 + len(phrase)))
    assert item is not None
    assert told(doc, item) == (Place.OWN, role, [(name, str(link)) for name, link in bodies])


@pytest.mark.parametrize("phrase", ["she", "of", "…"])
def test_words_without_a_noun_describe_nobody(phrase: str) -> None:
    assert own_phrase(tagged(f"It rained. {phrase} left."), Span(11, 11 + len(phrase))) is None


@pytest.mark.parametrize(
    ("text", "place", "role"),
    [
        ("It rained. Reporters asked trade minister Ida Quill.", Place.BEFORE, "trade minister"),
        ("It rained. Reporters asked the trade minister, Ida Quill.", Place.BEFORE_COMMA, "trade minister"),
        ("It rained. Reporters asked the head of trade policy Ida Quill.", Place.FIELD, "head of trade policy"),
        ("It rained. Reporters asked the head of trade policy, Ida Quill.", Place.FIELD_COMMA, "head of trade policy"),
        ("It rained. Reporters asked Ida Quill, a trade minister.", Place.AFTER, "trade minister"),
        ("It rained. Reporters asked Ida Quill, 34, a nurse.", Place.AFTER_AGE, "nurse"),
        ("It rained. Reporters asked Ida Quill - a nurse.", Place.AFTER_DASH, "nurse"),
        ("It rained. Reporters asked Ida Quill, R-Ohio, a nurse.", Place.SECOND, "nurse"),
        ("It rained. Reporters asked Ida Quill (Minister for Trade).", Place.BRACKETS, "Minister for Trade"),
        ("Ida Quill is a nurse.", Place.COPULA, "nurse"),
        ("It rained. Reporters asked Ida Quill, who was a nurse.", Place.RELATIVE, "nurse"),
    ],
)
def test_the_role_beside_a_name(text: str, place: Place, role: str) -> None:
    assert (str(place), role) in {(found[0], found[1]) for found in _beside(text)}


@pytest.mark.parametrize(
    "text",
    [
        "It rained. Reporters asked the trade minister and Ida Quill left.",
        "The trade minister left. Ida Quill came.",
        "Ida Quill met the trade minister.",
        "Ida Quill, met by nobody, left the trade minister.",
        "Ida Quill was not a nurse.",
    ],
)
def test_a_role_that_merely_stands_near_is_no_description(text: str) -> None:
    assert [found for found in _beside(text) if found[1] is not None] == []


@pytest.mark.parametrize(
    ("text", "name", "link"),
    [
        ("It rained. Reporters asked Ida Quill (R-Ohio).", "Republican Party", Link.CODE),
        ("It rained. Reporters asked Ida Quill (D).", "Democratic Party", Link.CODE),
        ("It rained. Reporters asked Ida Quill, R-Ohio.", "Republican Party", Link.CODE),
        ("It rained. Reporters asked Ida Quill (PH-Norwell).", "PH", Link.CODE),
        ("It rained. Reporters asked Ida Quill (ANC).", "ANC", Link.BRACKETS),
        ("It rained. Reporters asked Ida Quill of Melton United.", "Melton United", Link.PREPOSITION),
        ("It rained. Reporters asked Ida Quill, who heads Melton United.", "Melton United", Link.LED),
        ("It rained. Reporters asked Melton United's Ida Quill.", "Melton United", Link.GENITIVE),
        (
            "Melton United grew. It rained. Reporters asked the company's chairman, Ida Quill.",
            "Melton United",
            Link.ANAPHOR,
        ),
        ("It rained. Reporters asked Ida Quill, a spokesman for Ivo Hale.", "Ivo Hale", Link.PERSON),
    ],
)
def test_the_body_beside_a_name(text: str, name: str, link: Link) -> None:
    bodies = ("Melton United",) if "Melton United" in text else ()
    assert (name, str(link)) in [body for found in _beside(text, *bodies) for body in found[2]]


@pytest.mark.parametrize(
    "text",
    [
        "It rained. Reporters asked Ida Quill (54).",
        "Melton United grew. It rained. Reporters asked a company chairman, Ida Quill.",
        "Ida Quill left Melton United.",
        "MELTON UNITED — Ida Quill left.",
    ],
)
def test_a_body_that_merely_stands_near_is_none(text: str) -> None:
    bodies = ("Melton United",) if "Melton United" in text else ()
    assert not [name for found in _beside(text, *bodies) for name, _ in found[2] if name.lower() == "melton united"]


def _beside(text: str, *bodies: str) -> list[Told]:
    doc = tagged(text, *bodies)
    at = text.index("Ida Quill")
    span = Span(at, at + len("Ida Quill"))
    return [told(doc, item) for item in (*before_name(doc, span), *after_name(doc, span))]


def test_word_classes_are_guessed_where_no_model_tells_them() -> None:
    doc = tagged("The old nurses said it.")
    kinds = [WordClass.DETERMINER, WordClass.NOUN, WordClass.PLURAL_NOUN, WordClass.FINITE_VERB, WordClass.PRONOUN]
    assert list(doc.classes[:5]) == kinds
