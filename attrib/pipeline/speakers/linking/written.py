"""Texts that speak again: "the report" after "a report by X", and "it" for a text, are both X."""

from dataclasses import dataclass, field

from attrib.pipeline.speakers.history import Referent
from attrib.pipeline.speakers.linking.asked import Asked
from attrib.pipeline.speakers.linking.places import LinkText

AGAIN = 0.95
"""How likely "the report" is the report that spoke last: 63 of 66 labelled ones are."""


@dataclass(slots=True)
class Written:
    """Who spoke by the texts so far: `by_place` by where the text's phrase begins, `by_noun` by its noun, the last."""

    by_place: dict[int, Referent] = field(default_factory=dict)
    by_noun: dict[str, Referent] = field(default_factory=dict)

    def again(self, text: LinkText, asked: Asked) -> Referent | None:
        """Who spoke by the text that a source is once more: "the report"; None for another source or a first text."""
        writing = asked.item.writing
        if writing is None or writing != asked.item.source:
            return None
        words = [token.lower for token in text.words(writing.span) if token.is_word]
        return self.by_noun.get(writing.head) if words == ["the", writing.head] else None

    def author(self, referent: Referent | None) -> Referent | None:
        """Who spoke by the text that a speaker is, where it is one: "it" in "A report by X said … It said …"."""
        if referent is None or referent.entity is not None or referent.source is None:
            return referent
        return self.by_place.get(referent.source.phrase.start, referent)

    def keep(self, asked: Asked, referent: Referent | None) -> None:
        """Remember who spoke by the text of a statement, if it has one."""
        writing = asked.item.writing
        if writing is not None and referent is not None:
            self.by_place[writing.phrase.start] = self.by_noun[writing.head] = referent
