"""Whom a description inside a statement means, for stances: the holder of a role, or a body by its noun."""

from attrib.data import EntityKind
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import SpeakerHistory
from attrib.pipeline.speakers.rules.pronouns import antecedent, body_before
from attrib.pipeline.speakers.rules.role_holders import GENERIC_BODIES, body_named, body_of, holder_of
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase
from attrib.text.tokens import tokens_in


def described_entity(doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase) -> Entity | None:
    """The entity of the text that a role or a body's noun means; None where nobody's name fits it.

    Example: "the prime minister" is the person of that role, "the company" the body in mind. Not: "a minister".
    """
    owner = _owner(doc, history, source)
    if source.kind is PhraseKind.ROLE:
        body = doc.posts.phrase_body(source.phrase, "unnamed") if doc.posts is not None else None
        body = owner.name if owner and owner.kind is EntityKind.ORGANIZATION else body
        return None if source.indefinite else holder_of(doc, source, body, owner)
    if source.kind is not PhraseKind.BODY or not source.definite:
        return None
    if source.owned:
        named = [entity for mention, entity in doc.entities.within(source.phrase) if mention.end < source.phrase.end]
        whose = named[-1] if named else owner
        return None if whose is None else body_of(doc, whose, source.head)
    found = body_named(doc, source)
    if found is None and source.head in GENERIC_BODIES:
        referent = body_before(doc, history, source.span.start)
        found = referent.entity if referent is not None else None
    return found


def _owner(doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase) -> Entity | None:
    """Whom the possessive pronoun that begins the phrase means."""
    first = tokens_in(doc.tokens, source.phrase)[:1]
    referent = antecedent(doc, history, first[0].lower, first[0].start) if first else None
    return referent.entity if referent else None
