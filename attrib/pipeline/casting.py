"""The walk over a document's statements that decides, one after the other, who speaks."""

from dataclasses import dataclass, field

from attrib.data import ActorKind, EntityKind, Reason, Span, Statement
from attrib.pipeline.antecedents import body_before, many_before, person_before, pronoun_gender
from attrib.pipeline.cast import Entity
from attrib.pipeline.descriptions import describe
from attrib.pipeline.holders import GENERIC_BODIES, body_named, holder_of, is_office, role_gender
from attrib.pipeline.scene import Scene
from attrib.pipeline.sources import HE_SHE, IT, THEY, WE, WHO, Sort, Source, read_source
from attrib.pipeline.voices import Memory, Voice, entity_voice, kind_of
from attrib.text.names import person_name
from attrib.text.titles import SPOKES
from attrib.text.tokens import tokens_in

Verdict = tuple[Voice, Reason] | Reason


@dataclass(slots=True)
class Casting:
    """Who spoke so far in one document; ask for its statements in order of their start."""

    scene: Scene
    memory: Memory = field(default_factory=Memory)
    spoken: list[tuple[Statement, Voice]] = field(default_factory=list)

    def cast(self, statement: Statement) -> Verdict:
        """The voice of the next statement and how it was found, or why there is none."""
        if statement.source:
            span = Span(min(span.start for span in statement.source), max(span.end for span in statement.source))
            verdict, heard = self._from_source(read_source(span, self.scene.tokens, self.scene.cast)), span.start
        else:
            verdict, heard = self._without_source(statement), statement.start
        if not isinstance(verdict, Reason):
            self.memory.add(heard, verdict[0])
            self.spoken.append((statement, verdict[0]))
        return verdict

    def _without_source(self, statement: Statement) -> Verdict:
        """The previous speaker, for a quotation without cue; nobody for a cue without source."""
        last = self.memory.last(statement.start)
        return Reason.NO_SOURCE if statement.cue or last is None else (last, Reason.CONTINUATION)

    def _from_source(self, source: Source) -> Verdict:
        if source.entity is not None:
            return entity_voice(source.entity), _name_reason(self.scene, source, source.entity)
        match source.sort:
            case Sort.PRONOUN:
                return self._pronoun(source)
            case Sort.ROLE:
                return self._role(source)
            case Sort.BODY:
                return self._body(source)
        return self._described(source)

    def _pronoun(self, source: Source) -> Verdict:
        word, offset = source.head, source.span.start
        if word in WE:
            return self._first_person(offset)
        if word in WHO:
            return self._relative(offset)
        voice = self._antecedent(word, offset)
        return (voice, Reason.PRONOUN) if voice else Reason.NO_ANTECEDENT

    def _antecedent(self, word: str, offset: int) -> Voice | None:
        if word in HE_SHE:
            return person_before(self.scene, self.memory, offset, pronoun_gender(word))
        if word in IT:
            return body_before(self.scene, self.memory, offset)
        return many_before(self.scene, self.memory, offset) if word in THEY else None

    def _first_person(self, offset: int) -> Verdict:
        """Whoever speaks the quotation that the pronoun stands in, or else spoke last."""
        for statement, voice in reversed(self.spoken):
            if any(span.start <= offset < span.end for span in statement.content):
                return voice, Reason.FIRST_PERSON
        last = self.memory.last(offset) if self.scene.is_quoted(offset) else None
        return (last, Reason.FIRST_PERSON) if last else Reason.NO_ANTECEDENT

    def _relative(self, offset: int) -> Verdict:
        """The noun phrase just before "who"."""
        sentence = self.scene.sentence(offset)
        before = tokens_in(self.scene.tokens, Span(sentence.start, offset))
        while before and not before[-1].is_word:
            before.pop()
        if not before:
            return Reason.NO_ANTECEDENT
        for span, entity in self.scene.cast.before(offset):
            if span.start < sentence.start:
                break
            if span.end >= before[-1].start or entity.kind is EntityKind.PERSON:
                return entity_voice(entity), Reason.PRONOUN
        span = Span(before[max(0, len(before) - 3)].start, before[-1].end)
        return self._described(read_source(span, self.scene.tokens, self.scene.cast))

    def _role(self, source: Source) -> Verdict:
        scene, offset = self.scene, source.span.start
        owner = self._owner(source)
        if source.definite or not source.indefinite:
            holder = holder_of(scene, source, owner)
            if holder is not None:
                return self._held(holder, source)
        if source.definite and source.head in SPOKES:
            again = next((voice for _, voice in self.memory.before(offset) if _same_role(voice, source)), None)
            if again is not None:
                return again, Reason.ROLE
        if source.definite and owner is None and not is_office(source.head):
            voice = person_before(scene, self.memory, offset, role_gender(source.head))
            if voice is not None and voice.entity is not None:
                return self._held(voice.entity, source)
        body = body_before(scene, self.memory, offset)
        around = body.entity if body else None
        gender = role_gender(source.head)
        return Voice(ActorKind.UNNAMED, None, source, around, owner, gender), Reason.NOMINAL

    def _held(self, entity: Entity, source: Source) -> Verdict:
        """A role phrase that means an entity: the phrase is one more of its posts."""
        post = describe(self.scene.text, tokens_in(self.scene.tokens, source.phrase), self.scene.cast)
        if post is not None:
            entity.posts.append(post)
        return entity_voice(entity), Reason.ROLE

    def _owner(self, source: Source) -> Entity | None:
        """Whom the possessive pronoun that begins the phrase means."""
        first = tokens_in(self.scene.tokens, source.phrase)[:1]
        voice = self._antecedent(first[0].lower, first[0].start) if first else None
        return voice.entity if voice else None

    def _body(self, source: Source) -> Verdict:
        entity = body_named(self.scene, source) if source.definite else None
        if entity is not None:
            return entity_voice(entity), Reason.ROLE
        if source.definite and source.head in GENERIC_BODIES:
            voice = body_before(self.scene, self.memory, source.span.start)
            if voice is not None:
                return voice, Reason.ROLE
        return self._described(source)

    def _described(self, source: Source) -> Verdict:
        kind = kind_of(source, source.phrase.of(self.scene.text))
        return Voice(kind, None, source, None, self._owner(source)), Reason.NOMINAL


def _same_role(voice: Voice, source: Source) -> bool:
    return voice.kind is ActorKind.UNNAMED and voice.source is not None and voice.source.head == source.head


def _name_reason(scene: Scene, source: Source, entity: Entity) -> Reason:
    """How the name in the source relates to the full name."""
    if source.mention is None or source.mention == entity.span:
        return Reason.EXACT
    if not source.phrase.overlaps(source.mention):
        return Reason.APPOSITION
    written = source.mention.of(scene.text)
    if entity.kind is EntityKind.PERSON:
        return Reason.EXACT if person_name(written).full == entity.name else Reason.SURNAME
    same = written.lower().removeprefix("the ") == entity.name.lower().removeprefix("the ")
    return Reason.EXACT if same else Reason.ACRONYM
