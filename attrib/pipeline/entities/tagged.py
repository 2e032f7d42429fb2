"""Words of one text with their classes and the names they belong to, by index: what descriptions are read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from attrib.data import EntityKind, Spans
from attrib.english.function_words import BE, CONJUNCTIONS, DETERMINERS, DO, GENITIVES, HAVE, MODALS, PREPOSITIONS
from attrib.english.lexicon import lexicon
from attrib.english.pronouns import PRONOUNS
from attrib.english.roles import FIELDS, is_people, is_role, singular
from attrib.english.word_classes import WordClass
from attrib.pipeline.entities.entities import Entities, Entity
from attrib.text.lines import is_space
from attrib.text.tokens import Token, token_range

NOUNS = frozenset({WordClass.PROPER_NOUN, WordClass.NOUN, WordClass.PLURAL_NOUN})
_IN_PHRASES = NOUNS | {
    WordClass.ADJECTIVE,
    WordClass.NUMBER,
    WordClass.GENITIVE,
    WordClass.PARTICIPLE,
    WordClass.ING_FORM,
}
_CLOSED = frozenset(
    {WordClass.FINITE_VERB, WordClass.DETERMINER, WordClass.PRONOUN, WordClass.PREPOSITION, WordClass.CONJUNCTION}
)
_VERBS = BE | HAVE | DO | MODALS | lexicon().words("clause_verbs") | lexicon().words("verbs_of_saying")


class Name(NamedTuple):
    """The mention of an entity that some tokens are, as a half-open range of indices."""

    entity: Entity
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class TaggedText:
    """The tokens of a text; for each its word class and the name it is part of, if any.

    `starts` has the indices of the tokens that begin a sentence. Offices that were taken for bodies ("Minister of
    Works") are no names here.
    """

    text: str
    tokens: Sequence[Token]
    classes: Sequence[WordClass]
    names: Sequence[Name | None]
    starts: frozenset[int]

    def phrase(self, first: int, end: int) -> str:
        """The words of a range as the text has them, with single spaces."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[end - 1].end].split()) if first < end else ""

    def gap(self, at: int) -> str:
        """What stands between a token and the one before it."""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start] if at else ""

    def breaks(self, at: int) -> bool:
        """Whether a sentence or a paragraph begins with a token; a mere line end breaks nothing."""
        if at in self.starts or at == 0:
            return at in self.starts
        start, end = self.tokens[at - 1].end, self.tokens[at].start
        return end > start and not is_space(self.text, start, end)

    def is_person(self, at: int) -> bool:
        """Whether a token is part of a person's name."""
        name = self.names[at]
        return name is not None and name.entity.kind is EntityKind.PERSON

    def in_phrase(self, at: int) -> bool:
        """Whether a token may stand inside a noun phrase, behind its determiner."""
        token, kind = self.tokens[at], self.classes[at]
        if token.lower in GENITIVES or kind in _IN_PHRASES:
            return True
        return token.capital and token.is_word and kind not in _CLOSED

    def is_noun(self, at: int) -> bool:
        """Whether a token may be the head of a noun phrase."""
        token, kind = self.tokens[at], self.classes[at]
        named = token.capital and kind is not WordClass.ADJECTIVE
        return token.is_word and (kind in NOUNS or named or is_role(token.lower))

    def is_determiner(self, at: int) -> bool:
        """Whether a token is an article, a possessive or a demonstrative."""
        return self.classes[at] is WordClass.DETERMINER or self.tokens[at].lower in DETERMINERS


def tag(
    text: str, tokens: Sequence[Token], classes: Sequence[WordClass], entities: Entities, sentences: Spans
) -> TaggedText:
    """The tagged text; word classes are guessed from capitals, endings and lists where no model has told them."""
    names: list[Name | None] = [None] * len(tokens)
    for span, entity in entities.mentions:
        first, end = token_range(tokens, span)
        if first < end and not (entity.kind is not EntityKind.PERSON and _is_office(tokens[first:end])):
            names[first:end] = [Name(entity, first, end)] * (end - first)
    starts = frozenset(token_range(tokens, sentence)[0] for sentence in sentences)
    return TaggedText(text, tokens, classes or [_guess(token) for token in tokens], names, starts)


def _is_office(words: Sequence[Token]) -> bool:
    """Whether what was taken for a body is an office: "Minister of Works", "Defence Secretary"."""
    lower = [token.lower for token in words]
    offices = [is_role(singular(word)) or word in FIELDS for word in lower]
    first, last = is_role(singular(lower[0])), is_role(singular(lower[-1]))
    return (first and (len(lower) == 1 or lower[1] in {"of", "for"})) or ((first or last) and all(offices))


def _guess(token: Token) -> WordClass:
    """The class of a word by itself: closed classes by lists, open ones by capitals and endings."""
    word = token.lower
    closed = (
        (GENITIVES, WordClass.GENITIVE),
        (DETERMINERS, WordClass.DETERMINER),
        (PRONOUNS, WordClass.PRONOUN),
        (PREPOSITIONS, WordClass.PREPOSITION),
        (CONJUNCTIONS, WordClass.CONJUNCTION),
        (_VERBS, WordClass.FINITE_VERB),
    )
    known = next((kind for words, kind in closed if word in words), None)
    if known is not None or not token.is_word:
        return known or WordClass.OTHER
    if token.capital:
        return WordClass.PROPER_NOUN
    if is_role(word):
        return WordClass.NOUN
    if is_people(word):
        return WordClass.PLURAL_NOUN
    endings = (("ed", WordClass.FINITE_VERB), ("ing", WordClass.ING_FORM), ("ly", WordClass.ADVERB))
    by_ending = next((kind for ending, kind in endings if word.endswith(ending)), WordClass.NOUN)
    return WordClass.NUMBER if word.isdigit() else by_ending
