"""Everybody and everything a document names, each with all its mentions gathered under the fullest name."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from attrib.data import EntityKind, Mention, Span
from attrib.text.names import Gender, PersonName, gender_of, is_acronym_of, name_key, person_name
from attrib.text.nations import COUNTRIES
from attrib.text.titles import NAME_TITLES

_UNSURE = 0.4
_GUESS = 0.5
_BRACKETED = re.compile(r" \(([A-Z][\w.&-]{1,9})\)")  # the short name right behind the long one


@dataclass(frozen=True, slots=True)
class Post:
    """A role and the body it is held in or for, as one place in the text gives them."""

    role: str | None
    affiliation: str | None
    span: Span
    words: frozenset[str] = frozenset()  # all words of the description, lower case


@dataclass(slots=True, eq=False)
class Entity:
    """One person, body or place that the document names; `span` is where its fullest name stands."""

    name: str
    kind: EntityKind
    span: Span
    mentions: list[Span] = field(default_factory=list)
    gender: Gender | None = None
    sure: bool = True  # False where capitals alone spoke for a name of that kind
    posts: list[Post] = field(default_factory=list)


@dataclass(slots=True)
class Cast:
    """The entities of one document and their mentions in order of the text."""

    entities: list[Entity]
    mentions: list[tuple[Span, Entity]]

    def within(self, span: Span) -> list[tuple[Span, Entity]]:
        """The mentions that lie at least partly inside the span."""
        first = bisect_left(self.mentions, span.start, key=lambda pair: pair[0].end)
        found = []
        for mention, entity in self.mentions[first:]:
            if mention.start >= span.end:
                break
            if mention.overlaps(span):
                found.append((mention, entity))
        return found

    def before(self, offset: int) -> Iterable[tuple[Span, Entity]]:
        """The mentions that end at or before an offset, nearest first; at most 200, so that huge texts stay quick."""
        last = bisect_left(self.mentions, offset + 1, key=lambda pair: pair[0].end)
        return reversed(self.mentions[max(0, last - 200) : last])

    @property
    def people(self) -> list[Entity]:
        return [entity for entity in self.entities if entity.kind is EntityKind.PERSON]


def gather(text: str, mentions: Sequence[Mention]) -> Cast:
    """Put the mentions of a document, disjoint and in order, under the entities they name."""
    people, bodies = _People(text), _Bodies(text)
    single: list[tuple[Mention, PersonName]] = []
    others: list[Mention] = []
    for mention in mentions:
        name = person_name(mention.span.of(text))
        if mention.kind is EntityKind.PERSON and name.given:
            people.add_full(mention, name)
        elif mention.kind is EntityKind.PERSON or not name.given:
            single.append((mention, name))
        else:
            others.append(mention)
    for mention, name in single:
        if mention.kind is EntityKind.PERSON or people.knows(mention, name):
            people.add_part(mention, name)
        else:
            others.append(mention)
    for mention in sorted(others, key=lambda mention: mention.span):
        bodies.add(mention)
    bodies.join()
    entities = [*people.entities, *bodies.entities.values()]
    pairs = sorted(((span, entity) for entity in entities for span in entity.mentions), key=lambda pair: pair[0])
    return Cast(entities, pairs)


class _People:
    """Persons in the making: full names first, then surnames, given names and titled surnames."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: list[Entity] = []
        self._full: dict[tuple[str, str], Entity] = {}
        self._by_word: dict[str, list[Entity]] = defaultdict(list)
        self._given: dict[str, list[Entity]] = defaultdict(list)

    def add_full(self, mention: Mention, name: PersonName) -> None:
        entity = self._full.get(name.key)
        if entity is None:
            entity = Entity(name.full, EntityKind.PERSON, mention.span, gender=name.gender, sure=False)
            self._full[name.key] = entity
            self.entities.append(entity)
            for word in {name.surname.lower(), name.surname.lower().rsplit(" ", 1)[-1]}:
                self._by_word[word].append(entity)
            self._given[name.given[0].lower()].append(entity)
        elif len(name.full) > len(entity.name):
            entity.name, entity.span = name.full, mention.span
        entity.gender = gender_of(name.titles) or entity.gender
        entity.sure = entity.sure or mention.confidence > _GUESS
        entity.mentions.append(mention.span)

    def knows(self, mention: Mention, name: PersonName) -> bool:
        """Whether a one-word name of another or no clear kind is a known person's surname."""
        return mention.span.of(self.text) not in COUNTRIES and bool(self._by_word.get(name.surname.lower()))

    def add_part(self, mention: Mention, name: PersonName) -> None:
        candidates = self._by_word.get(name.surname.lower(), [])
        by_given = not name.titles or any(title.lower() in NAME_TITLES for title in name.titles)
        if not candidates and by_given:
            candidates = self._given.get(name.surname.lower(), [])
        gender = gender_of(name.titles)
        fitting = [entity for entity in candidates if not (gender and entity.gender and entity.gender is not gender)]
        if not fitting:
            entity = Entity(name.full, EntityKind.PERSON, mention.span, gender=name.gender)
            self.entities.append(entity)
            self._by_word[name.surname.lower()].append(entity)
        else:
            entity = min(fitting, key=lambda entity: _distance(entity, mention.span))
            if name.titles and not person_name(entity.name).given and len(name.full) > len(entity.name):
                entity.name, entity.span = name.full, mention.span
        entity.gender, entity.sure = gender or entity.gender, True
        entity.mentions.append(mention.span)


