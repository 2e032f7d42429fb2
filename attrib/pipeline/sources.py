"""What a source phrase is: a name, a pronoun, a description of one person, of a body, of a text or of many."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from attrib.data import EntityKind, Span
from attrib.pipeline.cast import Cast, Entity
from attrib.text.titles import BODIES, WRITINGS, is_people, is_role, singular
from attrib.text.tokens import Token, tokens_in
from attrib.text.words import word_set

HE_SHE = word_set("he she his her him himself herself")
IT = word_set("it its itself")
THEY = word_set("they their them themselves both")
WE = word_set("i we me us my our mine ours myself ourselves")
WHO = word_set("who which that whom whose")
PRONOUNS = HE_SHE | IT | THEY | WE | WHO | word_set("you your one this these those")
_STOPS = word_set(
    "of for from at in on with who which that whom to by about against under over after before including as called",
    "sent based familiar close issued released published recently involved polled compiled led leading surveyed",
    "behind inside between among outside within near during since is was are were said says",
)
_DETERMINERS = word_set("the his her its their our my this that these those")
_GENITIVES = word_set("'s ’s")
_DASHES = frozenset("-–—")


class Sort(StrEnum):
    """The sorts of source phrases, each resolved in its own way."""

    NAME = "name"
    PRONOUN = "pronoun"
    ROLE = "role"  # one person by role: "the prime minister", "a spokesman"
    BODY = "body"  # "the company", "police"
    WRITING = "writing"  # "the report"
    PEOPLE = "people"  # "critics", "Pakistani officials", "X and Y"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Source:
    """A source phrase read: its sort, its head word in lower case, and the entity its head names, if any.

    `phrase` is the noun phrase without what follows it; `definite` where it points at somebody the text has told of.
    """

    sort: Sort
    span: Span
    phrase: Span
    head: str = ""
    entity: Entity | None = None
    mention: Span | None = None
    definite: bool = False


def read_source(span: Span, tokens: Sequence[Token], cast: Cast) -> Source:
    """Read the source phrase at a span; one that has no word in it is of the sort OTHER."""
    words = tokens_in(tokens, span)
    while words and not words[0].is_word:
        words.pop(0)
    while (
        words and not words[-1].is_word and words[-1].word not in _GENITIVES and words[-1].word not in {".", "'", "’"}
    ):
        words.pop()
    if not words:
        return Source(Sort.OTHER, span, span)
    pronoun = words[0].lower
    if pronoun in PRONOUNS and (len(words) == 1 or pronoun in WHO | {"he", "she", "it", "i", "we", "they"}):
        return Source(Sort.PRONOUN, span, Span(words[0].start, words[0].end), pronoun)
    region = _head_region(words)
    phrase = Span(region[0].start, region[-1].end)
    definite = words[0].lower in _DETERMINERS or any(token.word in _GENITIVES for token in region)
    if _joins(words, region):
        return Source(Sort.PEOPLE, span, Span(words[0].start, words[-1].end), "and")
    named = _named_head(region, phrase, cast)
    if named is not None:
        return Source(Sort.NAME, span, phrase, region[-1].lower, named[1], named[0], True)
    apposed = _apposed(words, region, cast)
    if apposed is not None:
        return Source(Sort.NAME, span, phrase, region[-1].lower, apposed[1], apposed[0], True)
    head = next((token.lower for token in reversed(region) if token.is_word), "")
    return Source(_sort_of(head, region), span, phrase, head, None, None, definite)


def _head_region(words: Sequence[Token]) -> list[Token]:
    """The tokens of the noun phrase up to its head: what comes before a comma, preposition, relative clause or dash."""
    region: list[Token] = []
    for at, token in enumerate(words):
        stops = (
            token.word in {",", ";", ":", "("} or token.word in _DASHES or (token.lower in _STOPS and not token.capital)
        )
        if stops and at:
            break
        region.append(token)
    return region


def _joins(words: Sequence[Token], region: Sequence[Token]) -> bool:
    """Whether "and" joins two speakers rather than two words of one: "Germany and France", "X, Y and Z"."""
    joints = [at for at, token in enumerate(words) if token.lower in {"and", "or"}]
    if not joints:
        return False
    after = words[joints[-1] + 1 :]
    if len(region) > joints[0]:
        left, right = region[joints[0] - 1] if joints[0] else region[0], region[-1]
        plural = is_people(left.lower) and is_people(right.lower)
        capitals = left.capital and bool(after) and after[0].capital and not _one_body(region)
        return (
            plural or capitals or bool(after and after[0].lower in {"colleagues", "the", "his", "her"} and left.is_word)
        )
    return False


def _one_body(region: Sequence[Token]) -> bool:
    return any(token.lower in {"ministry", "department", "commission", "committee"} for token in region)


def _named_head(region: Sequence[Token], phrase: Span, cast: Cast) -> tuple[Span, Entity] | None:
    """The mention that the phrase ends with, or owns a genitive that ends it."""
    end = phrase.end
    last = [token for token in region if token.is_word][-1]
    if region[-1].word in _GENITIVES or region[-1].word in {"'", "’"}:
        end = last.end
    for mention, entity in reversed(cast.within(phrase)):
        ends = mention.end >= min(end, last.end) or (
            mention.end >= last.start - 1 and last.lower in {"mp", "msp", "qc", "jr"}
        )
        if ends and (entity.kind is not EntityKind.MISC or mention.start <= phrase.start + 4):
            return mention, entity
    return None


def _apposed(words: Sequence[Token], region: Sequence[Token], cast: Cast) -> tuple[Span, Entity] | None:
    """The person named between the commas after a description: "the men's solicitor, X,"."""
    rest = words[len(region) :]
    if not rest or rest[0].word != ",":
        return None
    until = next((token.start for token in rest[1:] if token.word == ","), words[-1].end)
    for mention, entity in cast.within(Span(rest[0].end, until)):
        if entity.kind is EntityKind.PERSON:
            return mention, entity
    return None


def _sort_of(head: str, region: Sequence[Token]) -> Sort:
    first = region[0].lower
    if head in WRITINGS or singular(head) in WRITINGS:
        return Sort.WRITING
    if (
        is_people(head)
        or first in {"many", "some", "several", "most", "those", "few", "others", "these"}
        or head.isdigit()
    ):
        return Sort.PEOPLE
    if is_role(head) or head.endswith("-old"):
        return Sort.ROLE
    if head in BODIES:
        return Sort.BODY
    return Sort.OTHER
