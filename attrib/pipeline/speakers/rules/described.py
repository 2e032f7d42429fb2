"""Speakers that a source describes rather than names: by role, as a body, through a text, or as many."""

from attrib.data import ActorKind, EntityKind, Reason, Span
from attrib.english.nations import COUNTRIES, COUNTRY_OF, party_name
from attrib.english.titles import SEATS, SPOKES
from attrib.pipeline.entities.descriptions import describe
from attrib.pipeline.entities.entities import Entity, Post
from attrib.pipeline.speakers.annotated import Scene
from attrib.pipeline.speakers.history import Memory, Verdict, Voice, entity_voice, kind_of
from attrib.pipeline.speakers.rules.exclusions import NOBODY
from attrib.pipeline.speakers.rules.pronouns import antecedent, body_before, person_before
from attrib.pipeline.speakers.rules.role_holders import (
    GENERIC_BODIES,
    body_named,
    body_of,
    clash,
    holder_of,
    is_office,
    role_gender,
)
from attrib.pipeline.speakers.source_phrases import QUANTITIES, Source
from attrib.text.tokens import tokens_in
from attrib.text.word_sets import word_set

_SPEAK_FOR_PARTY = SEATS | SPOKES | {"shadow", "leader", "frontbencher", "chairman"}
_LAWSUITS = word_set("lawsuit suit complaint action")
_SUES = word_set("sue sues sued suing filed")
_SUING = frozenset({EntityKind.PERSON, EntityKind.ORGANIZATION})
_PARTY_REACH = 6  # sentences of narration
_GENITIVES = frozenset({"'s", "’s"})
_AUTHORING = frozenset({"by", "from"})


def role_verdict(scene: Scene, memory: Memory, source: Source, others: frozenset[Entity] = NOBODY) -> Verdict:
    """One person by role: its holder, an unnamed speaker heard before, or the person in mind; else nobody named.

    Who is merely in mind is none of the `others`, whom the statement names.
    """
    offset, owner = source.span.start, _owner(scene, memory, source)
    phrase = Span(source.span.start, min(source.span.end, source.span.start + 400))
    told = describe(scene.text, tokens_in(scene.tokens, phrase), scene.cast)
    affiliation = told.affiliation if told else None
    if owner and owner.kind is EntityKind.ORGANIZATION:
        affiliation = owner.name
    holder = None if source.indefinite else holder_of(scene, source, affiliation, owner)
    if holder is not None:
        return _held(scene, holder, source)
    if source.definite and source.head in SPOKES:
        again = next((voice for _, voice in memory.before(offset) if _same_role(voice, source)), None)
        if again is not None:
            return again, Reason.ROLE
        of_party = _of_party(scene, memory, offset, affiliation)
        if of_party is not None:
            return _held(scene, of_party, source)
    if source.definite and not source.owned:
        voice = person_before(scene, memory, offset, role_gender(source.head), but=others)
        if voice is not None and voice.entity is not None and _may_be(scene, voice.entity, source, affiliation):
            return _held(scene, voice.entity, source)
    body = body_before(scene, memory, offset) if source.head in SPOKES else None
    around = body.entity if body else None
    return Voice(ActorKind.UNNAMED, None, source, around, owner, role_gender(source.head)), Reason.NOMINAL


def _of_party(scene: Scene, memory: Memory, offset: int, affiliation: str | None) -> Entity | None:
    """The politician who spoke last, where no other party is told: "the Tory spokesman" for a shadow minister."""
    if affiliation is None or party_name(affiliation) is None:
        return None
    for heard, voice in memory.before(offset):
        if scene.turn(offset) - scene.turn(heard) > _PARTY_REACH:
            break
        posts = voice.entity.posts if voice.entity is not None and voice.kind is ActorKind.PERSON else []
        if any(post.words & _SPEAK_FOR_PARTY for post in posts):
            return None if any(clash(affiliation, post.affiliation) for post in posts) else voice.entity
    return None


def _may_be(scene: Scene, entity: Entity, source: Source, affiliation: str | None) -> bool:
    """Whether the person in mind may be meant by a description that the text has not given of anybody.

    "The singer" may be anybody; the holder of an office only somebody just named whose post the text has not told.
    """
    if any(clash(affiliation, post.affiliation) for post in entity.posts if _comparable(source, affiliation, post)):
        return False
    if not is_office(source.head):
        return True
    turn = scene.turn(source.span.start)
    near = any(0 <= turn - scene.turn(span.start) <= 1 for span in entity.mentions if span < source.span)
    return near and source.head not in SPOKES and not any(post.role for post in entity.posts)


def _comparable(source: Source, affiliation: str | None, post: Post) -> bool:
    """Whether phrase and post tell bodies of one sort: a seat or nationality does not contradict a party or club."""
    if source.head in COUNTRY_OF:
        return post.affiliation in COUNTRIES
    parties = [party_name(name or "") is not None for name in (affiliation, post.affiliation)]
    return source.head not in SEATS or parties[0] == parties[1]


def _held(scene: Scene, entity: Entity, source: Source) -> Verdict:
    """A role phrase that means an entity: the phrase is one more of its posts."""
    post = describe(scene.text, tokens_in(scene.tokens, source.phrase), scene.cast)
    if post is not None:
        entity.add_post(post)
    return entity_voice(entity), Reason.ROLE


def _same_role(voice: Voice, source: Source) -> bool:
    return voice.kind is ActorKind.UNNAMED and voice.source is not None and voice.source.head == source.head


