"""Referring expressions: names, descriptions and pronouns, each with what agreement and distance are judged by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from attrib.data import EntityKind, Span
from attrib.english.function_words import (
    BE,
    DETERMINERS,
    DO,
    GENITIVES,
    HAVE,
    INDEFINITE_ARTICLES,
    MODALS,
    PREPOSITIONS,
)
from attrib.english.gender import Gender
from attrib.english.pronouns import DEMONSTRATIVES, POSSESSIVES, pronoun_gender
from attrib.english.roles import ROLES_FEMALE, ROLES_MALE, singular
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import VERBS, AnnotatedText
from attrib.pipeline.speakers.coreference.words import NAMED, NOUNS, NUMBERS, WORDS, Form, Number, Place, Sort, Word
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase, parse_source
from attrib.text.tokens import Token, tokens_in

_VERBAL = VERBS | BE | HAVE | DO | MODALS | {"who"}
_OPENING = 3  # words of a sentence before an expression that still opens it: "On Monday Ida Quill said"
_EMPTY = DETERMINERS | PREPOSITIONS | GENITIVES | {"and"}


@dataclass(frozen=True, slots=True)
class Position:
    """Where an expression stands: how in its sentence, quoted or not, the number of its sentence, and that of the
    narrated sentences, those wholly quoted not counted.
    """

    place: Place
    quoted: bool
    sentence: int
    narrated: int


@dataclass(frozen=True, slots=True)
class Expression:
    """One referring expression. `span` is its name, its pronoun, or its description up to the head.

    `words` are its content words in lower case and singular, of a name those that the text uses of the entity too.
    Example: "the Labour leader" of "the Labour leader in Norwich". Not: "that", or a clause.
    """

    span: Span
    form: Form
    sort: Sort
    position: Position
    word: Word = Word.NONE
    entity: Entity | None = None
    head: str = ""
    words: frozenset[str] = frozenset()
    number: Number = Number.EITHER
    gender: Gender | None = None


def read_expression(doc: AnnotatedText, span: Span) -> Expression:
    """The pronoun or description at a span, or the name where the phrase has one as its head."""
    return of_phrase(doc, parse_source(span, doc.tokens, doc.entities))


def of_phrase(doc: AnnotatedText, source: SourcePhrase) -> Expression:
    """The expression that a parsed phrase is."""
    if source.entity is not None and source.mention is not None:
        return of_name(doc, source.mention, source.entity)
    position = position_of(doc, source.phrase)
    if source.kind is PhraseKind.PRONOUN:
        word, gender = WORDS.get(source.head, Word.NONE), pronoun_gender(source.head)
        many = Number.SEVERAL if word in (Word.THEY, Word.THEIR, Word.THEM) else Number.ONE
        return Expression(source.phrase, Form.PRONOUN, Sort.OTHER, position, word, None, "", frozenset(), many, gender)
    words = tokens_in(doc.tokens, source.phrase)
    sort, head = NOUNS.get(source.kind, Sort.OTHER), singular(source.head)
    gender = Gender.MALE if head in ROLES_MALE else Gender.FEMALE if head in ROLES_FEMALE else None
    known = content_words(token.lower for token in words)
    form, number = _form(words), NUMBERS.get(sort, Number.EITHER)
    return Expression(source.phrase, form, sort, position, Word.NONE, None, head, known, number, gender)


def of_name(doc: AnnotatedText, span: Span, entity: Entity, told: frozenset[str] = frozenset()) -> Expression:
    """The expression that a name is; `told` are words that the text uses of the entity beside its affiliations."""
    sort = NAMED.get(entity.kind, Sort.MISC)
    if entity.kind is EntityKind.PERSON:
        sort = Sort.PERSON if entity.sure else Sort.PERHAPS_PERSON
    number = Number.ONE if entity.kind is EntityKind.PERSON else Number.EITHER
    said = (word for fact in doc.affiliations.of(entity) for word in fact.words)
    words = content_words([*said, *told, *entity.name.lower().split()])
    position = position_of(doc, span)
    return Expression(span, Form.NAME, sort, position, Word.NONE, entity, "", words, number, entity.gender)


def content_words(words: Iterable[str]) -> frozenset[str]:
    """The singular of each word in lower case, articles, prepositions and the like left out."""
    return frozenset(singular(word) for word in words if word not in _EMPTY and word[:1].isalnum())


def position_of(doc: AnnotatedText, span: Span) -> Position:
    """Where a span stands."""
    sentence = doc.sentence_at(span.start)
    narrated = doc.narrative_index(span.start)
    return Position(_place(doc, span), doc.is_quoted(span.start), sentence, narrated)


def _place(doc: AnnotatedText, span: Span) -> Place:
    """How a span stands in its sentence, told by the words beside it."""
    first, last = doc.token_range(span)
    before = doc.tokens[first - 1] if first else None
    after = doc.tokens[last] if last < len(doc.tokens) else None
    if after is not None and after.lower in GENITIVES:
        return Place.OWNER
    if before is not None and before.lower in PREPOSITIONS:
        return Place.OBLIQUE
    if first - doc.token_range(doc.sentence(span.start))[0] <= _OPENING:
        return Place.OPENING
    if after is not None and (after.lower in _VERBAL or (after.lower.endswith("ed") and not after.capital)):
        return Place.SUBJECT
    return Place.OBJECT if before is not None and before.lower in _VERBAL else Place.ELSEWHERE


def _form(words: Sequence[Token]) -> Form:
    """How a description is made, by its first word; an owner's genitive counts as "his" does."""
    first = words[0].lower if words else ""
    if first in POSSESSIVES or any(token.lower in GENITIVES for token in words):
        return Form.OWNED
    if first == "the":
        return Form.DEFINITE
    if first in DEMONSTRATIVES:
        return Form.DEMONSTRATIVE
    return Form.INDEFINITE if first in INDEFINITE_ARTICLES else Form.BARE
