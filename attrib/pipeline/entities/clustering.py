"""Entities made of name mentions: each person and body once, under the fullest name."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from attrib.data import EntityKind, Mention
from attrib.english.names import PersonName, mention_key, person_name
from attrib.pipeline.entities.bodies import Bodies
from attrib.pipeline.entities.entities import Entities
from attrib.pipeline.entities.people import People

_OUTVOTES = 3  # mentions of a body for each of a person, from which the latter is none


def cluster_mentions(text: str, mentions: Sequence[Mention]) -> Entities:
    """The entities that the mentions of a text name; the mentions are disjoint and in order.

    Example: "Ida Quill" and "Ms Quill" are one person, "National Port Authority (NPA)" and "NPA" one body. Not:
    "Ida Quill" and "Mr Quill", whose title has another gender.
    """
    people, bodies = People(text), Bodies(text)
    full: list[tuple[Mention, PersonName]] = []
    single: list[tuple[Mention, PersonName]] = []
    others: list[Mention] = []
    for mention in _outvoted(text, mentions):
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


def _outvoted(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, a lone word that is mostly a body's name as such everywhere, unless a person bears it too.

    Example: "Fed" in "Fed chairman Ivo Hale", which looked like a person, beside "the Fed" three times. Not: "Ford"
    where Ida Ford is named.
    """
    keys = [mention_key(mention.span.of(text)) for mention in mentions]
    told: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    borne = set[str]()
    for key, mention in zip(keys, mentions, strict=True):
        told[key][mention.kind] += 1
        if " " in key and mention.kind is EntityKind.PERSON:
            borne.add(key.rsplit(" ", 1)[1])
    bodies = {
        key
        for key, kinds in told.items()
        if " " not in key
        and key not in borne
        and kinds[EntityKind.ORGANIZATION] >= _OUTVOTES * kinds[EntityKind.PERSON]
    }
    return [
        replace(mention, kind=EntityKind.ORGANIZATION)
        if mention.kind is EntityKind.PERSON and key in bodies
        else mention
        for key, mention in zip(keys, mentions, strict=True)
    ]
