"""Speakers whom a headline or first sentence describes before the text names them: "A senior MP", "a race group"."""

from collections.abc import Sequence

from attrib.data import ActorKind, EntityKind, Reason, Span
from attrib.english.titles import SPOKES
from attrib.pipeline.entities.descriptions import describe
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import Scene
from attrib.pipeline.speakers.history import Verdict, Voice, entity_voice
from attrib.pipeline.speakers.rules.role_holders import GENERIC_BODIES
from attrib.pipeline.speakers.speaker import speaker
from attrib.text.tokens import tokens_in

_OPENING = 2  # turns that a description may open the text within
_NEXT = 12  # statements within which that person must speak
_REACH = 3  # turns within which the name must follow


def name_foreshadowed(scene: Scene, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts, in order of the text, with opening descriptions given to whoever is introduced right after them.

    That is somebody who had not been named before: the person with whom the next sentence begins or who speaks next, or
    the organization that speaks next or is spoken for.
    """
    meant: dict[int, Entity] = {}  # by the identity of the describing phrase, which all voices made of it share
    for at, verdict in enumerate(verdicts):
        if isinstance(verdict, Reason) or verdict[1] is not Reason.NOMINAL or not _foreshadows(scene, verdict[0]):
            continue
        voice, following = verdict[0], verdicts[at + 1 : at + 1 + _NEXT]
        if voice.kind is ActorKind.ORGANIZATION:
            found = _body_of(scene, following)
        else:
            found = _introduced(scene, voice) or _person_of(following)
        if found is not None and _follows(scene, voice, found):
            meant[id(voice.source)] = found
            if found.kind is EntityKind.PERSON:
                _add_post(scene, voice, found)
    return [_renamed(verdict, meant) for verdict in verdicts]


def _foreshadows(scene: Scene, voice: Voice) -> bool:
    """Whether a voice is one individual described, but not as known, or a body, at the opening of the text."""
    source = voice.source
    if source is None or source.head in SPOKES or scene.turn(source.span.start) >= _OPENING:
        return False
    if voice.kind is ActorKind.ORGANIZATION:
        return source.head in GENERIC_BODIES and not source.owned
    return voice.kind is ActorKind.UNNAMED and (not source.definite or source.owned)


def _introduced(scene: Scene, voice: Voice) -> Entity | None:
    """The person with whose full name the sentence after the description begins."""
    at = scene.sentence_at(voice.source.span.start) + 1 if voice.source else len(scene.sentences)
    if at >= len(scene.sentences):
        return None
    start = scene.sentences[at].start
    first = scene.cast.within(Span(start, start + 1))
    person = first[0][1] if first and first[0][1].kind is EntityKind.PERSON else None
    return person if person is not None and " " in person.name and person.mentions[0].start == start else None


def _person_of(verdicts: Sequence[Verdict]) -> Entity | None:
    """The person who speaks next."""
    entities = (verdict[0].entity for verdict in verdicts if not isinstance(verdict, Reason))
    return next((entity for entity in entities if entity is not None and entity.kind is EntityKind.PERSON), None)


def _body_of(scene: Scene, verdicts: Sequence[Verdict]) -> Entity | None:
    """The organization that the next speaker of one is, or speaks for."""
    for verdict in verdicts:
        if isinstance(verdict, Reason):
            continue
        entity = verdict[0].entity
        if entity is not None and entity.kind is EntityKind.ORGANIZATION:
            return entity
        if verdict[0].kind in (ActorKind.PERSON, ActorKind.UNNAMED):
            serves = speaker(scene, *verdict).affiliation
            return next((body for body in scene.cast.entities if _is_body(body, serves)), None)
    return None


def _is_body(entity: Entity, name: str | None) -> bool:
    return entity.kind is EntityKind.ORGANIZATION and entity.sure and entity.name == name


def _follows(scene: Scene, voice: Voice, found: Entity) -> bool:
    """Whether somebody is named for the first time soon after the description."""
    if voice.source is None:
        return False
    first = found.mentions[0]
    return first > voice.source.span and scene.turn(first.start) - scene.turn(voice.source.span.start) <= _REACH


def _add_post(scene: Scene, voice: Voice, found: Entity) -> None:
    """Count the description among what the text tells of the person."""
    words = tokens_in(scene.tokens, voice.source.phrase) if voice.source else []
    post = describe(scene.text, words, scene.cast) if words else None
    if post is not None:
        found.add_post(post)


def _renamed(verdict: Verdict, meant: dict[int, Entity]) -> Verdict:
    if isinstance(verdict, Reason) or verdict[0].source is None or id(verdict[0].source) not in meant:
        return verdict
    reason = Reason.ROLE if verdict[1] is Reason.NOMINAL else verdict[1]
    return entity_voice(meant[id(verdict[0].source)]), reason
