"""What is told of those who speak, once all statements are linked: their roles and affiliations."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from attrib.data import EntityKind, Span
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.linking.linker import Link
from attrib.pipeline.speakers.source_phrases import PhraseKind
from attrib.pipeline.speakers.sourced import SourcedStatement


def with_posts(doc: AnnotatedText, heard: Sequence[tuple[Entity, Span | None]]) -> AnnotatedText:
    """The text with the roles and affiliations of those who speak; `heard` has each with the phrase that means them.

    A phrase that describes somebody tells as much as one beside the name: "the striker said". None where a name or
    pronoun stands.
    """
    phrases: dict[Entity, set[Span]] = defaultdict(set)
    for entity, span in heard:
        phrases[entity] |= {span} if span is not None else set()
    if doc.posts is None:
        return doc
    told = {entity: doc.posts.post(entity, spans) for entity, spans in phrases.items()}
    return replace(doc, told=MappingProxyType(told))


def describing(statements: Sequence[SourcedStatement], links: Sequence[Link]) -> list[tuple[Entity, Span | None]]:
    """The entities that speak, each with the source that describes it as a role."""
    found: list[tuple[Entity, Span | None]] = []
    for item, link in zip(statements, links, strict=True):
        entity = None if link.referent is None else link.referent.entity
        if entity is not None:
            role = item.source is not None and item.source.kind is PhraseKind.ROLE
            person = entity.kind is EntityKind.PERSON
            found.append((entity, item.source.span if item.source is not None and role and person else None))
    return found
