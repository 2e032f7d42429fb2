"""Whom a pronoun may mean, with what the text tells of each pair: what the antecedent head is trained on and asked."""

from bisect import bisect_left
from dataclasses import dataclass

from attrib.data import EntityKind, Span
from attrib.english.gender import Gender
from attrib.english.pronouns import FEMININE, MASCULINE
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.text.word_sets import word_set

_WORDS = {"he": 0, "his": 1, "him": 2, "himself": 2, "she": 3, "her": 4, "hers": 4, "herself": 4, "it": 5, "its": 6}
_KINDS = {EntityKind.ORGANIZATION: 2}
_PREPOSITIONS = word_set("in at from near of with by to for about against on between than like and")
_BEFORE, _AFTER = 12, 1  # sentences of narration on either side within which an antecedent is looked for
_MOST = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that a pronoun may point at, whom it names, and the features of the pair."""

    span: Span
    entity: Entity
    features: tuple[int, ...]


def candidates(doc: AnnotatedText, word: str, pronoun: Span) -> list[Candidate]:
    """The mentions around a pronoun that fit it in kind, in order of the text; none for another word."""
    lower = word.lower()
    if lower not in _WORDS:
        return []
    index = doc.narrative_index(pronoun.start)
    fitting = [
        (span, entity)
        for span, entity in _around(doc, pronoun)
        if _fits(lower, entity) and -_AFTER <= index - doc.narrative_index(span.start) <= _BEFORE
    ]
    found = []
    for span, entity in fitting:
        low, high = min(span.start, pronoun.start), max(span.start, pronoun.start)
        between = sum(low < other.start < high for other, _ in fitting)
        found.append(Candidate(span, entity, _features(doc, lower, pronoun, span, entity, between)))
    return found


def _around(doc: AnnotatedText, pronoun: Span) -> list[tuple[Span, Entity]]:
    mentions = doc.entities.mentions
    at = bisect_left(mentions, pronoun.start, key=lambda pair: pair[0].start)
    return [pair for pair in mentions[max(0, at - _MOST) : at + _MOST // 3] if not pair[0].overlaps(pronoun)]


def _fits(word: str, entity: Entity) -> bool:
    if word in MASCULINE | FEMININE:
        return entity.kind is EntityKind.PERSON
    return entity.kind is not EntityKind.PERSON and entity.sure


def _features(
    doc: AnnotatedText, word: str, pronoun: Span, span: Span, entity: Entity, between: int
) -> tuple[int, ...]:
    gender = Gender.MALE if word in MASCULINE else Gender.FEMALE if word in FEMININE else None
    agrees = 1 if gender is None or entity.gender is None else 0 if entity.gender is gender else 2
    kind = (0 if entity.sure else 1) if entity.kind is EntityKind.PERSON else _KINDS.get(entity.kind, 3)
    sentences = doc.narrative_index(pronoun.start) - doc.narrative_index(span.start)
    distance = (
        7 if span.start > pronoun.start and sentences == 0 else 8 if sentences < 0 else min(_bucket(sentences), 6)
    )
    quoted = 2 * doc.is_quoted(pronoun.start) + doc.is_quoted(span.start)
    same = doc.sentence_at(pronoun.start) == doc.sentence_at(span.start)
    return (
        _WORDS[word], kind, agrees, distance, min(_bucket(between), 6), quoted, _place(doc, span),
        min(_bucket(len(entity.mentions)) - 1, 3), (span.start > pronoun.start) if same else 2,
    )  # fmt: skip


def _bucket(number: int) -> int:
    """0, 1, 2, 3, 4 to 5, 6 to 9, 10 or more."""
    return number if number < 4 else 4 if number < 6 else 5 if number < 10 else 6


def _place(doc: AnnotatedText, span: Span) -> int:
    """How a mention stands in its sentence: 0 subject, 1 behind a preposition, 2 owner, 3 anywhere else."""
    sentence = doc.sentence(span.start)
    before = doc.text[max(sentence.start, span.start - 60) : span.start]
    if doc.text[span.end : span.end + 2] in {"'s", "’s"}:
        return 2
    words = before.lower().split()
    if words and words[-1] in _PREPOSITIONS:
        return 1
    return 0 if "," not in before and len(before) < 50 else 3
