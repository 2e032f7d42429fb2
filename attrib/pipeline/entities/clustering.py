"""Entities made of name mentions: each person and body once, under the fullest name."""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from attrib.data import EntityKind, Mention, Span
from attrib.english.gender import Gender
from attrib.english.names import PersonName, acronyms_of, gender_of, is_acronym_of, mention_key, person_name
from attrib.english.nations import COUNTRIES
from attrib.english.titles import NAME_TITLES
from attrib.pipeline.entities.entities import Entities, Entity

_UNSURE = 0.4  # confidence up to which a body's name may be any capitalised word
_GUESS = 0.5  # and up to which a person's name may be no person's
_SHORT = 3  # letters of a surname too short for another spelling of it to be meant
_AFTER = 10**9  # added to the distance of a mention after the place
_BRACKETED = re.compile(r" \(([A-Z][\w.&-]{1,9})\)")  # the short name right behind the long one


def cluster_mentions(text: str, mentions: Sequence[Mention]) -> Entities:
    """The entities that the mentions of a text name; the mentions are disjoint and in order.

    Example: "Ida Quill" and "Ms Quill" are one person, "National Port Authority (NPA)" and "NPA" one body. Not:
    "Ida Quill" and "Mr Quill", whose title has another gender.
    """
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
    return Entities.of(draft.entity() for draft in (*people.entities, *bodies.entities.values()))


@dataclass(slots=True, eq=False)
class _Draft:
    """An entity while its mentions are gathered."""

    name: str
    kind: EntityKind
    span: Span
    gender: Gender | None = None
    sure: bool = True
    mentions: list[Span] = field(default_factory=list)

    def entity(self) -> Entity:
        return Entity(self.name, self.kind, self.span, tuple(self.mentions), self.gender, self.sure)


class _People:
    """The drafts of persons: full names first, then surnames, given names and titled surnames."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: list[_Draft] = []
        self._full: dict[tuple[str, str], _Draft] = {}
        self._by_word: dict[str, list[_Draft]] = defaultdict(list)
        self._given: dict[str, list[_Draft]] = defaultdict(list)

    def add_full(self, mention: Mention, name: PersonName) -> None:
        entity = self._full.get(name.key)
        if entity is None:
            entity = _Draft(name.full, EntityKind.PERSON, mention.span, gender=name.gender, sure=False)
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
        """Whether a one-word name that the model takes for no person is the surname of a person with a full name."""
        return mention.span.of(self.text) not in COUNTRIES and bool(self._by_word.get(name.surname.lower()))

    def add_part(self, mention: Mention, name: PersonName) -> None:
        candidates = self._by_word.get(name.surname.lower(), [])
        by_given = not name.titles or any(title.lower() in NAME_TITLES for title in name.titles)
        if not candidates and by_given:
            candidates = self._given.get(name.surname.lower(), [])
        candidates = candidates or self._misspelt(name)
        gender = gender_of(name.titles)
        fitting = [entity for entity in candidates if not (gender and entity.gender and entity.gender is not gender)]
        if not fitting:
            entity = _Draft(name.full, EntityKind.PERSON, mention.span, gender=name.gender)
            self.entities.append(entity)
            self._by_word[name.surname.lower()].append(entity)
        else:
            entity = min(fitting, key=lambda entity: _distance(entity, mention.span))
            if name.titles and not person_name(entity.name).given and len(name.full) > len(entity.name):
                entity.name, entity.span = name.full, mention.span
        entity.gender, entity.sure = gender or entity.gender, True
        insort(entity.mentions, mention.span)

    def _misspelt(self, name: PersonName) -> list[_Draft]:
        """The people with a given name whose surname differs by a doubled letter: "Abbot" and "Abbott"."""
        plain = _undoubled(name.surname)
        if not name.titles or len(plain) <= _SHORT:
            return []
        full = [entity for entity in self._full.values() if _undoubled(person_name(entity.name).surname) == plain]
        return full if len(full) == 1 else []


def _undoubled(word: str) -> str:
    """A word in lower case with every run of a letter made one."""
    return re.sub(r"(.)\1+", r"\1", word.lower())


def _distance(entity: _Draft, span: Span) -> int:
    """The distance of the nearest mention; any before the span counts as nearer than all after it."""
    at = bisect_left(entity.mentions, span)
    if at:
        return span.start - entity.mentions[at - 1].end
    return _AFTER + entity.mentions[0].start


class _Bodies:
    """The drafts of organizations, places and the rest: one a name, then short names joined to long ones."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: dict[str, _Draft] = {}
        self._bracketed: dict[str, set[str]] = defaultdict(set)
        self._long: dict[str, list[str]] = defaultdict(list)  # by first word, its first letters, and initials

    def add(self, mention: Mention) -> None:
        name = " ".join(mention.span.of(self.text).split())
        key = mention_key(name)
        entity = self.entities.get(key)
        if entity is None:
            entity = self.entities[key] = _Draft(name, mention.kind, mention.span, sure=mention.confidence > _UNSURE)
        elif mention.kind is EntityKind.ORGANIZATION:
            entity.kind = mention.kind
        entity.sure = entity.sure or mention.confidence > _UNSURE
        entity.mentions.append(mention.span)

    def join(self) -> None:
        """Join acronyms and shortened names to the longer name they stand for."""
        ends = {span.end: key for key, entity in self.entities.items() for span in entity.mentions}
        for match in _BRACKETED.finditer(self.text):
            if match.start() in ends and " " in ends[match.start()]:
                self._bracketed[mention_key(match.group(1))].add(ends[match.start()])
                self._long[mention_key(match.group(1))].append(ends[match.start()])
        for key, entity in self.entities.items():
            if " " in key:
                for form in {key.split(" ", 1)[0], key[:3], key[:4]} | acronyms_of(entity.name):
                    self._long[form].append(key)
        for key in sorted(self.entities, key=lambda key: (key.count(" "), len(key))):
            longer = self._longer(key)
            if longer is not None:
                short = self.entities.pop(key)
                longer.mentions = sorted(longer.mentions + short.mentions)
                if short.kind is EntityKind.ORGANIZATION:
                    longer.kind = short.kind

    def _longer(self, key: str) -> _Draft | None:
        entity = self.entities[key]
        if " " in key or len(key) < 2 or (entity.name in COUNTRIES and len(entity.name) > 4):
            return None
        for other in self._long.get(key.replace(".", ""), []):
            candidate = self.entities.get(other)
            if candidate is None or candidate is entity:
                continue
            body = entity.kind is candidate.kind is EntityKind.ORGANIZATION
            begins = body and entity.sure and other.startswith(key) and len(key) > 2
            if begins or other in self._bracketed.get(key, ()) or is_acronym_of(entity.name, candidate.name):
                return candidate
        return None
