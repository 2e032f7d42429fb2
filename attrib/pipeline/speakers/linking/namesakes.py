"""Persons of one surname: a surname alone means the one of them who spoke last."""

from collections.abc import Sequence

from attrib.data import EntityKind
from attrib.english.names import person_name
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.history import Referent
from attrib.pipeline.speakers.linking.asked import Asked
from attrib.pipeline.speakers.linking.places import LinkText

HEARD_BEFORE = 0.95
"""How likely the namesake who spoke last is meant, where one has spoken: 92 of 95 labelled ones are."""


def heard_namesake(
    text: LinkText, asked: Asked, referent: Referent | None, heard: Sequence[Referent | None]
) -> Referent | None:
    """Whom a surname alone means where its bearer by the text's names has said nothing yet, and a namesake has.

    `heard` are the speakers so far, first to last. Example: "Lee said" of Lee Rae-jin, who spoke, though the text
    named his brother Lee Dae-jun in between. None where the surname means the bearer.
    """
    source = asked.item.source
    if source is None or source.mention is None or referent is None or referent.entity is None or referent in heard:
        return None
    named, written = referent.entity, person_name(source.mention.of(text.doc.text))
    if written.given or not _bears(named, written.surname):
        return None
    for other in reversed(heard):
        if other is not None and other.entity is not None and _bears(other.entity, written.surname):
            titled = written.titles and None not in (named.gender, other.entity.gender)
            return other if not titled or named.gender is other.entity.gender else None
    return None


def _bears(entity: Entity, surname: str) -> bool:
    """Whether a person of several names bears a surname, first as in Korea or last."""
    words = entity.name.split()
    return entity.kind is EntityKind.PERSON and len(words) > 1 and surname in (words[0], words[-1])