def _distance(entity: Entity, span: Span) -> int:
    """How far the nearest mention is; those before the span come before those after it."""
    return min((span.start - at.end if at.end <= span.start else 1_000_000 + at.start) for at in entity.mentions)


class _Bodies:
    """Organizations, places and the rest in the making: one entity a name, then short names joined to long ones."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: dict[str, Entity] = {}
        self._bracketed: dict[str, int] = {}

    def add(self, mention: Mention) -> None:
        name = mention.span.of(self.text)
        key = name_key(name)
        entity = self.entities.get(key)
        if entity is None:
            entity = self.entities[key] = Entity(name, mention.kind, mention.span, sure=mention.confidence > _UNSURE)
        elif mention.kind is EntityKind.ORGANIZATION:
            entity.kind = mention.kind
        entity.sure = entity.sure or mention.confidence > _UNSURE
        entity.mentions.append(mention.span)

    def join(self) -> None:
        """Join acronyms and shortened names to the longer name they stand for."""
        long_names = [key for key in self.entities if " " in key]
        self._bracketed = {
            name_key(match.group(1)): match.start() for match in _BRACKETED.finditer(self.text) if match.start() > 0
        }
        for key in sorted(self.entities, key=lambda key: (key.count(" "), len(key))):
            longer = self._longer(key, long_names)
            if longer is not None:
                short = self.entities.pop(key)
                longer.mentions = sorted(longer.mentions + short.mentions)
                if short.kind is EntityKind.ORGANIZATION:
                    longer.kind = short.kind

    def _longer(self, key: str, long_names: Sequence[str]) -> Entity | None:
        entity = self.entities[key]
        if entity.name in COUNTRIES and len(entity.name) > 4:
            return None
        for other in long_names:
            candidate = self.entities.get(other)
            if candidate is None or other == key:
                continue
            if self._bracketed.get(key, -1) in {span.end for span in candidate.mentions}:
                return candidate
            begins = other.startswith(key + " ") and entity.kind is candidate.kind is EntityKind.ORGANIZATION
            clipped = entity.kind is candidate.kind and 2 < len(key) < 5 and other.startswith(key)
            if (begins and " " not in key and len(key) > 2) or clipped or is_acronym_of(entity.name, candidate.name):
                return candidate
        return None
