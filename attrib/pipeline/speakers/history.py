"""Speakers as resolution hears them, one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from attrib.data import ActorKind, EntityKind, Reason
from attrib.english.names import Gender
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.source_phrases import Sort, Source

_KIND_OF_SORT = {
    Sort.ROLE: ActorKind.UNNAMED,
    Sort.PEOPLE: ActorKind.GROUP,
    Sort.BODY: ActorKind.ORGANIZATION,
    Sort.WRITING: ActorKind.ORGANIZATION,
}


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """A speaker: an entity of the cast or, for one never named, the phrase that describes it.

    `around` is the body an unnamed speaker speaks for by context, `owner` whom a possessive pronoun in the phrase
    means. `lead` says how far the person a pronoun was given to is ahead of the next.
    """

    kind: ActorKind
    entity: Entity | None = None
    source: Source | None = None
    around: Entity | None = None
    owner: Entity | None = None
    gender: Gender | None = None
    lead: float | None = None

    @property
    def personal(self) -> bool:
        """Whether "he" or "she" can mean the speaker."""
        return self.kind in (ActorKind.PERSON, ActorKind.UNNAMED)


Verdict = tuple[Voice, Reason] | Reason  # a voice and how it was found, or why there is none


def entity_voice(entity: Entity) -> Voice:
    """The voice of somebody or something named."""
    person = entity.kind is EntityKind.PERSON
    return Voice(ActorKind.PERSON if person else ActorKind.ORGANIZATION, entity, gender=entity.gender)


_IN_MIND = 60  # speakers that a reader, or a phrase, can still point back at


def kind_of(source: Source, phrase: str) -> ActorKind:
    """The kind of speaker that a phrase describes, by its sort or, failing that, its ending and case."""
    lower_plural = source.head.endswith("s") and not phrase[:1].isupper()
    return _KIND_OF_SORT.get(source.sort, ActorKind.GROUP if lower_plural else ActorKind.ORGANIZATION)


@dataclass(slots=True)
class Memory:
    """The speakers of the statements read so far, with the offset where each was heard, in order."""

    voices: list[tuple[int, Voice]] = field(default_factory=list)

    def add(self, offset: int, voice: Voice) -> None:
        self.voices.append((offset, voice))

    def before(self, offset: int) -> Iterable[tuple[int, Voice]]:
        """The speakers last heard before an offset, last first."""
        return (pair for pair in reversed(self.voices[-_IN_MIND:]) if pair[0] < offset)

    def last(self, offset: int) -> Voice | None:
        """The speaker last heard before an offset."""
        return next((voice for _, voice in self.before(offset)), None)
