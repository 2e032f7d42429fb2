"""What is told of those who speak, once all statements are linked: their roles and affiliations."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from attrib.data import ActorKind, EntityKind, Span
from attrib.english.nations import COUNTRY_OF
from attrib.nn.pointer.questions import AffiliationCandidate, AffiliationQuestion
from attrib.pipeline.entities.affiliations import Post
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.readers import AffiliationAnswers
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.linking.linker import Link
from attrib.pipeline.speakers.offices import with_office
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


def with_affiliations(
    doc: AnnotatedText, statements: Sequence[SourcedStatement], links: Sequence[Link]
) -> AnnotatedText:
    """The text with the affiliations of the people who speak as the pointer's states tell them, where they do.

    What they tell comes in place of what the words beside the names say: they read the whole text. The text that is
    returned is without them and without the pointer, which take ten times its memory: all that they are asked is told.
    """
    told = {**doc.told, **_told_by_states(doc, statements, links)}
    offices = {entity: with_office(doc, post) for entity, post in told.items()}
    return replace(doc, told=MappingProxyType(offices), pointer=None, speaks_for=None)


def _told_by_states(
    doc: AnnotatedText, statements: Sequence[SourcedStatement], links: Sequence[Link]
) -> dict[Entity, Post]:
    """The posts of the people who speak, with the affiliations that the pointer's states tell; none without it."""
    if doc.speaks_for is None:
        return {}
    heard: dict[Entity, set[Span]] = defaultdict(set)
    for item, link in zip(statements, links, strict=True):
        entity = None if link.referent is None else link.referent.entity
        if entity is not None and entity.kind is EntityKind.PERSON:
            heard[entity] |= {*entity.mentions, *item.statement.source}
    return {entity: _affiliated(doc, entity, spans, doc.speaks_for) for entity, spans in heard.items()}


def _affiliated(doc: AnnotatedText, entity: Entity, spans: set[Span], reader: AffiliationAnswers) -> Post:
    """The post of a person, the affiliation the likeliest of the other names, or none."""
    known = doc.post_of(entity)
    evidence = known.evidence[: int(known.role is not None)]
    bare = replace(known, affiliation=None, affiliation_confidence=0.0, evidence=evidence)
    others = [other for other in doc.entities.all if other != entity]
    candidates = tuple(AffiliationCandidate(other.kind, other.mentions) for other in others)
    mentions = tuple(sorted(spans))
    shares = reader.probabilities(AffiliationQuestion(ActorKind.PERSON, mentions, candidates))
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    if best is None or shares[best] < reader.least:
        return bare
    place = min(others[best].mentions, key=lambda span: min(abs(span.start - own.start) for own in mentions))
    name = " ".join(others[best].name.split())
    name = COUNTRY_OF.get(name.lower(), name)  # "the Polish president" is of Poland
    return replace(bare, affiliation=name, affiliation_confidence=shares[best], evidence=(*evidence, place))
