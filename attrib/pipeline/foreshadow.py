"""Speakers whom a headline or first sentence describes before the text names them: "A senior MP has …"."""

from collections.abc import Sequence

from attrib.data import ActorKind, EntityKind, Reason
from attrib.pipeline.cast import Entity
from attrib.pipeline.descriptions import describe
from attrib.pipeline.scene import Scene
from attrib.pipeline.voices import Verdict, Voice, entity_voice
from attrib.text.titles import SPOKES
from attrib.text.tokens import tokens_in

_OPENING = 2  # turns that a description may open the text within
_NEXT = 12  # statements within which that person must speak
_REACH = 3  # turns within which the name must follow


def name_foreshadowed(scene: Scene, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts, in order of the text, with opening descriptions given to the person introduced right after them.

    The first person named after the description who speaks, and had not been named before it, is who it meant.
    """
    meant: dict[int, Entity] = {}  # by the identity of the describing phrase, which all voices made of it share
    for at, verdict in enumerate(verdicts):
        if isinstance(verdict, Reason) or verdict[1] is not Reason.NOMINAL or not _foreshadows(scene, verdict[0]):
            continue
        later = (found[0].entity for found in verdicts[at + 1 : at + 1 + _NEXT] if not isinstance(found, Reason))
        speaker = next((entity for entity in later if entity is not None and entity.kind is EntityKind.PERSON), None)
        if speaker is not None and _follows(scene, verdict[0], speaker):
            meant[id(verdict[0].source)] = speaker
            _add_post(scene, verdict[0], speaker)
    return [_renamed(verdict, meant) for verdict in verdicts]


def _foreshadows(scene: Scene, voice: Voice) -> bool:
    """Whether a voice is one individual described, but not as known, at the opening of the text."""
    source = voice.source
    if source is None or voice.kind is not ActorKind.UNNAMED or source.head in SPOKES:
        return False
    return (not source.definite or source.owned) and scene.turn(source.span.start) < _OPENING


def _follows(scene: Scene, voice: Voice, speaker: Entity) -> bool:
    """Whether a person is named for the first time soon after the description."""
    if voice.source is None:
        return False
    first = speaker.mentions[0]
    return first > voice.source.span and scene.turn(first.start) - scene.turn(voice.source.span.start) <= _REACH


def _add_post(scene: Scene, voice: Voice, speaker: Entity) -> None:
    """Count the description among what the text tells of the person."""
    words = tokens_in(scene.tokens, voice.source.phrase) if voice.source else []
    post = describe(scene.text, words, scene.cast) if words else None
    if post is not None:
        speaker.add_post(post)


def _renamed(verdict: Verdict, meant: dict[int, Entity]) -> Verdict:
    if isinstance(verdict, Reason) or verdict[0].source is None or id(verdict[0].source) not in meant:
        return verdict
    reason = Reason.ROLE if verdict[1] is Reason.NOMINAL else verdict[1]
    return entity_voice(meant[id(verdict[0].source)]), reason
