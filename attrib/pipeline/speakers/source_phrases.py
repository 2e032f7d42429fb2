"""What a source phrase is: a name, a pronoun, a description of one person, of a body, of a text or of many."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from attrib.data import EntityKind, Span
from attrib.english.calendar import DAYS
from attrib.english.collectives import is_many
from attrib.english.function_words import DEFINITE, GENITIVES, INDEFINITE_ARTICLES, NUMBERS
from attrib.english.nations import COUNTRY_OF
from attrib.english.pronouns import POSSESSIVES, PRONOUNS, REFLEXIVES, SPEAKING, WHO
from attrib.english.roles import BODIES, is_people, is_role, is_writing, singular
from attrib.pipeline.entities.entities import Entities, Entity
from attrib.pipeline.speakers.noun_phrases import (
    apposed_name,
    beside_name,
    closing_name,
    head_region,
    lists_people,
    named_head,
)
from attrib.text.tokens import Token, tokens_in
from attrib.text.word_sets import word_set

_LONGEST = 400  # characters of a source that are read; more is no source


# Who "we" are a text need not say: with "our" among these, "our society" would be a target of its own where the body
# named before it is one ("Google Ads").
_OWNED = POSSESSIVES - {"our"}
_ARTICLES = INDEFINITE_ARTICLES | {"one", "another", "some", "any"}
QUANTITIES = (NUMBERS - {"one"}) | word_set("many some several most few half others those these")
_ACRONYMS = word_set("WHO US IT")  # which are spelled as pronouns
_ONE_BODY = word_set("ministry department commission committee")  # "the Ministry of Food and Farming" is one


class PhraseKind(StrEnum):
    """The kinds of source phrases, each resolved in its own way."""

    NAME = "name"
    PRONOUN = "pronoun"
    ROLE = "role"  # one person by role: "the prime minister", "a spokesman"
    BODY = "body"  # "the company", "police"
    WRITING = "writing"  # "the report"
    PEOPLE = "people"  # "critics", "Pakistani officials", "X and Y"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """A parsed source phrase: its kind, its head word in lower case, and the entity its head names, if any.

    `phrase` is the noun phrase without what follows it; `definite` where it points at somebody the text has told of,
    `indefinite` where an article says the contrary, `owned` where the phrase names whom its head belongs to.
    """

    kind: PhraseKind
    span: Span
    phrase: Span
    head: str = ""
    entity: Entity | None = None
    mention: Span | None = None
    definite: bool = False
    indefinite: bool = False
    owned: bool = False


def parse_source(span: Span, tokens: Sequence[Token], entities: Entities) -> SourcePhrase:
    """Parse the source phrase at a span; one that has no word in it is of the kind OTHER."""
    words = _trimmed(tokens_in(tokens, Span(span.start, min(span.end, span.start + _LONGEST))))
    if not words:
        return SourcePhrase(PhraseKind.OTHER, span, span)
    pronoun = words[0].lower
    is_pronoun = pronoun in PRONOUNS and words[0].word not in _ACRONYMS
    if is_pronoun and (len(words) == 1 or pronoun in WHO | SPEAKING):
        return SourcePhrase(PhraseKind.PRONOUN, span, Span(words[0].start, words[0].end), pronoun)
    region = head_region(words, entities)
    phrase = Span(region[0].start, region[-1].end)
    if (_joins(words, region) and not _is_one_name(words, entities)) or lists_people(words, entities):
        return SourcePhrase(PhraseKind.PEOPLE, span, Span(words[0].start, words[-1].end), "and")
    head = next((token.lower for token in reversed(region) if token.is_word), "")
    kind = _one_of(words, entities) if head == "one" else _kind_of_head(head, region)
    plain = region[-1].word.islower() or region[-1].initial  # no name: "the Chamber of Industry"
    many = plain and is_many([token.lower for token in words], len(region))
    if many or (kind is PhraseKind.PEOPLE and any(token.lower in QUANTITIES for token in region[:-1])):
        return SourcePhrase(PhraseKind.PEOPLE, span, phrase, head)
    named = named_head(region, entities)
    if kind in (PhraseKind.BODY, PhraseKind.OTHER) and (named is None or named[1].kind is not EntityKind.PERSON):
        named = closing_name(words, entities) or named
    follows = words[len(region)].word if len(region) < len(words) else ""
    if named is None and (kind is PhraseKind.ROLE or follows == ","):
        named = apposed_name(words, len(region), entities)
    if named is None and kind is PhraseKind.ROLE:
        named = closing_name(words, entities)
    if named is None and kind is PhraseKind.ROLE and len(region) == len(words):
        named = beside_name(words[-1], tokens, entities)
    owned = pronoun in _OWNED or any(token.word in GENITIVES for token in region)
    definite = pronoun in DEFINITE or owned
    if named is not None and not _is_common(named[1], words[len(region) :]):
        return SourcePhrase(PhraseKind.NAME, span, phrase, head, named[1], named[0], True)
    return SourcePhrase(kind, span, phrase, head, None, None, definite, pronoun in _ARTICLES, owned)


def _is_common(entity: Entity, rest: Sequence[Token]) -> bool:
    """Whether what looked like a lone name is a common noun: "Jurors in Virginia"."""
    return not entity.sure and entity.kind is not EntityKind.PERSON and bool(rest) and rest[0].is_word


def _trimmed(words: list[Token]) -> list[Token]:
    """The words of a source without the marks around them, a closing "himself" and the day: "President X Friday"."""
    while words and not words[0].is_word:
        words.pop(0)
    while words and not words[-1].is_word and words[-1].word not in GENITIVES and words[-1].word != ".":
        words.pop()
    while len(words) > 1 and words[-1].lower in REFLEXIVES | DAYS:
        words.pop()
    return words


def _joins(words: Sequence[Token], region: Sequence[Token]) -> bool:
    """Whether "and" joins two speakers rather than two words of one: "Germany and France", "X, Y and Z"."""
    joint = next((at for at, token in enumerate(words) if token.lower in {"and", "or"} and at), None)
    if joint is None or joint + 1 >= len(words) or len(region) <= joint:
        return False
    left, right, after = region[joint - 1], region[-1], words[joint + 1]
    if is_people(left.lower) and is_people(right.lower):
        return True
    if left.capital and after.capital:
        return not any(token.lower in _ONE_BODY for token in region)
    return left.is_word and after.lower in {"colleagues", "the", "his", "her", "other", "others"}


def _is_one_name(words: Sequence[Token], entities: Entities) -> bool:
    """Whether the "and" is inside a name: "Pacific Gas and Electric Co"."""
    joint = next(token for at, token in enumerate(words) if token.lower in {"and", "or"} and at)
    return any(
        mention.start < joint.start and joint.end < mention.end for mention, _ in entities.within(Span(*joint[:2]))
    )


def _one_of(words: Sequence[Token], entities: Entities) -> PhraseKind:
    """One of many: a body where they are bodies, else a person: "one of Labour's most senior Asians"."""
    many = head_region(words[2:], entities) if len(words) > 2 and words[1].lower == "of" else []
    return PhraseKind.BODY if many and singular(many[-1].lower) in BODIES else PhraseKind.ROLE


def _kind_of_head(head: str, region: Sequence[Token]) -> PhraseKind:
    lawsuit = head == "action" and region[-2:-1] and region[-2].lower == "legal"
    if is_writing(head) or lawsuit:
        return PhraseKind.WRITING
    if is_people(head) or region[0].lower in QUANTITIES or head.isdigit():
        return PhraseKind.PEOPLE
    if is_role(head) or head.endswith("-old") or (head in COUNTRY_OF and len(region) > 1):
        return PhraseKind.ROLE
    return PhraseKind.BODY if head in BODIES else PhraseKind.OTHER
