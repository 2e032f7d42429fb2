"""A body that speaks, by its noun: "the company", "his party"."""

from attrib.data import Reason
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Attributed, Outcome, Referent, SpeakerHistory, entity_referent
from attrib.pipeline.speakers.rules.groups import described_outcome, owner_of
from attrib.pipeline.speakers.rules.pronouns import body_before
from attrib.pipeline.speakers.rules.role_holders import (
    GENERIC_BODIES,
    body_named,
    body_of,
)
from attrib.pipeline.speakers.source_phrases import SourcePhrase


def body_outcome(doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase) -> Outcome:
    """A body by its noun: its owner's, the one whose name has the noun in it, or the one in mind; else itself."""
    if source.owned:
        named = [entity for mention, entity in doc.entities.within(source.phrase) if mention.end < source.phrase.end]
        owner = named[-1] if named else owner_of(doc, history, source)
        own = body_of(doc, owner, source.head) if owner is not None else None
        return described_outcome(doc, history, source) if own is None else Attributed(entity_referent(own), Reason.ROLE)
    if source.definite:
        entity = body_named(doc, source)
        if entity is not None:
            return Attributed(entity_referent(entity), Reason.ROLE)
        again = next(
            (referent for _, referent in history.before(source.span.start) if _same_body(referent, source)), None
        )
        if again is not None:
            return Attributed(again, Reason.ROLE)
        referent = body_before(doc, history, source.span.start) if source.head in GENERIC_BODIES else None
        if referent is not None:
            return Attributed(referent, Reason.ROLE)
    return described_outcome(doc, history, source)


def _same_body(referent: Referent, source: SourcePhrase) -> bool:
    """Whether an unnamed body that spoke was called by the same noun: "a group led by X … the group"."""
    return referent.entity is None and referent.source is not None and referent.source.head == source.head
