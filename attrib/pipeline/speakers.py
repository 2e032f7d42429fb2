"""Speakers made of what resolution found: name, kind, role, affiliation and confidence."""

from attrib.data import ActorKind, EntityKind, Reason, Span, Speaker
from attrib.pipeline.cast import Entity
from attrib.pipeline.posts import best_post, describe
from attrib.pipeline.scene import Scene
from attrib.pipeline.sources import Sort, Source
from attrib.text.nations import COUNTRY_OF
from attrib.text.tokens import tokens_in

# Share of speakers named right, by the way the name was reached.
CONFIDENCE = {
    Reason.EXACT: 0.95,
    Reason.APPOSITION: 0.95,
    Reason.SURNAME: 0.95,
    Reason.ACRONYM: 0.9,
    Reason.PRONOUN: 0.85,
    Reason.ROLE: 0.75,
    Reason.NOMINAL: 0.8,
    Reason.CONTINUATION: 0.85,
    Reason.FIRST_PERSON: 0.6,
}


def named_speaker(entity: Entity, reason: Reason) -> Speaker:
    """The speaker an entity of the cast is."""
    if entity.kind is not EntityKind.PERSON:
        return Speaker(_plain(entity.name), ActorKind.ORGANIZATION, entity.span, None, None, CONFIDENCE[reason], reason)
    role, affiliation, evidence = best_post(entity)
    kind = ActorKind.PERSON
    return Speaker(entity.name, kind, entity.span, role, affiliation, CONFIDENCE[reason], reason, evidence)


def described_speaker(scene: Scene, source: Source, kind: ActorKind, around: Entity | None = None) -> Speaker:
    """A speaker the text never names, called by the fullest phrase; `around` is the body it speaks for by context."""
    span = full_phrase(scene, source.span)
    words = tokens_in(scene.tokens, span)
    post = describe(scene.text, words, scene.cast) if words else None
    role = post.role if post and kind is not ActorKind.ORGANIZATION else None
    affiliation = post.affiliation if post else None
    if affiliation is None:
        affiliation = next(
            (COUNTRY_OF[word.lower] for word in words if word.lower in COUNTRY_OF and word.capital), None
        )
    if affiliation is None and around is not None:
        affiliation = around.name
    evidence = (span,) if role or affiliation else ()
    name = phrase_name(scene, span)
    return Speaker(name, kind, span, role, affiliation, CONFIDENCE[Reason.NOMINAL], Reason.NOMINAL, evidence)


def full_phrase(scene: Scene, span: Span) -> Span:
    """The span without marks and white space at its ends."""
    start, end = span
    while start < end and not (scene.text[start].isalnum() or scene.text[start] in "$£€@#"):
        start += 1
    while end > start and not (scene.text[end - 1].isalnum() or scene.text[end - 1] in ")%"):
        end -= 1
    return Span(start, end)


def phrase_name(scene: Scene, span: Span) -> str:
    """The phrase as a name: white space made single, and no capital where only the sentence's start gave it."""
    name = " ".join(span.of(scene.text).split())
    first = tokens_in(scene.tokens, span)[:1]
    inside = scene.cast.within(Span(span.start, span.start + 1))
    if first and first[0].initial and not inside and first[0].word[1:].islower():
        return name[0].lower() + name[1:]
    return name


def _plain(name: str) -> str:
    return name[4:] if name.lower().startswith("the ") else name


KIND_OF_SORT = {
    Sort.ROLE: ActorKind.UNNAMED,
    Sort.PEOPLE: ActorKind.GROUP,
    Sort.BODY: ActorKind.ORGANIZATION,
    Sort.WRITING: ActorKind.ORGANIZATION,
}
