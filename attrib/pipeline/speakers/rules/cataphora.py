"""Speakers whom a headline or first sentence describes before the text names them: "A senior MP", "a race group"."""

from collections.abc import Sequence

from attrib.data import ActorKind, EntityKind, Reason, Span
from attrib.english.titles import SPOKES
from attrib.pipeline.entities.descriptions import parse_description
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Outcome, Referent, entity_referent
from attrib.pipeline.speakers.rules.role_holders import GENERIC_BODIES
from attrib.pipeline.speakers.speaker import speaker
from attrib.text.tokens import tokens_in

_OPENING = 2  # turns that a description may open the text within
_NEXT = 12  # statements within which that person must speak
_REACH = 3  # turns within which the name must follow


def link_cataphora(doc: AnnotatedText, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The verdicts, in order of the text, with opening descriptions given to whoever is introduced right after them.

    That is somebody who had not been named before: the person with whom the next sentence begins or who speaks next, or
    the organization that speaks next or is spoken for.
    """
    meant: dict[int, Entity] = {}  # by the identity of the describing phrase, which all voices made of it share
    for at, outcome in enumerate(outcomes):
        if isinstance(outcome, Reason) or outcome[1] is not Reason.NOMINAL or not _foreshadows(doc, outcome[0]):
            continue
        referent, following = outcome[0], outcomes[at + 1 : at + 1 + _NEXT]
        if referent.kind is ActorKind.ORGANIZATION:
            found = _body_of(doc, following)
        else:
            found = _introduced(doc, referent) or _person_of(following)
        if found is not None and _follows(doc, referent, found):
            meant[id(referent.source)] = found
            if found.kind is EntityKind.PERSON:
                _add_post(doc, referent, found)
    return [_renamed(outcome, meant) for outcome in outcomes]


def _foreshadows(doc: AnnotatedText, referent: Referent) -> bool:
    """Whether a voice is one individual described, but not as known, or a body, at the opening of the text."""
    source = referent.source
    if source is None or source.head in SPOKES or doc.narrative_index(source.span.start) >= _OPENING:
        return False
    if referent.kind is ActorKind.ORGANIZATION:
        return source.head in GENERIC_BODIES and not source.owned
    return referent.kind is ActorKind.UNNAMED and (not source.definite or source.owned)


def _introduced(doc: AnnotatedText, referent: Referent) -> Entity | None:
    """The person with whose full name the sentence after the description begins."""
    at = doc.sentence_at(referent.source.span.start) + 1 if referent.source else len(doc.sentences)
    if at >= len(doc.sentences):
        return None
    start = doc.sentences[at].start
    first = doc.entities.within(Span(start, start + 1))
    person = first[0][1] if first and first[0][1].kind is EntityKind.PERSON else None
    return person if person is not None and " " in person.name and person.mentions[0].start == start else None


def _person_of(outcomes: Sequence[Outcome]) -> Entity | None:
    """The person who speaks next."""
    entities = (outcome[0].entity for outcome in outcomes if not isinstance(outcome, Reason))
    return next((entity for entity in entities if entity is not None and entity.kind is EntityKind.PERSON), None)


def _body_of(doc: AnnotatedText, outcomes: Sequence[Outcome]) -> Entity | None:
    """The organization that the next speaker of one is, or speaks for."""
    for outcome in outcomes:
        if isinstance(outcome, Reason):
            continue
        entity = outcome[0].entity
        if entity is not None and entity.kind is EntityKind.ORGANIZATION:
            return entity
        if outcome[0].kind in (ActorKind.PERSON, ActorKind.UNNAMED):
            serves = speaker(doc, *outcome).affiliation
            return next((body for body in doc.entities.all if _is_body(body, serves)), None)
    return None


def _is_body(entity: Entity, name: str | None) -> bool:
    return entity.kind is EntityKind.ORGANIZATION and entity.sure and entity.name == name


def _follows(doc: AnnotatedText, referent: Referent, found: Entity) -> bool:
    """Whether somebody is named for the first time soon after the description."""
    if referent.source is None:
        return False
    first = found.mentions[0]
    return (
        first > referent.source.span
        and doc.narrative_index(first.start) - doc.narrative_index(referent.source.span.start) <= _REACH
    )


def _add_post(doc: AnnotatedText, referent: Referent, found: Entity) -> None:
    """Count the description among what the text tells of the person."""
    words = tokens_in(doc.tokens, referent.source.phrase) if referent.source else []
    post = parse_description(doc.text, words, doc.entities) if words else None
    if post is not None:
        found.add_post(post)


def _renamed(outcome: Outcome, meant: dict[int, Entity]) -> Outcome:
    if isinstance(outcome, Reason) or outcome[0].source is None or id(outcome[0].source) not in meant:
        return outcome
    reason = Reason.ROLE if outcome[1] is Reason.NOMINAL else outcome[1]
    return entity_referent(meant[id(outcome[0].source)]), reason
