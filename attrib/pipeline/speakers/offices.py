"""The office that a post heads by its own words: a "finance minister" speaks for the "Ministry of Finance"."""

import re
from dataclasses import replace

from attrib.data import EntityKind
from attrib.english.function_words import SMALL_WORDS
from attrib.english.roles import OTHER_POSTS
from attrib.pipeline.entities.affiliations import Post
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.text.word_sets import word_set

OFFICE_HELD = 0.8
"""How likely the office is the affiliation: so it is of all five people with such a role in labelled articles."""

_HEADS = word_set("minister secretary treasurer attorney undersecretary")
_OFFICES = word_set("ministry department office treasury")
_IN_OFFICE = word_set("acting assistant deputy vice")  # other posts of the same office
_WORD = re.compile(r"[a-z]+")


def with_office(doc: AnnotatedText, post: Post) -> Post:
    """A post without a body, with the one ministry or department of the text whose name holds all words of its field.

    Example: "Gender Minister" with "Ministry of Gender Equality and Family", "Secretary of State" with "State
    Department". Not: "Prime Minister", "former secretary of state", and a field of which the text names two bodies.
    """
    if post.role is None or post.affiliation is not None:
        return post
    field = _field(post.role)
    found = [entity for entity in doc.entities.all if field and _is_office(entity, field)]
    if len(found) != 1:
        return post
    [office] = found
    confidence = OFFICE_HELD * post.role_confidence
    name = office.name.removeprefix("the ").removeprefix("The ")
    evidence = (*post.evidence, office.span)
    return replace(post, affiliation=name, affiliation_confidence=confidence, evidence=evidence)


def _field(role: str) -> frozenset[str]:
    """The words for the field of a minister's or secretary's post; none of other posts, and where it names no field."""
    words = [word for word in _WORD.findall(role.lower()) if word not in SMALL_WORDS | _IN_OFFICE]
    if not _HEADS & set(words) or (OTHER_POSTS | {"prime"}) & set(words):
        return frozenset()
    if words[:2] == ["attorney", "general"]:
        return frozenset(words[:2])
    rest = frozenset(words) - _HEADS - {"general", "press"}
    return rest if len(rest) < len(words) else frozenset()


def _is_office(entity: Entity, field: frozenset[str]) -> bool:
    words = frozenset(_WORD.findall(entity.name.lower()))
    return entity.kind is EntityKind.ORGANIZATION and bool(words & _OFFICES) and field <= words
