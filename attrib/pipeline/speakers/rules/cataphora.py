"""Speakers whom a headline or first sentence describes before the text names them: "A senior MP", "a race group"."""

from collections.abc import Sequence

from attrib.data import ActorKind, EntityKind, Reason, Span
from attrib.english.titles import SPOKES
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Attributed, Outcome, Referent, Unattributed
from attrib.pipeline.speakers.rules.role_holders import GENERIC_BODIES
from attrib.pipeline.speakers.source_phrases import SourcePhrase
from attrib.pipeline.speakers.speaker import speaker

_OPENING = 2  # sentences of narration that a description may open the text within
NEXT = 12  # statements within which that person must speak
_REACH = 3  # sentences of narration within which the name must follow


def find_introductions(doc: AnnotatedText, outcomes: Sequence[Outcome]) -> dict[Span, Entity]:
    """Who is meant by the descriptions that open a text, by the place of the description.

    `outcomes` are those of the statements in order of the text. Meant is somebody not named before: the person with
    whose name the next sentence begins or who speaks next, or the organization that speaks next or is spoken for.
    """
    found: dict[Span, Entity] = {}
    for at, outcome in enumerate(outcomes):
        if isinstance(outcome, Unattributed) or outcome.reason is not Reason.NOMINAL:
            continue
        referent, following = outcome.referent, outcomes[at + 1 : at + 1 + NEXT]
        if referent.source is None or not _foreshadows(doc, referent, referent.source):
            continue
        if referent.kind is ActorKind.ORGANIZATION:
            meant = _body_of(doc, following)
        else:
            meant = _introduced(doc, referent.source) or _person_of(following)
        if meant is not None and _follows(doc, referent.source, meant):
            found[referent.source.span] = meant
    return found


def opens_text(doc: AnnotatedText, source: SourcePhrase) -> bool:
    """Whether a phrase stands in the headline or first sentence."""
    return doc.narrative_index(source.span.start) < _OPENING


def _foreshadows(doc: AnnotatedText, referent: Referent, source: SourcePhrase) -> bool:
    """Whether a referent is one individual described, but not as known, or a body, at the opening of the text."""
    if source.head in SPOKES or not opens_text(doc, source):
        return False
    if referent.kind is ActorKind.ORGANIZATION:
        return source.head in GENERIC_BODIES and not source.owned
    return referent.kind is ActorKind.UNNAMED and (not source.definite or source.owned)


def _introduced(doc: AnnotatedText, source: SourcePhrase) -> Entity | None:
    """The person with whose full name the sentence after the description begins."""
    at = doc.sentence_at(source.span.start) + 1
    if at >= len(doc.sentences):
        return None
    start = doc.sentences[at].start
    first = doc.entities.within(Span(start, start + 1))
    person = first[0][1] if first and first[0][1].kind is EntityKind.PERSON else None
    return person if person is not None and " " in person.name and person.mentions[0].start == start else None


def _person_of(outcomes: Sequence[Outcome]) -> Entity | None:
    """The person who speaks next."""
    entities = (outcome.referent.entity for outcome in outcomes if isinstance(outcome, Attributed))
    return next((entity for entity in entities if entity is not None and entity.kind is EntityKind.PERSON), None)


def _body_of(doc: AnnotatedText, outcomes: Sequence[Outcome]) -> Entity | None:
    """The organization that the next speaker of one is, or speaks for."""
    for outcome in outcomes:
        if isinstance(outcome, Unattributed):
            continue
        entity = outcome.referent.entity
        if entity is not None and entity.kind is EntityKind.ORGANIZATION:
            return entity
        if outcome.referent.kind in (ActorKind.PERSON, ActorKind.UNNAMED):
            serves = speaker(doc, outcome).affiliation
            return next((body for body in doc.entities.all if _is_body(body, serves)), None)
    return None


def _is_body(entity: Entity, name: str | None) -> bool:
    return entity.kind is EntityKind.ORGANIZATION and entity.sure and entity.name == name


def _follows(doc: AnnotatedText, source: SourcePhrase, found: Entity) -> bool:
    """Whether somebody is named for the first time soon after the description."""
    first = found.mentions[0]
    sentences = doc.narrative_index(first.start) - doc.narrative_index(source.span.start)
    return first > source.span and sentences <= _REACH
