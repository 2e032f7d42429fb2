"""Speakers as values: whom a source refers to, how that was found, and who has spoken so far."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from attrib.data import ActorKind, Spans
from attrib.english.gender import Gender
from attrib.english.roles import BODIES, PEOPLE
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.entities.kinds import actor_kind
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase

_IN_MIND = 60  # speakers that a reader, or a phrase, can still point back at
_ACTOR_KINDS = {
    PhraseKind.ROLE: ActorKind.UNNAMED,
    PhraseKind.PEOPLE: ActorKind.GROUP,
    PhraseKind.BODY: ActorKind.ORGANIZATION,
    PhraseKind.WRITING: ActorKind.ORGANIZATION,
}


@dataclass(frozen=True, slots=True)
class Referent:
    """A speaker: an entity of the text or, for one never named, the phrase that describes it.

    Example: the entity Ida Quill for "she", the phrase "a spokesman" where no name follows. Not: the "it" of "it was
    said", which refers to nobody.
    """

    kind: ActorKind
    entity: Entity | None = None
    source: SourcePhrase | None = None
    gender: Gender | None = None

    @property
    def personal(self) -> bool:
        """Whether "he" or "she" can refer to the speaker."""
        return self.kind in (ActorKind.PERSON, ActorKind.UNNAMED)


def entity_referent(entity: Entity) -> Referent:
    """The referent that is an entity of the text."""
    return Referent(actor_kind(entity), entity, gender=entity.gender)


def kind_of(source: SourcePhrase, phrase: str) -> ActorKind:
    """The kind of speaker that a phrase describes, by the phrase's kind or else by its ending and case.

    Example: "insiders", "News outlets" are groups, "police" a body. Not: "Insiders", whose capital suggests a name.
    """
    if source.kind is PhraseKind.PEOPLE and source.head in BODIES & PEOPLE:
        return ActorKind.ORGANIZATION  # "police"
    if source.kind is PhraseKind.OTHER and source.head in {"another", "one", "neither"}:
        return ActorKind.UNNAMED
    lower_plural = source.head.endswith("s") and phrase.split()[-1][:1].islower()
    return _ACTOR_KINDS.get(source.kind, ActorKind.GROUP if lower_plural else ActorKind.ORGANIZATION)


@dataclass(frozen=True, slots=True)
class Heard:
    """One speaker in a history: the offset of the source or, without one, of the statement; and what was said."""

    offset: int
    referent: Referent
    content: Spans = ()


@dataclass(frozen=True, slots=True)
class SpeakerHistory:
    """Who has spoken so far, in order of the offsets."""

    heard: tuple[Heard, ...] = ()

    def before(self, offset: int) -> Iterator[tuple[int, Referent]]:
        """The last speakers before an offset with their own offsets, last first; at most sixty."""
        at = bisect_left(self.heard, offset, key=_offset)
        return ((item.offset, item.referent) for item in reversed(self.heard[max(0, at - _IN_MIND) : at]))


def _offset(item: Heard) -> int:
    return item.offset
