"""Speakers as resolution hears them, one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from attrib.data import ActorKind, EntityKind, Reason
from attrib.english.names import Gender
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase

_ACTOR_KINDS = {
    PhraseKind.ROLE: ActorKind.UNNAMED,
    PhraseKind.PEOPLE: ActorKind.GROUP,
    PhraseKind.BODY: ActorKind.ORGANIZATION,
    PhraseKind.WRITING: ActorKind.ORGANIZATION,
}


@dataclass(frozen=True, slots=True, eq=False)
class Referent:
    """A speaker: an entity of the text or, for one never named, the phrase that describes it.

    `around` is the body an unnamed speaker speaks for by context, `owner` whom a possessive pronoun in the phrase
    means. `lead` says how far the person a pronoun was given to is ahead of the next.
    """

    kind: ActorKind
    entity: Entity | None = None
    source: SourcePhrase | None = None
    around: Entity | None = None
    owner: Entity | None = None
    gender: Gender | None = None
    lead: float | None = None

    @property
    def personal(self) -> bool:
        """Whether "he" or "she" can mean the speaker."""
        return self.kind in (ActorKind.PERSON, ActorKind.UNNAMED)


Outcome = tuple[Referent, Reason] | Reason  # a voice and how it was found, or why there is none


def entity_referent(entity: Entity) -> Referent:
    """The voice of somebody or something named."""
    person = entity.kind is EntityKind.PERSON
    return Referent(ActorKind.PERSON if person else ActorKind.ORGANIZATION, entity, gender=entity.gender)


_IN_MIND = 60  # speakers that a reader, or a phrase, can still point back at


def kind_of(source: SourcePhrase, phrase: str) -> ActorKind:
    """The kind of speaker that a phrase describes, by its kind or, failing that, its ending and case."""
    lower_plural = source.head.endswith("s") and not phrase[:1].isupper()
    return _ACTOR_KINDS.get(source.kind, ActorKind.GROUP if lower_plural else ActorKind.ORGANIZATION)


@dataclass(slots=True)
class SpeakerHistory:
    """The speakers of the statements read so far, with the offset where each was heard, in order."""

    referents: list[tuple[int, Referent]] = field(default_factory=list)

    def add(self, offset: int, referent: Referent) -> None:
        self.referents.append((offset, referent))

    def before(self, offset: int) -> Iterable[tuple[int, Referent]]:
        """The speakers last heard before an offset, last first."""
        return (pair for pair in reversed(self.referents[-_IN_MIND:]) if pair[0] < offset)

    def last(self, offset: int) -> Referent | None:
        """The speaker last heard before an offset."""
        return next((referent for _, referent in self.before(offset)), None)
