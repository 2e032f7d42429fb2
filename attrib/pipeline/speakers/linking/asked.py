"""A statement as the linker asks about it: the form of its source, and what its words tell of the speaker."""

from collections.abc import Mapping
from dataclasses import dataclass

from attrib.data import Span, Spans
from attrib.english.function_words import DETERMINERS
from attrib.english.gender import Gender
from attrib.english.names import mention_key
from attrib.english.nations import COUNTRY_OF
from attrib.english.pronouns import HE_SHE, IT, THEY, THIRD_POSSESSIVES, WE, pronoun_gender
from attrib.english.roles import singular
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.linking.flags import flags
from attrib.pipeline.speakers.linking.places import LinkText, Place
from attrib.pipeline.speakers.rules.pronouns import probabilities
from attrib.pipeline.speakers.rules.role_holders import role_gender
from attrib.pipeline.speakers.source_phrases import QUANTITIES, PhraseKind, SourcePhrase
from attrib.pipeline.speakers.sourced import SourcedStatement

_EMPTY = DETERMINERS | {"of", "for", "s", "'s", "’s", "and", "new"}
_LINKING = frozenset({"by", "from", "of", "for", "on", "in", "at", "to", "with"})
_ANAPHORIC = HE_SHE | IT | THEY | THIRD_POSSESSIVES
_HE_SHE = {"he": "he", "she": "she", "it": "it", "they": "they", "who": "who", "which": "who", "that": "who"}

GROUPS = {
    "he": "person pronoun",
    "she": "person pronoun",
    "it": "it",
    "they": "they",
    "who": "who",
    "first": "first",
    "pronoun": "other pronoun",
    "quantity": "they",
    "cue": "cue",
    "quote": "quote",
    "name": "name",
    "role": "role",
    "body": "body",
    "writing": "writing",
    "people": "people",
    "other": "other",
    "letter Q": "letter",
    "letter A": "letter",
}
"""The forms of sources, and the group of forms whose features are alike."""
PRONOUNS = frozenset({"he", "she", "it", "they", "who", "pronoun", "quantity"})
"""The forms that point at somebody without a noun."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement with what the features of all its candidates share.

    `form` is the kind of source ("he", "role", "body", …), `noun` how a noun is determined, `words` the phrase's words
    without articles, `within` the entities that the phrase names, with how: "owner", "after of", "modifier".
    """

    item: SourcedStatement
    place: Place
    form: str
    noun: str
    words: frozenset[str]
    head: str
    gender: Gender | None
    nations: frozenset[str]
    within: Mapping[Entity, str]
    likely: Mapping[Entity, float]
    flags: frozenset[str]
    content: Spans
    inside: frozenset[Entity]
    stem: str
    key: str
    capitals: str


def ask(text: LinkText, item: SourcedStatement) -> Asked:
    """The statement as the linker asks about it."""
    source = item.source
    place = text.place(Span(item.offset, item.offset + 1) if source is None else source.span)
    form = _form(text, item)
    words = [] if source is None else [token for token in text.words(source.phrase) if token.is_word]
    lower = frozenset(singular(token.lower) for token in words) - _EMPTY
    nations = frozenset(COUNTRY_OF[token.lower] for token in words if token.lower in COUNTRY_OF)
    head = "" if source is None else source.head.removeprefix("ex-")
    gender = pronoun_gender(head) if form in {"he", "she"} else role_gender(head)
    likely = _likely(text, source)
    name = None if source is None else source.mention or source.phrase
    return Asked(
        item,
        place,
        form,
        _noun(source),
        lower,
        head,
        gender,
        nations,
        _within(text, source),
        likely,
        frozenset(flags(text, item)),
        item.statement.content,
        _inside(text, item.statement.content),
        _stem(text, item),
        mention_key(name.of(text.doc.text)) if name is not None else "",
        "".join(token.word for token in text.words(name) if token.capital) if name is not None else "",
    )


def _likely(text: LinkText, source: SourcePhrase | None) -> Mapping[Entity, float]:
    """How likely each entity is what the pronoun means that a source is or begins with, by the model's head."""
    words = [] if source is None else text.words(source.span)[:1]
    if not words or words[0].lower not in _ANAPHORIC:
        return {}
    return probabilities(text.doc, words[0].word, words[0].start, text.expressions)


def _inside(text: LinkText, content: Spans) -> frozenset[Entity]:
    """The entities that the content names."""
    named = ((span, pair) for span in content for pair in text.doc.entities.within(span))
    return frozenset(entity for span, (mention, entity) in named if span.contains(mention))


def _stem(text: LinkText, item: SourcedStatement) -> str:
    """The first letters of the cue's verb: "reported" and "the report" share them."""
    words = [token.lower for span in item.statement.cue for token in text.words(span)]
    return words[-1][:5] if words and len(words[-1]) > 4 else ""


def _form(text: LinkText, item: SourcedStatement) -> str:
    source = item.source
    if item.letter:
        return f"letter {item.letter}"
    if source is None:
        return "cue" if item.statement.cue else "quote"
    if source.entity is not None:
        return "name"
    if source.kind is PhraseKind.PRONOUN:
        return _HE_SHE.get(source.head) or ("first" if source.head in WE else "pronoun")
    if source.kind is PhraseKind.PEOPLE and all(token.lower in QUANTITIES for token in text.words(source.span)):
        return "quantity"
    return source.kind.value


def _noun(source: SourcePhrase | None) -> str:
    if source is None or source.kind is PhraseKind.PRONOUN:
        return ""
    if source.owned:
        return "owned"
    return "definite" if source.definite else "indefinite" if source.indefinite else "bare"


def _within(text: LinkText, source: SourcePhrase | None) -> dict[Entity, str]:
    """The entities that a source names, by the place of the name in it."""
    found: dict[Entity, str] = {}
    named = [] if source is None else text.doc.entities.within(source.span)
    for mention, entity in named:
        if source is not None:
            found.setdefault(entity, _part_of(text, source, mention, entity))
    return found


def _part_of(text: LinkText, source: SourcePhrase, mention: Span, entity: Entity) -> str:
    """How a name stands in a source: its head, in apposition, as an owner, behind a preposition, as a modifier."""
    if entity == source.entity:
        inside = source.mention is not None and source.phrase.overlaps(source.mention)
        return "head" if inside else "apposed"
    if text.place(mention).part == "owner":
        return "owner"
    if mention.start >= source.phrase.end:
        before = text.doc.text[source.phrase.end : mention.start].lower().split()
        linked = next((word for word in reversed(before) if word in _LINKING), "")
        return f"{'closing' if mention.end >= source.span.end - 1 else 'after'} {linked}"
    return "end" if mention.end >= source.phrase.end else "modifier"
