"""The organizations, places and other names of one text: one entity a name, short names joined to long ones."""

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Mapping

from attrib.data import EntityKind, Mention
from attrib.english.names import acronyms_of, is_acronym_of, mention_key
from attrib.english.nations import COUNTRIES
from attrib.pipeline.entities.drafts import Draft
from attrib.text.visible import visible
from attrib.text.word_sets import word_set

_UNSURE = 0.4  # confidence up to which a body's name may be any capitalised word
_BRACKETED = re.compile(r" \(([A-Z][\w.&-]{1,9})\)")  # the short name right behind the long one
_EXPLAINED = re.compile(r" \((?=[A-Z])")  # behind a short name, before what it stands for
_CERTAIN = 0.8  # confidence from which a lone name that a body bears too is a person's
_OF_PERSONS = word_set("administration campaign camp family foundation government organization regime")
_OFFICES = word_set("ministry department")  # "Defence Ministry" is the "Ministry of Defence"
_CHAMBERS = word_set("house senate")  # "the House" is none of the bodies whose names end so: "White House"


class Bodies:
    """The drafts of organizations, places and the rest: one a name, then short names joined to long ones."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: dict[str, Draft] = {}
        self._bracketed: dict[str, set[str]] = defaultdict(set)
        self._long: dict[str, list[str]] = defaultdict(list)  # by first word, its first letters, and initials
        self._ending: dict[str, list[str]] = defaultdict(list)  # by last word

    def add(self, mention: Mention) -> None:
        """Add a mention to the entity of its name, however it is spelled; the spelling first seen is shown."""
        name = " ".join(visible(mention.span.of(self.text)).split())
        key = _key(name)
        entity = self.entities.get(key)
        if entity is None:
            entity = self.entities[key] = Draft(name, mention.kind, mention.span, sure=mention.confidence > _UNSURE)
        elif mention.kind is EntityKind.ORGANIZATION:
            entity.kind = mention.kind
        if entity.name.isupper() and " " in name and not name.isupper():
            entity.name, entity.span = name, mention.span
        entity.sure = entity.sure or mention.confidence > _UNSURE
        insort(entity.mentions, mention.span)

    def begins(self, mention: Mention) -> bool:
        """Whether a lone word that may be a person begins a body's name: "Moody" of "Moody's Investors Service".

        Not: "Hale" of "Hale administration", a body of a person.
        """
        word = mention_key(mention.span.of(self.text))
        return mention.confidence < _CERTAIN and any(
            entity.kind is EntityKind.ORGANIZATION
            and re.match(rf"{re.escape(word)}(?:['’]?s)? ", key)
            and key.rsplit(" ", 1)[1] not in _OF_PERSONS
            for key, entity in self.entities.items()
        )

    def join(self) -> None:
        """Join acronyms and shortened names to the longer name they stand for."""
        ends = {span.end: key for key, entity in self.entities.items() for span in entity.mentions}
        for match in _BRACKETED.finditer(self.text):
            if match.start() in ends and " " in ends[match.start()]:
                self._note(mention_key(match.group(1)), ends[match.start()])
        self._explain(ends)
        for key, entity in self.entities.items():
            if " " in key:
                firsts = {key.split(" ", 1)[0], mention_key(entity.name).split(" ", 1)[0]}
                firsts |= {word.removesuffix("'s").removesuffix("’s") for word in firsts}
                for form in firsts | {key[:3], key[:4]} | acronyms_of(entity.name):
                    self._long[form].append(key)
                self._ending[key.rsplit(" ", 1)[1]].append(key)
        for key in sorted(self.entities, key=lambda key: (key.count(" "), len(key))):
            longer = self._longer(key)
            if longer is not None:
                short = self.entities.pop(key)
                longer.mentions = sorted(longer.mentions + short.mentions)
                if short.kind is EntityKind.ORGANIZATION:
                    longer.kind = short.kind

    def _explain(self, ends: Mapping[int, str]) -> None:
        """Note the names in brackets that tell what the word in front stands for, in another language's letters.

        Example: "Sinda (Union of Customs Brokers)". Not: "Acme (Norland)", two words or fewer.
        """
        starts = {span.start: key for key, entity in self.entities.items() for span in entity.mentions}
        for match in _EXPLAINED.finditer(self.text):
            short, long = ends.get(match.start()), starts.get(match.end())
            if short is None or long is None or " " in short or long.count(" ") < 2:
                continue
            if all(self.entities[key].kind is EntityKind.ORGANIZATION for key in (short, long)):
                self._note(short, long)

    def _note(self, short: str, long: str) -> None:
        """Note a short name and the long one that brackets say it stands for."""
        self._bracketed[short].add(long)
        self._long[short].append(long)

    def _longer(self, key: str) -> Draft | None:
        entity = self.entities[key]
        if " " in key or len(key) < 2 or (entity.name in COUNTRIES and len(entity.name) > 4):
            return None
        for other in self._long.get(key.replace(".", ""), []):
            candidate = self.entities.get(other)
            if candidate is None or candidate is entity:
                continue
            body = entity.kind is candidate.kind is EntityKind.ORGANIZATION
            written = mention_key(candidate.name)
            begins = body and entity.sure and len(key) > 2 and (other.startswith(key) or written.startswith(key))
            if begins or other in self._bracketed.get(key, ()) or is_acronym_of(entity.name, candidate.name):
                return candidate
        return self._with_the(key, entity)

    def _with_the(self, key: str, entity: Draft) -> Draft | None:
        """The one body whose name ends in a word that always has "the" in front: "the Times" of "New York Times"."""
        if key in _CHAMBERS or entity.kind is not EntityKind.ORGANIZATION or not all(self._articles(entity)):
            return None
        longer = [self.entities[other] for other in self._ending.get(key, ()) if other in self.entities]
        bodies = [other for other in longer if other.kind is EntityKind.ORGANIZATION]
        return bodies[0] if len(bodies) == 1 else None

    def _articles(self, entity: Draft) -> Iterator[bool]:
        """For each mention, whether "the" stands in front of it or begins it."""
        for span in entity.mentions:
            before = self.text[max(0, span.start - 4) : span.start].lower()
            yield before == "the " or self.text[span.start : span.start + 4].lower() == "the "


def _key(name: str) -> str:
    """The key of a body's name: that of a ministry or department has its field first, whichever way it is written."""
    words = mention_key(name).split()
    if len(words) < 3 or words[0] not in _OFFICES or words[1] not in {"of", "for"}:
        return " ".join(words)
    return " ".join([*(word for word in words[2:] if word not in {"the"}), words[0]])
