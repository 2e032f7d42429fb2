"""Whom and what a statement is about: the actors it names or means, and its topics."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from attrib.data import ActorKind, EntityKind, Span, Spans, Statement
from attrib.english.function_words import DEFINITE
from attrib.english.names import mention_key
from attrib.english.nations import COUNTRIES, COUNTRY_OF, PARTY_ADJECTIVES, allegiance
from attrib.english.pronouns import HE_SHE, IT, THEY, pronoun_gender
from attrib.english.roles import BODIES, is_people, is_role
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Referent, SpeakerHistory, entity_referent
from attrib.pipeline.speakers.rules.described import described_entity
from attrib.pipeline.speakers.rules.pronouns import antecedent
from attrib.pipeline.speakers.source_phrases import PhraseKind, parse_source
from attrib.pipeline.stance.topics import names_people, topics
from attrib.text.tokens import Token, tokens_in

ACTOR, TOPIC = "actor", "topic"
# "my head", "your schools", "those who want" name nobody whom the text knows: over 110 articles they added 20 targets,
# all neutral.
_DEFINITE = DEFINITE - {"my", "your", "that", "these", "those"}


@dataclass(frozen=True, slots=True)
class TargetReach:
    """How far targets are looked for. All set by hand; the stance model was trained on the targets that they give.

    gap: characters between cue and content that are read too: "accused [the minister] of lying".
    phrase: words of a description behind its determiner, at most, the role or body that it ends in included.
    sentences: back from a pronoun inside a quotation to somebody other than the speaker.
    """

    gap: int = 120
    phrase: int = 5
    sentences: int = 4


_REACH = TargetReach()


@dataclass(frozen=True, slots=True)
class Target:
    """What a stance may be towards: its name, "actor" or "topic", and where the statement names or means it."""

    name: str
    kind: str
    spans: Spans


def find_targets(doc: AnnotatedText, history: SpeakerHistory, statement: Statement) -> tuple[Target, ...]:
    """The targets of one statement whose speaker is known, in order of the text.

    A person is not their own target; an organization that speaks is one where it calls itself by name. `history` holds
    the document's speakers, so that "they" or "the minister" means here what it means as a source.
    """
    reach = target_reach(statement)
    found: dict[str, Target] = {}
    for place in reach:
        actors = list(_actors(doc, history, statement, place))
        for target in (*actors, *_topics(doc, place, [span for actor in actors for span in actor.spans])):
            key = f"{target.kind} {mention_key(target.name)}"
            known = found.get(key)
            found[key] = replace(known, spans=known.spans + target.spans) if known else target
    return tuple(sorted(found.values(), key=lambda target: target.spans[0]))


def target_reach(statement: Statement) -> Spans:
    """The content, and what stands between it and the cue in one sentence."""
    places = list(statement.content)
    if statement.cue:
        between = Span(statement.cue[-1].end, min(statement.content).start)
        source_between = any(span.overlaps(between) for span in statement.source)
        if 0 < between.end - between.start <= _REACH.gap and not source_between:
            places.insert(0, between)
    return tuple(places)


def _actors(doc: AnnotatedText, history: SpeakerHistory, statement: Statement, place: Span) -> Iterator[Target]:
    named = doc.entities.within(place)
    for span, entity in named:
        name = _name_of(doc, span, entity)
        if name is not None and not _is_speaker(name, entity, statement):
            yield Target(name, _kind(doc, span, entity, name), (_clipped(span, place),))
    words = tokens_in(doc.tokens, place)
    taken = [span for span, _ in named]
    for at, token in enumerate(words):
        if token.lower in HE_SHE or token.lower in IT or token.lower in THEY:
            yield from _meant(_pronoun(doc, history, statement, token), Span(token.start, token.end), statement)
        if token.lower in _DEFINITE:
            yield from _described(doc, history, statement, words[at:], taken)


def _name_of(doc: AnnotatedText, span: Span, entity: Entity) -> str | None:
    """The name a target goes by: a country for its adjective, a party for its people's; None for a mere guess."""
    written = span.of(doc.text)
    if written.lower() in COUNTRY_OF:
        return COUNTRY_OF[written.lower()]
    if written.lower() in PARTY_ADJECTIVES:
        return _party(doc, written)
    if not entity.sure and entity.kind is not EntityKind.PERSON:
        return None
    return entity.name.removeprefix("the ").removeprefix("The ")


