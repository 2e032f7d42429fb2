"""The persons of one text: full names that are forms of one name, then surnames, given names and titled surnames."""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from attrib.data import EntityKind, Mention, Span
from attrib.english.names import PersonName, gender_of, person_name
from attrib.english.nations import COUNTRIES
from attrib.pipeline.entities.drafts import Draft
from attrib.pipeline.entities.evidence import gender_beside, is_relative

_GUESS = 0.5  # confidence up to which a person's name may be no person's
_SHORT = 3  # letters of a surname too short for another spelling of it to be meant
_AFTER = 10**9  # added to the distance of a mention after the place


@dataclass(slots=True, eq=False)
class _Person(Draft):
    """A person while the mentions are gathered; `relative` where the text introduces them as somebody's kin."""

    parts: PersonName = field(default_factory=lambda: person_name(""))
    relative: bool = False


class People:
    """The persons of a text, each under the fullest name."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: list[_Person] = []
        self._by_surname: dict[str, list[_Person]] = defaultdict(list)
        self._by_word: dict[str, list[_Person]] = defaultdict(list)

    def add_full(self, named: Iterable[tuple[Mention, PersonName]]) -> None:
        """Add the mentions with a given name; the longest first, so that each shorter form finds its full name."""
        ordered = sorted(named, key=lambda pair: (-len(pair[1].words), pair[0].span))
        for mention, name in ordered:
            fitting = [entity for entity in self._by_word.get(name.words[-1], ()) if is_form_of(name, entity.parts)]
            if fitting:
                self._join(_nearest(fitting, mention.span), mention, name)
            else:
                self._begin(mention, name, sure=mention.confidence > _GUESS)

    def knows(self, mention: Mention, name: PersonName) -> bool:
        """Whether a one-word name that the model takes for no person is the surname of a person with a full name.

        Where only capitals show it, it may be another of the names: "Ortega" of Andrés Ortega Ruiz.
        """
        if mention.span.of(self.text) in COUNTRIES:
            return False
        return bool(self._surnamed(name) or (mention.confidence <= _GUESS and self._candidates(name)))

    def add_part(self, mention: Mention, name: PersonName) -> None:
        """Add a mention of one word, with titles or without, to the nearest person whose name has it."""
        gender = gender_of(name.titles)
        candidates = self._candidates(name)
        fitting = [entity for entity in candidates if not (gender and entity.gender and entity.gender is not gender)]
        if not fitting:
            self._begin(mention, name, sure=True)
            return
        chosen = _nearest(_not_only_relatives(fitting), mention.span)
        if name.titles and not chosen.parts.given and len(name.full) > len(chosen.name):
            chosen.name, chosen.span, chosen.parts = name.full, mention.span, name
        chosen.gender, chosen.sure = gender or chosen.gender, True
        insort(chosen.mentions, mention.span)

    def _begin(self, mention: Mention, name: PersonName, *, sure: bool) -> None:
        gender = name.gender or gender_beside(self.text, mention.span)
        relative = is_relative(self.text, mention.span)
        entity = _Person(
            name.full, EntityKind.PERSON, mention.span, gender, sure, [mention.span], name, relative and sure
        )
        self.entities.append(entity)
        self._enter(entity, name)

    def _enter(self, entity: _Person, name: PersonName) -> None:
        for form in name.surnames:
            _add(self._by_surname[form], entity)
        for word in (*name.words, *name.surnames, *([name.nickname] if name.nickname else [])):
            _add(self._by_word[word], entity)

    def _join(self, entity: _Person, mention: Mention, name: PersonName) -> None:
        """Give a full form of the name to its person; the longer form, or one not in capitals throughout, is shown."""
        fuller = (len(name.full), not name.full.isupper()) > (len(entity.name), not entity.name.isupper())
        if fuller or (entity.name.isupper() and not name.full.isupper()):
            entity.name, entity.span, entity.parts = name.full, mention.span, name
        self._enter(entity, name)
        entity.gender = gender_of(name.titles) or entity.gender or gender_beside(self.text, mention.span)
        entity.sure = entity.sure or mention.confidence > _GUESS
        insort(entity.mentions, mention.span)

    def _surnamed(self, name: PersonName) -> list[_Person]:
        for form in sorted(name.surnames, key=len, reverse=True):
            if self._by_surname.get(form):
                return self._by_surname[form]
        return []

    def _candidates(self, name: PersonName) -> Sequence[_Person]:
        """The persons a part may mean: by surname, else by first name or nickname, else by a name between them."""
        surnamed = self._surnamed(name)
        if surnamed:
            return surnamed
        word = name.words[-1] if name.words else ""
        having = [entity for entity in self._by_word.get(word, ()) if entity.parts.given]
        first = [entity for entity in having if word in (entity.parts.words[0], entity.parts.nickname)]
        return first or having or self._misspelt(name)

    def _misspelt(self, name: PersonName) -> list[_Person]:
        """The people with a given name whose surname differs by a doubled letter: "Abbot" and "Abbott"."""
        plain = _undoubled(name.surname)
        if not name.titles or len(plain) <= _SHORT:
            return []
        full = [entity for entity in self.entities if entity.parts.given and _undoubled(entity.parts.surname) == plain]
        return full if len(full) == 1 else []


def is_form_of(short: PersonName, long: PersonName) -> bool:
    """Whether two full names, the first of as many words or fewer, are forms of one.

    They agree in first and last name, or the first is the end of the second ("Seif Al Dawla", two surnames), or it is
    the second without some of its names. Example: "Andrés Ortega" and "Andrés Ortega Ruiz". Not: "Frank Duval Sr." and
    "Frank Duval Jr."; "Mr Kim Hale" and "Mrs Kim Hale".
    """
    one, other = short.words, long.words
    gender, known = gender_of(short.titles), gender_of(long.titles)
    if (short.suffix and long.suffix and short.suffix.rstrip(".") != long.suffix.rstrip(".")) or not (one and other):
        return False
    if gender and known and gender is not known:
        return False
    if one[-1] == other[-1] and (_alike(one[0], other[0]) or one[0] == long.nickname or other[0] == short.nickname):
        return True
    if len(one) < 2 or len(one) > len(other):
        return False
    return other[-len(one) :] == one or (one[0] == other[0] and _is_part(one, other)) or sorted(one) == sorted(other)


def _alike(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _is_part(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of the first stand in the second, in the same order."""
    rest = iter(long)
    return all(word in rest for word in short)


def _not_only_relatives(people: Sequence[_Person]) -> Sequence[_Person]:
    """Those not introduced as somebody's kin, to whom a lone surname goes rather than to "his father, Fred Hale"."""
    return [entity for entity in people if not entity.relative] or people


def _add(people: list[_Person], entity: _Person) -> None:
    if entity not in people:
        people.append(entity)


def _undoubled(word: str) -> str:
    """A word in lower case with every run of a letter made one."""
    return re.sub(r"(.)\1+", r"\1", word.lower())


def _nearest(people: Sequence[_Person], span: Span) -> _Person:
    return min(people, key=lambda entity: _distance(entity, span))


def _distance(entity: _Person, span: Span) -> int:
    """The distance of the nearest mention; any before the span counts as nearer than all after it."""
    at = bisect_left(entity.mentions, span)
    if at:
        return span.start - entity.mentions[at - 1].end
    return _AFTER + entity.mentions[0].start
