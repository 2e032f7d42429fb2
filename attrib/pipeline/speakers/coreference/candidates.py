"""Whom a pronoun or a description may mean, with the features of each pair."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from attrib.data import EntityKind, Span
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.coreference.expressions import Expression, of_name, of_phrase, read_expression
from attrib.pipeline.speakers.coreference.pairs import Standing, pair_features
from attrib.pipeline.speakers.coreference.words import Form, Sort, Word
from attrib.pipeline.speakers.source_phrases import SourcePhrase

_BEFORE, _AFTER = 12, 1  # narrated sentences on either side of a pronoun within which an antecedent is looked for
_MOST = 60  # expressions before a pronoun
_LATEST = 2  # mentions of an entity before a description, beside the first of all and the next
_HE_SHE = frozenset({Word.HE, Word.HIS, Word.HIM, Word.SHE, Word.HER})
_PEOPLE = frozenset({Sort.PERSON, Sort.PERHAPS_PERSON})
_BODIES = frozenset({Sort.ORGANIZATION, Sort.PLACE, Sort.MISC})
_SINGULAR = frozenset({Sort.PERSON, Sort.PERHAPS_PERSON, Sort.ROLE, Sort.OTHER})
# What each sort of description may mean; every other sort may mean anything.
_FITS = {
    Sort.ROLE: _SINGULAR,
    Sort.BODY: _BODIES | {Sort.BODY, Sort.OTHER, Sort.PEOPLE},
    Sort.WRITING: _BODIES | {Sort.WRITING, Sort.OTHER},
    Sort.PEOPLE: _BODIES | {Sort.BODY, Sort.PEOPLE, Sort.OTHER},
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expression that an anaphor may point at, the entity it names if it names one, and the pair's features."""

    span: Span
    entity: Entity | None
    features: tuple[int, ...]


class Expressions:
    """The names and descriptions of one text in order, made once and asked for each anaphor."""

    def __init__(
        self,
        doc: AnnotatedText,
        phrases: Iterable[SourcePhrase] = (),
        told: Mapping[Entity, frozenset[str]] | None = None,
    ) -> None:
        """`phrases` are descriptions that may be antecedents too; `told` has the words that the text uses of entities,
        beside those of its affiliations.
        """
        self.doc = doc
        known = told or {}
        named = [of_name(doc, span, entity, known.get(entity, frozenset())) for span, entity in doc.entities.mentions]
        described = [item for item in (of_phrase(doc, phrase) for phrase in phrases) if item.entity is None]
        self.all = sorted([*named, *described], key=lambda item: item.span)
        counts = Counter(item.entity for item in named)
        by_count = sorted(doc.entities.all, key=lambda entity: -counts[entity])
        self._rank: Mapping[Entity | None, int] = {
            entity: at for group in (True, False) for at, entity in enumerate(_of_kind(by_count, people=group))
        }
        self._lead = doc.sentences[0].end if doc.sentences else 0

    def candidates(self, span: Span) -> list[Candidate]:
        """What the pronoun or description at a span may mean, in order of the text; nothing for any other word.

        A pronoun may mean what is near, a description whatever the text names.
        """
        return self.candidates_of(read_expression(self.doc, span), span)

    def candidates_of(self, anaphor: Expression, span: Span) -> list[Candidate]:
        """As `candidates`, for an expression that is read already; `span` is the whole phrase that it heads."""
        if anaphor.form is Form.NAME or (anaphor.form is Form.PRONOUN and anaphor.word is Word.NONE):
            return []
        at = bisect_left(self.all, anaphor.span.start, key=lambda item: item.span.start)
        outside = [item for item in self._around(anaphor, at) if not item.span.overlaps(span)]
        fitting = [item for item in outside if fits(anaphor, item)]
        before = sum(item.span.start < anaphor.span.start for item in fitting)
        seen: set[Entity | None] = {None}
        found = []
        for number in range(len(fitting) - 1, -1, -1):
            item = fitting[number]
            between = max(before - 1 - number, 0) if number < before else number - before
            nearest = number < before and item.entity not in seen
            seen |= {item.entity} if number < before else set()
            features = pair_features(anaphor, item, between, self._standing(item, nearest=nearest))
            found.append(Candidate(item.span, item.entity, features))
        return found[::-1]

    def _around(self, anaphor: Expression, at: int) -> list[Expression]:
        """The expressions that are near a pronoun; of a description's the few of each entity that matter."""
        here = anaphor.position.narrated
        if anaphor.form is Form.PRONOUN:
            near = self.all[max(0, at - _MOST) : at + _MOST // 3]
            return [item for item in near if -_AFTER <= here - item.position.narrated <= _BEFORE]
        kept, seen = set[int](), Counter[Entity]()
        for number in range(at - 1, -1, -1):
            item = self.all[number]
            if item.entity is None:
                kept |= {number} if here - item.position.narrated <= _BEFORE else set()
            elif seen[item.entity] < _LATEST or item.span == item.entity.mentions[0]:
                seen[item.entity] += 1
                kept.add(number)
        after = set[Entity]()
        for number in range(at, len(self.all)):
            entity = self.all[number].entity
            if entity is not None and entity not in after:
                after.add(entity)
                kept.add(number)
        return [self.all[number] for number in sorted(kept)]

    def _standing(self, item: Expression, *, nearest: bool) -> Standing:
        entity = item.entity
        if entity is None:
            return Standing(0, 3, leads=False, nearest=False)
        leads = entity.mentions[0].start < self._lead
        return Standing(len(entity.mentions), self._rank[entity], leads=leads, nearest=nearest)


def fits(anaphor: Expression, other: Expression) -> bool:
    """Whether an anaphor may mean an expression, by what sort of thing each is."""
    if anaphor.word in _HE_SHE:
        return other.sort in _SINGULAR
    if anaphor.word in (Word.IT, Word.ITS):
        sure = other.entity is None or other.entity.sure
        return sure and other.sort not in _PEOPLE and other.sort not in (Sort.ROLE, Sort.PEOPLE)
    return other.sort in _FITS.get(anaphor.sort, frozenset(Sort)) if anaphor.form is not Form.PRONOUN else True


def _of_kind(entities: Iterable[Entity], *, people: bool) -> list[Entity]:
    return [entity for entity in entities if (entity.kind is EntityKind.PERSON) is people]


def shares(found: Sequence[Candidate], scores: Sequence[float]) -> dict[Entity | None, float]:
    """How likely each entity is meant, given the scores of its candidates; None for whom the text never names.

    That nobody is meant has the score 0, and a description that names no entity counts as nobody.
    """
    top = max(0.0, *scores) if scores else 0.0
    weights: dict[Entity | None, float] = {None: exp(-top)}
    for item, score in zip(found, scores, strict=True):
        weights[item.entity] = weights.get(item.entity, 0.0) + exp(score - top)
    total = sum(weights.values())
    return {entity: weight / total for entity, weight in weights.items()}


def likeliest(found: Sequence[Candidate], scores: Sequence[float]) -> Candidate:
    """The first mention of the entity, or the description, that is likelier meant than every other.

    Raises ValueError where there is no candidate.
    """
    weights: dict[Entity | Span, float] = {}
    for item, score in zip(found, scores, strict=True):
        referent = item.entity or item.span
        weights[referent] = weights.get(referent, 0.0) + exp(score)
    return max(found, key=lambda item: weights[item.entity or item.span])