def _party(doc: AnnotatedText, written: str) -> str:
    """The party in the text that an adjective such as "Tory" is of, by the longest name it has there."""
    words = allegiance(written)
    same = [entity.name for entity in doc.entities.all if entity.sure and words and words == allegiance(entity.name)]
    return max(same, key=len, default=written)


def _kind(doc: AnnotatedText, span: Span, entity: Entity, name: str) -> str:
    """What has a name but is no person, body or place is a topic: "the Affordable Care Act"."""
    other = entity.kind is EntityKind.MISC and name not in COUNTRIES
    return TOPIC if other and span.of(doc.text).lower() not in PARTY_ADJECTIVES else ACTOR


def _is_speaker(name: str, entity: Entity | None, statement: Statement) -> bool:
    speaker = statement.speaker
    if speaker is None or mention_key(name) != mention_key(speaker.name):
        return False
    return speaker.kind is not ActorKind.ORGANIZATION or entity is None


def _pronoun(doc: AnnotatedText, history: SpeakerHistory, statement: Statement, token: Token) -> Referent | None:
    """Whom a pronoun means. Inside a quotation it is not the speaker, who would say "I"."""
    if not doc.is_quoted(token.start):
        return antecedent(doc, history, token.lower, token.start)
    if token.lower not in HE_SHE:
        return None
    wanted = pronoun_gender(token.lower)
    index, speaker = doc.narrative_index(token.start), statement.speaker
    for span, entity in doc.entities.before(token.start):
        if index - doc.narrative_index(span.start) > _REACH.sentences:
            return None
        fits = entity.kind is EntityKind.PERSON and entity.sure and entity.gender in (None, wanted)
        if fits and (speaker is None or mention_key(entity.name) != mention_key(speaker.name)):
            return Referent(ActorKind.PERSON, entity)
    return None


def _described(
    doc: AnnotatedText,
    history: SpeakerHistory,
    statement: Statement,
    words: Sequence[Token],
    taken: Sequence[Span],
) -> Iterator[Target]:
    """The actor that a phrase such as "the prime minister" or "their party" means, or the phrase itself."""
    end = _phrase_end(words, taken)
    if end is None:
        return
    span = Span(words[0].start, words[end].end)
    source = parse_source(span, doc.tokens, doc.entities)
    if source.kind not in (PhraseKind.ROLE, PhraseKind.BODY, PhraseKind.PEOPLE):
        return
    entity = described_entity(doc, history, source)
    if entity is None:
        yield Target(" ".join(span.of(doc.text).split()), ACTOR, (span,))
    else:
        yield from _meant(entity_referent(entity), span, statement)


def _phrase_end(words: Sequence[Token], taken: Sequence[Span]) -> int | None:
    """The index of the role or body that a phrase with a determiner ends in; None where it is no such phrase."""
    last = None
    for at, token in enumerate(words[1 : _REACH.phrase + 1], 1):
        named = any(span.start <= token.start < span.end for span in taken)
        if not token.is_word or (named and at == 1):
            break
        if is_role(token.lower) or token.lower in BODIES or is_people(token.lower):
            last = at
        elif last is not None:
            break
    if last is None or any(span.start <= words[last].start < span.end for span in taken):
        return None
    follows = words[last + 1] if last + 1 < len(words) else None
    return None if follows is not None and any(span.start == follows.start for span in taken) else last


def _meant(referent: Referent | None, span: Span, statement: Statement) -> Iterator[Target]:
    """The named actor behind a pronoun or description, unless it is the speaker."""
    if referent is not None and referent.entity is not None and not _is_speaker(referent.entity.name, None, statement):
        yield Target(referent.entity.name.removeprefix("the ").removeprefix("The "), ACTOR, (span,))


def _topics(doc: AnnotatedText, place: Span, actors: Sequence[Span]) -> Iterator[Target]:
    """Noun phrases and clauses; one that ends in a noun for people is an actor. None where no model tells classes."""
    first, last = doc.token_range(place)
    if first >= last or not doc.word_classes:
        return
    names = [span for span, _ in doc.entities.within(place)]
    described = {span for span in actors if span not in names}
    for span in topics(doc.tokens[first:last], doc.word_classes[first:last], names):
        if span in described:
            continue
        kind = ACTOR if names_people(tokens_in(doc.tokens, span)) else TOPIC
        yield Target(" ".join(span.of(doc.text).split()), kind, (span,))


def _clipped(span: Span, place: Span) -> Span:
    return Span(max(span.start, place.start), min(span.end, place.end))
