"""The people, bodies and places of one text as values: entities, and what the text says of their affiliations."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from attrib.data import EntityKind, Span
from attrib.english.gender import Gender

_BEHIND_HEAD = re.compile(r",| (?:of|for|at|in|to|with|from|and) ")
_IN_MIND = 100  # mentions before a place that a reader can still have in mind there


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, body or place that a text names.

    `span` is the place of the fullest name, `mentions` all places in order. `sure` is False where only capitals suggest
    a name of that kind. Example: "Ida Quill" with the mentions "Ida Quill" and "Ms Quill". Not: "she", "the minister".
    """

    name: str
    kind: EntityKind
    span: Span
    mentions: tuple[Span, ...] = ()
    gender: Gender | None = None
    sure: bool = True

    def __hash__(self) -> int:
        """The hash of the place of the name: no two entities of a text share it."""
        return hash(self.span)

    def distance(self, offset: int) -> int:
        """The number of characters between an offset and the start of the nearest mention."""
        at = bisect_left(self.mentions, offset, key=lambda span: span.start)
        return min(abs(offset - span.start) for span in self.mentions[max(0, at - 1) : at + 1])


@dataclass(frozen=True, slots=True)
class Entities:
    """All entities of one text, and their mentions in order of the text."""

    all: tuple[Entity, ...]
    mentions: tuple[tuple[Span, Entity], ...]

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> "Entities":
        """The entities with their mentions brought in order."""
        every = tuple(entities)
        pairs = ((span, entity) for entity in every for span in entity.mentions)
        return cls(every, tuple(sorted(pairs, key=lambda pair: pair[0])))

    def within(self, span: Span) -> list[tuple[Span, Entity]]:
        """The mentions that lie at least partly inside a span, in order."""
        at = bisect_left(self.mentions, span.start, key=_end)
        found = []
        while at < len(self.mentions) and self.mentions[at][0].start < span.end:
            if self.mentions[at][0].overlaps(span):
                found.append(self.mentions[at])
            at += 1
        return found

    def before(self, offset: int) -> Iterator[tuple[Span, Entity]]:
        """The last mentions that end at or before an offset, nearest first; at most a hundred."""
        last = bisect_left(self.mentions, offset + 1, key=_end)
        return reversed(self.mentions[max(0, last - _IN_MIND) : last])

    @property
    def people(self) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.all if entity.kind is EntityKind.PERSON)


def _end(pair: tuple[Span, Entity]) -> int:
    return pair[0].end


def role_head(role: str) -> str:
    """The head noun of a role in lower case: the last word before what follows it after a comma or a preposition."""
    words = _BEHIND_HEAD.split(role.lower(), maxsplit=1)[0].split()
    return words[-1] if words else ""


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A fact of the text: an entity holds a role, belongs to an organization, or both.

    `span` is the place that says so, `place` how it stands to the name, `words` are those of the whole description in
    lower case. `confidence` is the probability that the text tells this of the entity.
    """

    entity: Entity
    role: str | None
    organization: str | None
    span: Span
    place: str
    words: frozenset[str] = frozenset()
    confidence: float = 1.0

    @property
    def head(self) -> str:
        """The head noun of the role in lower case: "director" of "acting director of studies"; "" without a role."""
        return role_head(self.role or "")


@dataclass(frozen=True, slots=True)
class Affiliations:
    """The affiliations of the entities of one text, each entity's in the order in which they were found."""

    facts: Mapping[Entity, tuple[Affiliation, ...]] = field(default_factory=partial(MappingProxyType, {}))

    def of(self, entity: Entity) -> tuple[Affiliation, ...]:
        """What the text says of an entity; empty where it says nothing."""
        return self.facts.get(entity, ())

    def adding(self, facts: Iterable[Affiliation]) -> "Affiliations":
        """These and some more; a fact of the words and organization of an earlier one of its entity adds nothing."""
        added: dict[Entity, tuple[Affiliation, ...]] = {}
        for fact in facts:
            known = added.get(fact.entity, self.of(fact.entity))
            if all((fact.words, fact.organization) != (other.words, other.organization) for other in known):
                added[fact.entity] = (*known, fact)
        return Affiliations(MappingProxyType({**self.facts, **added})) if added else self
