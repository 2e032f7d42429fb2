"""One speaker by role: "the prime minister", "a spokesman"."""

from bisect import bisect_left

from attrib.data import ActorKind, EntityKind, Reason, Span
from attrib.english.nations import COUNTRIES, COUNTRY_OF, party_name
from attrib.english.titles import SEATS, SPOKES
from attrib.pipeline.entities.entities import Affiliation, Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Attributed, Outcome, Referent, SpeakerHistory, entity_referent
from attrib.pipeline.speakers.rules.exclusions import NONE_EXCLUDED
from attrib.pipeline.speakers.rules.groups import owner_of
from attrib.pipeline.speakers.rules.pronouns import body_before, person_before
from attrib.pipeline.speakers.rules.role_holders import (
    clash,
    holder_of,
    is_office,
    role_gender,
)
from attrib.pipeline.speakers.source_phrases import SourcePhrase

_SPEAK_FOR_PARTY = SEATS | SPOKES | {"shadow", "leader", "frontbencher", "chairman"}
_PARTY_REACH = 6  # sentences of narration


def role_outcome(
    doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase, others: frozenset[Entity] = NONE_EXCLUDED
) -> Outcome:
    """One person by role: its holder, an unnamed speaker heard before, or the person in mind; else nobody named.

    Who is merely in mind is none of the `others`, whom the statement names.
    """
    offset, owner = source.span.start, owner_of(doc, history, source)
    phrase = Span(source.span.start, min(source.span.end, source.span.start + 400))
    affiliation = doc.posts.phrase_body(phrase, "unnamed") if doc.posts is not None else None
    if owner and owner.kind is EntityKind.ORGANIZATION:
        affiliation = owner.name
    holder = None if source.indefinite else holder_of(doc, source, affiliation, owner)
    if holder is not None:
        return _by_role(holder)
    if source.definite and source.head in SPOKES:
        again = next((referent for _, referent in history.before(offset) if _same_role(referent, source)), None)
        if again is not None:
            return Attributed(again, Reason.ROLE)
        of_party = _of_party(doc, history, offset, affiliation)
        if of_party is not None:
            return _by_role(of_party)
    if source.definite and not source.owned:
        referent = person_before(doc, history, offset, role_gender(source.head), exclude=others)
        if referent is not None and referent.entity is not None and _may_be(doc, referent.entity, source, affiliation):
            return _by_role(referent.entity)
    body = body_before(doc, history, offset) if source.head in SPOKES else None
    around = body.entity if body else None
    unnamed = Referent(ActorKind.UNNAMED, None, source, around, owner, role_gender(source.head))
    return Attributed(unnamed, Reason.NOMINAL)


def _of_party(doc: AnnotatedText, history: SpeakerHistory, offset: int, affiliation: str | None) -> Entity | None:
    """The politician who spoke last, where no other party is told: "the Tory spokesman" for a shadow minister."""
    if affiliation is None or party_name(affiliation) is None:
        return None
    for heard, referent in history.before(offset):
        if doc.narrative_index(offset) - doc.narrative_index(heard) > _PARTY_REACH:
            break
        if referent.entity is None or referent.kind is not ActorKind.PERSON:
            continue
        facts = doc.affiliations.of(referent.entity)
        if any(fact.words & _SPEAK_FOR_PARTY for fact in facts):
            return None if any(clash(affiliation, fact.organization) for fact in facts) else referent.entity
    return None


def _may_be(doc: AnnotatedText, entity: Entity, source: SourcePhrase, affiliation: str | None) -> bool:
    """Whether the person in mind may be meant by a description that the text has not given of anybody.

    "The singer" may be anybody; the holder of an office only somebody just named whose post the text has not told.
    """
    facts = doc.affiliations.of(entity)
    if any(clash(affiliation, fact.organization) for fact in facts if _comparable(source, affiliation, fact)):
        return False
    if not is_office(source.head):
        return True
    before = bisect_left(entity.mentions, source.span) - 1
    index = doc.narrative_index(source.span.start)
    near = before >= 0 and index - doc.narrative_index(entity.mentions[before].start) <= 1
    return near and source.head not in SPOKES and not any(fact.role for fact in facts)


def _comparable(source: SourcePhrase, affiliation: str | None, fact: Affiliation) -> bool:
    """Whether phrase and post tell bodies of one sort: a seat or nationality does not contradict a party or club."""
    if source.head in COUNTRY_OF:
        return fact.organization in COUNTRIES
    parties = [party_name(name or "") is not None for name in (affiliation, fact.organization)]
    return source.head not in SEATS or parties[0] == parties[1]


def _by_role(entity: Entity) -> Outcome:
    """An entity that a role phrase refers to."""
    return Attributed(entity_referent(entity), Reason.ROLE)


def _same_role(referent: Referent, source: SourcePhrase) -> bool:
    return referent.kind is ActorKind.UNNAMED and referent.source is not None and referent.source.head == source.head