def _owner(scene: Scene, memory: Memory, source: Source) -> Entity | None:
    """Whom the possessive pronoun that begins the phrase means."""
    first = tokens_in(scene.tokens, source.phrase)[:1]
    voice = antecedent(scene, memory, first[0].lower, first[0].start) if first else None
    return voice.entity if voice else None


def body_verdict(scene: Scene, memory: Memory, source: Source) -> Verdict:
    """A body by its noun: its owner's, the one whose name has the noun in it, or the one in mind; else itself."""
    if source.owned:
        named = [entity for mention, entity in scene.cast.within(source.phrase) if mention.end < source.phrase.end]
        owner = named[-1] if named else _owner(scene, memory, source)
        own = body_of(scene, owner, source.head) if owner is not None else None
        return described_verdict(scene, memory, source) if own is None else (entity_voice(own), Reason.ROLE)
    if source.definite:
        entity = body_named(scene, source)
        if entity is not None:
            return entity_voice(entity), Reason.ROLE
        again = next((voice for _, voice in memory.before(source.span.start) if _same_body(voice, source)), None)
        if again is not None:
            return again, Reason.ROLE
        voice = body_before(scene, memory, source.span.start) if source.head in GENERIC_BODIES else None
        if voice is not None:
            return voice, Reason.ROLE
    return described_verdict(scene, memory, source)


def _same_body(voice: Voice, source: Source) -> bool:
    """Whether an unnamed body that spoke was called by the same noun: "a group led by X … the group"."""
    return voice.entity is None and voice.source is not None and voice.source.head == source.head


def writing_verdict(scene: Scene, memory: Memory, source: Source) -> Verdict:
    """A text that speaks: whoever the phrase, or an earlier one with its noun, says it is of, by or from."""
    author = _author(scene, source.phrase.end) or text_owner(scene, source.phrase)
    if author is None and source.head in _LAWSUITS and source.definite:
        author = plaintiff(scene, source.phrase)
    if author is None and source.definite and not source.owned:
        author = next(filter(None, (_author(scene, at) for at in _earlier(scene, source))), None)
    if author is not None:
        return entity_voice(author), Reason.ROLE
    return described_verdict(scene, memory, source)


def plaintiff(scene: Scene, phrase: Span) -> Entity | None:
    """Who sues: the owner that the phrase names, else the last one named before "is suing", "filed" or the like."""
    owner = [entity for mention, entity in scene.cast.within(phrase) if mention.end < phrase.end]
    if owner:
        return owner[-1] if owner[-1].kind in _SUING else None
    for at in range(scene.sentence_at(phrase.start), -1, -1):
        sentence = scene.sentences[at]
        verb = next((token for token in tokens_in(scene.tokens, sentence) if token.lower in _SUES), None)
        if verb is None or verb.start >= phrase.start:
            continue
        before = [entity for _, entity in scene.cast.within(Span(sentence.start, verb.start)) if entity.kind in _SUING]
        if before:
            return before[-1]
    return None


def text_owner(scene: Scene, phrase: Span) -> Entity | None:
    """Whose text it is: whoever is named in a genitive or, if a body, as one word of it: "X's speech", "Z figures".

    Two names make the text's own: "a Reuters/Ipsos poll".
    """
    named = [(mention, entity) for mention, entity in scene.cast.within(phrase) if mention.end < phrase.end]
    if len(named) != 1 or named[0][0].start < phrase.start or "/" in phrase.of(scene.text):
        return None
    mention, owner = named[0]
    if scene.text[mention.end : mention.end + 2] in _GENITIVES:
        return owner if owner.kind in _SUING else None
    return owner if owner.kind is EntityKind.ORGANIZATION and owner.sure else None


def _author(scene: Scene, offset: int) -> Entity | None:
    """The body named behind "by" or "from" right after an offset, at most two words between ("compiled by")."""
    following = tokens_in(scene.tokens, Span(offset, offset + 40))[:3]
    by = next((token for token in following if token.lower in _AUTHORING), None)
    if by is None or any(not token.is_word for token in following[: following.index(by)]):
        return None
    for span, entity in scene.cast.within(Span(by.end, by.end + 40)):
        return entity if entity.kind is not EntityKind.PERSON and span.start - by.end < 30 else None
    return None


def _earlier(scene: Scene, source: Source) -> list[int]:
    """Where the noun of the phrase stood before, as offsets of its end; nearest first."""
    words = tokens_in(scene.tokens, Span(max(0, source.span.start - 3000), source.span.start))
    return [token.end for token in reversed(words) if token.lower == source.head]


def people_verdict(scene: Scene, memory: Memory, source: Source) -> Verdict:
    """Many at once: for a number alone ("some", "many") the people just heard, else those described."""
    alone = all(token.lower in QUANTITIES for token in tokens_in(scene.tokens, source.span))
    if alone:
        heard = next(iter(memory.before(source.span.start)), None)
        if heard and heard[1].kind is ActorKind.GROUP and scene.turn(source.span.start) - scene.turn(heard[0]) <= 1:
            return heard[1], Reason.PRONOUN
    return described_verdict(scene, memory, source)


def described_verdict(scene: Scene, memory: Memory, source: Source) -> Verdict:
    """Nobody the text names: the phrase itself is the name."""
    kind = kind_of(source, source.phrase.of(scene.text))
    return Voice(kind, None, source, None, _owner(scene, memory, source)), Reason.NOMINAL
