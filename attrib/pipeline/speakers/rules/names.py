"""A source that names its speaker."""

from attrib.data import EntityKind, Reason
from attrib.english.names import person_name
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Attributed, Outcome, entity_referent
from attrib.pipeline.speakers.source_phrases import SourcePhrase


def name_outcome(doc: AnnotatedText, source: SourcePhrase, entity: Entity) -> Outcome:
    """The entity that a source names.

    Example: "Ms Quill", or "the port's head, Ida Quill," is Ida Quill. Not: "Quill's lawyer", a role.
    """
    return Attributed(entity_referent(entity), _reason(doc, source, entity))


def _reason(doc: AnnotatedText, source: SourcePhrase, entity: Entity) -> Reason:
    """How the name in the source relates to the full name."""
    if source.mention is not None and not source.phrase.overlaps(source.mention):
        return Reason.APPOSITION
    if source.mention is None or source.mention == entity.span:
        return Reason.EXACT
    written = source.mention.of(doc.text)
    if entity.kind is EntityKind.PERSON:
        return Reason.EXACT if person_name(written).full == entity.name else Reason.SURNAME
    same = written.lower().removeprefix("the ") == entity.name.lower().removeprefix("the ")
    return Reason.EXACT if same else Reason.ACRONYM
