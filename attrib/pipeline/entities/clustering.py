"""Entities made of name mentions: each person and body once, under the fullest name."""

from collections.abc import Sequence
from dataclasses import replace

from attrib.data import EntityKind, Mention
from attrib.english.names import PersonName, person_name
from attrib.pipeline.entities.bodies import Bodies
from attrib.pipeline.entities.entities import Entities
from attrib.pipeline.entities.people import People


def cluster_mentions(text: str, mentions: Sequence[Mention]) -> Entities:
    """The entities that the mentions of a text name; the mentions are disjoint and in order.

    Example: "Ida Quill" and "Ms Quill" are one person, "National Port Authority (NPA)" and "NPA" one body. Not:
    "Ida Quill" and "Mr Quill", whose title has another gender.
    """
    people, bodies = People(text), Bodies(text)
    full: list[tuple[Mention, PersonName]] = []
    single: list[tuple[Mention, PersonName]] = []
    others: list[Mention] = []
    for mention in mentions:
        name = person_name(mention.span.of(text))
        if mention.kind is EntityKind.PERSON and name.given:
            full.append((mention, name))
        elif mention.kind is EntityKind.PERSON or not name.given:
            single.append((mention, name))
        else:
            others.append(mention)
    people.add_full(full)
    for mention in others:
        bodies.add(mention)
    for mention, name in single:
        person = mention.kind is EntityKind.PERSON and (name.titles or not bodies.begins(mention))
        if person or people.knows(mention, name):
            people.add_part(mention, name)
        else:
            body = mention.kind is EntityKind.PERSON  # which begins a body's name
            bodies.add(replace(mention, kind=EntityKind.ORGANIZATION) if body else mention)
    bodies.join()
    return Entities.of(draft.entity() for draft in (*people.entities, *bodies.entities.values()))
