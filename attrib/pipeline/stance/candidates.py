"""Candidates for a statement's target: what it names or means itself, and what its article is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attrib.data import EntityKind, Span, Statement
from attrib.english.names import mention_key
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.stance.targets import ACTOR, TOPIC, Target
from attrib.pipeline.stance.topics import names_people, topics
from attrib.text.tokens import tokens_in


@dataclass(frozen=True, slots=True)
class CandidateReach:
    """How far beyond its own words a statement's target is looked for. Set by the recall on the training articles.

    before: characters in front of it whose names and noun phrases are candidates: "It is a disgrace" has the target in
        the sentence before.
    often: names of the article, those with most mentions first, that are candidates of each statement.
    """

    before: int = 300
    often: int = 6


_REACH = CandidateReach()


def find_candidates(doc: AnnotatedText, statement: Statement, own: Sequence[Target]) -> tuple[Target, ...]:
    """What a statement's speaker may support or oppose in it: first its `own` targets, then those around it.

    One that goes by the same name as an earlier one is left out, and so is the speaker where it is a person.
    """
    found: dict[str, Target] = {}
    speaker = mention_key(statement.speaker.name) if statement.speaker else ""
    for target in (*own, *_around(doc, statement), *_often(doc, statement)):
        key = mention_key(target.name)
        if (key and key != speaker) or target in own:
            found.setdefault(key, target)
    return tuple(found.values())


def _around(doc: AnnotatedText, statement: Statement) -> Iterator[Target]:
    """The names, and the noun phrases without names, in front of a statement and in its own frame."""
    start = min(span.start for span in (*statement.content, *statement.cue, *statement.source))
    place = Span(max(0, start - _REACH.before), start)
    names = doc.entities.within(place)
    for span, entity in reversed(names):
        yield from _named(entity, span)
    first, last = doc.token_range(place)
    if first >= last or not doc.word_classes:
        return
    taken = [span for span, _ in names]
    for span in reversed(topics(doc.tokens[first:last], doc.word_classes[first:last], taken)):
        kind = ACTOR if names_people(tokens_in(doc.tokens, span)) else TOPIC
        yield Target(" ".join(span.of(doc.text).split()), kind, (span,))


def _often(doc: AnnotatedText, statement: Statement) -> Iterator[Target]:
    """The names with most mentions in the article, each at its mention nearest to the statement."""
    start = statement.start
    ranked = sorted(doc.entities.all, key=lambda entity: -len(entity.mentions))
    for entity in ranked[: _REACH.often]:
        yield from _named(entity, min(entity.mentions, key=lambda span: abs(span.start - start)))


def _named(entity: Entity, span: Span) -> Iterator[Target]:
    if entity.sure or entity.kind is EntityKind.PERSON:
        name = entity.name.removeprefix("the ").removeprefix("The ")
        yield Target(name, TOPIC if entity.kind is EntityKind.MISC else ACTOR, (span,))


def mentions_in(target: Target, places: Sequence[Span]) -> tuple[Span, ...]:
    """The places of a target that lie in any of some places."""
    return tuple(span for span in target.spans if any(place.contains(span) for place in places))
