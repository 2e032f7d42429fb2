"""Bodies called by who works there: "prosecutors" of a text that names one Prosecutors' Office are that office."""

from attrib.data import EntityKind
from attrib.english.roles import singular
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.history import Referent, entity_referent
from attrib.pipeline.speakers.linking.places import LinkText
from attrib.text.word_sets import word_set

# Not "teachers" or "doctors", who are more than the union named by them.
_OFFICERS = word_set("police prosecutors")

THEIR_BODY = 0.9
"""How likely "police" or "prosecutors" are the one body named by them: in all six labelled articles that name one."""


def body_of_officers(text: LinkText, referent: Referent | None) -> Referent | None:
    """The one body whose name has the noun that describes a speaker; None for other speakers.

    Example: "prosecutors said" beside "the Shilin District Prosecutors' Office", "police said" beside "the Abu Dhabi
    Police", and "they" for either. None for two such bodies, for one person ("the prosecutor"), and for a noun with
    anything but "the" before it.
    """
    source = None if referent is None or referent.entity is not None else referent.source
    if source is None or source.head not in _OFFICERS:
        return None
    words = [token.lower for token in text.words(source.span) if token.is_word]
    if words not in ([source.head], ["the", source.head]):
        return None
    bodies = [entity for entity in text.doc.entities.all if _is_named_by(text, entity, source.head)]
    return entity_referent(bodies[0]) if len(bodies) == 1 else None


def _is_named_by(text: LinkText, entity: Entity, head: str) -> bool:
    """Whether a body's name has the noun, and more than that."""
    if entity.kind is not EntityKind.ORGANIZATION:
        return False
    words = [singular(token.lower) for token in text.words(entity.span) if token.is_word]
    return singular(head) in words[1:]
