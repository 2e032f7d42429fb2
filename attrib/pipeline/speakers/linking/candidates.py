"""Whom a statement may be by: an entity, somebody described before, its own phrase, or nobody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from attrib.data import ActorKind, EntityKind
from attrib.english.pronouns import WHO
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Referent, entity_referent, kind_of
from attrib.pipeline.speakers.linking.places import LinkText
from attrib.pipeline.speakers.rules.role_holders import role_gender
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase
from attrib.pipeline.speakers.sourced import SourcedStatement
from attrib.text.turn_labels import ANSWER

_HEARD = 16  # described speakers back
_READ = 60  # phrases back that are looked at
_PHRASES = 10  # described phrases back for a source that has no noun of its own


class CandidateKind(StrEnum):
    """What a candidate is."""

    ENTITY = "entity"
    HEARD = "heard"  # a speaker without a name who spoke before
    PHRASE = "phrase"  # somebody described before who has not spoken
    ITSELF = "itself"  # the phrase of the source
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer to who made a statement; `referent` is None for nobody."""

    kind: CandidateKind
    referent: Referent | None = None

    @property
    def key(self) -> tuple[int, int] | None:
        """What two candidates share that are one speaker: the place of the name, or of the phrase."""
        return None if self.referent is None else referent_key(self.referent)


def referent_key(referent: Referent) -> tuple[int, int]:
    """The place of a referent's name or phrase: no two referents of a text share it."""
    if referent.entity is not None:
        return (referent.entity.span.start, 0)
    return (-1 if referent.source is None else referent.source.span.start, 1)


def is_nominal(source: SourcePhrase | None) -> bool:
    """Whether a source has a noun of its own, so that it may be the speaker's only name."""
    return source is not None and source.kind is not PhraseKind.PRONOUN


def candidates(text: LinkText, item: SourcedStatement, heard: Sequence[Referent]) -> list[Candidate]:
    """The candidates of a statement; `heard` are the speakers so far, last first, each once.

    The letter Q of an interview is nobody, and A whoever it is with, where the text tells that. Another label of a turn
    that names nobody ("THE COURT") is nothing but itself.
    """
    found = [Candidate(CandidateKind.NOBODY)]
    if item.letter:
        answers = text.interviewee if item.letter == ANSWER else None
        return found if answers is None else [Candidate(CandidateKind.ENTITY, entity_referent(answers))]
    if is_nominal(item.source) and item.source is not None:
        found.append(Candidate(CandidateKind.ITSELF, described_referent(text.doc, item.source)))
        if _labels_nobody(text, item, item.source):
            return found
    found.extend(
        Candidate(CandidateKind.ENTITY, entity_referent(entity))
        for entity in text.doc.entities.all
        if entity.kind is not EntityKind.MISC or (item.source is not None and item.source.entity == entity)
    )
    nameless = [referent for referent in heard if referent.entity is None and referent.source is not None]
    found.extend(Candidate(CandidateKind.HEARD, referent) for referent in nameless[:_HEARD])
    known = {candidate.key for candidate in found}
    for phrase in _phrases_before(text, item):
        referent = described_referent(text.doc, phrase)
        if referent_key(referent) not in known:
            found.append(Candidate(CandidateKind.PHRASE, referent))
    return found


def _labels_nobody(text: LinkText, item: SourcedStatement, source: SourcePhrase) -> bool:
    """Whether a source is the label of a transcript's turn and names nobody."""
    return text.doc.is_turn(item.statement.content[0]) and not text.doc.entities.within(source.span)


def described_referent(doc: AnnotatedText, source: SourcePhrase) -> Referent:
    """The speaker whose only name is a phrase."""
    kind = kind_of(source, source.phrase.of(doc.text))
    gender = role_gender(source.head) if kind is ActorKind.UNNAMED else None
    return Referent(kind, None, source, gender)


def _phrases_before(text: LinkText, item: SourcedStatement) -> Iterator[SourcePhrase]:
    """The phrases before a source that has no noun of its own, nearest first."""
    if is_nominal(item.source):
        return
    at, last = item.offset, 0
    relative = item.source is not None and item.source.head in WHO
    for phrase in reversed(text.phrases):
        if phrase.span.start >= at or any(
            span.start <= phrase.span.start < span.end for span in item.statement.content
        ):
            continue
        yield phrase
        last += 1
        if last == (2 if relative else _PHRASES):
            return
