"""The passes over all statements of a text: who spoke, who is introduced before being named, what is told of whom."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from attrib.data import EntityKind, Span
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.attribution import SourcedStatement, after, attribute
from attrib.pipeline.speakers.history import Attributed, Outcome, SpeakerHistory
from attrib.pipeline.speakers.rules.cataphora import NEXT, find_introductions, opens_text
from attrib.pipeline.speakers.source_phrases import PhraseKind


def attribute_all(
    doc: AnnotatedText, statements: Sequence[SourcedStatement]
) -> tuple[tuple[Outcome, ...], SpeakerHistory]:
    """The outcome of each statement, given in order of the text, and the history after the last."""
    history, outcomes = SpeakerHistory(), []
    for item in statements:
        outcome = attribute(doc, history, item)
        history = after(doc, history, item, outcome)
        outcomes.append(outcome)
    return tuple(outcomes), history


def with_cataphora(doc: AnnotatedText, statements: Sequence[SourcedStatement]) -> AnnotatedText:
    """The text with whom the descriptions mean that open it and are named only after.

    Example: "A senior engineer has warned …\\n\\nIda Quill said …". Not: "A spokesman said …", who stays unnamed.
    """
    opening = [at for at, item in enumerate(statements) if item.source is not None and opens_text(doc, item.source)]
    if not opening:
        return doc
    outcomes, _ = attribute_all(doc, statements[: opening[-1] + 1 + NEXT])
    introduced = find_introductions(doc, outcomes)
    return replace(doc, introduced=MappingProxyType(introduced)) if introduced else doc


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


def describing(statements: Sequence[SourcedStatement], outcomes: Sequence[Outcome]) -> list[tuple[Entity, Span | None]]:
    """The entities that speak, each with the source that describes it as a role."""
    found: list[tuple[Entity, Span | None]] = []
    for item, outcome in zip(statements, outcomes, strict=True):
        entity = outcome.referent.entity if isinstance(outcome, Attributed) else None
        if entity is not None:
            role = item.source is not None and item.source.kind is PhraseKind.ROLE
            person = entity.kind is EntityKind.PERSON
            found.append((entity, item.source.span if item.source is not None and role and person else None))
    return found
