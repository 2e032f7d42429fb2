"""From detected statements to typed, attributed ones: who made each, by the fullest name the text gives."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from attrib.data import ActorKind, Document, EntityKind, Mention, Reason, Span, Speaker, Statement
from attrib.pipeline.antecedents import Memory, Voice, body_before, many_before, person_before, pronoun_gender
from attrib.pipeline.cast import Entity
from attrib.pipeline.holders import GENERIC_BODIES, body_named, holder_of, is_office, role_gender
from attrib.pipeline.scene import Scene, lay_out
from attrib.pipeline.sources import HE_SHE, IT, THEY, WE, WHO, Sort, Source, read_source
from attrib.pipeline.speakers import CONFIDENCE, KIND_OF_SORT, described_speaker, named_speaker
from attrib.text.names import person_name
from attrib.text.quotation import statement_type
from attrib.text.tokens import tokens_in


def resolve(document: Document, statements: Sequence[Statement], mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """The statements, in the same order, with type, speaker or, where the text names nobody, the reason of the silence.

    `mentions` are the model's typed names; names that it missed are found by capitalisation.
    """
    scene = lay_out(document.text, mentions)
    cast = _Casting(scene)
    resolved = list(statements)
    for at in sorted(range(len(statements)), key=lambda at: (statements[at].start, -statements[at].end)):
        statement = statements[at]
        found = cast.speaker_of(statement)
        kind = statement_type(scene.text, statement.content, scene.quoted)
        speaker, silence = (found, None) if isinstance(found, Speaker) else (None, found)
        resolved[at] = replace(statement, type=kind, speaker=speaker, silence=silence)
    return tuple(resolved)


@dataclass(slots=True)
class _Casting:
    """The walk over one document's statements, remembering who spoke."""

    scene: Scene
    memory: Memory = field(default_factory=Memory)
    spoken: list[tuple[Statement, Speaker]] = field(default_factory=list)
    speakers: dict[int, Speaker] = field(default_factory=dict)

    def speaker_of(self, statement: Statement) -> Speaker | Reason:
        """The speaker of the next statement, or why there is none."""
        if statement.source:
            span = Span(min(span.start for span in statement.source), max(span.end for span in statement.source))
            found = self._from_source(read_source(span, self.scene.tokens, self.scene.cast))
            heard = span.start
        else:
            found, heard = self._continued(statement), statement.start
        if isinstance(found, Reason):
            return found
        speaker, voice = found
        self.memory.add(heard, voice)
        self.speakers[id(voice)] = speaker
        self.spoken.append((statement, speaker))
        return speaker

    def _continued(self, statement: Statement) -> tuple[Speaker, Voice] | Reason:
        """The previous speaker, for a quotation without cue; nobody for a cue without source."""
        last = self.memory.last(statement.start)
        if statement.cue or last is None:
            return Reason.NO_SOURCE
        return self._again(last[1], Reason.CONTINUATION)

    def _again(self, voice: Voice, reason: Reason) -> tuple[Speaker, Voice]:
        """A voice heard before, or an entity met for the first time, as the speaker."""
        heard = self.speakers.get(id(voice))
        if voice.entity is not None:
            return named_speaker(voice.entity, reason), voice
        if heard is None:
            source = read_source(voice.phrase, self.scene.tokens, self.scene.cast)
            heard = described_speaker(self.scene, source, KIND_OF_SORT.get(source.sort, ActorKind.GROUP))
        return replace(heard, reason=reason, confidence=CONFIDENCE[reason]), voice

    def _from_source(self, source: Source) -> tuple[Speaker, Voice] | Reason:
        if source.entity is not None:
            return self._entity(source.entity, _name_reason(self.scene, source, source.entity))
        match source.sort:
            case Sort.PRONOUN:
                return self._pronoun(source)
            case Sort.ROLE:
                return self._role(source)
            case Sort.BODY:
                return self._body(source)
        return self._described(source)

    def _entity(self, entity: Entity, reason: Reason) -> tuple[Speaker, Voice]:
        personal = entity.kind is EntityKind.PERSON
        speaker = named_speaker(entity, reason)
        return speaker, Voice(entity, entity.span, personal=personal, gender=entity.gender)

    def _pronoun(self, source: Source) -> tuple[Speaker, Voice] | Reason:
        word, offset = source.head, source.span.start
        voice: Voice | None = None
        if word in HE_SHE:
            voice = person_before(self.scene, self.memory, offset, pronoun_gender(word))
        elif word in IT:
            voice = body_before(self.scene, self.memory, offset)
        elif word in THEY:
            voice = many_before(self.scene, self.memory, offset)
        elif word in WE:
            return self._first_person(offset)
        elif word in WHO:
            return self._relative(offset)
        return self._again(voice, Reason.PRONOUN) if voice else Reason.NO_ANTECEDENT

    def _first_person(self, offset: int) -> tuple[Speaker, Voice] | Reason:
        """Whoever speaks the quotation that the pronoun stands in, or else spoke last."""
        for statement, speaker in reversed(self.spoken):
            if any(span.start <= offset < span.end for span in statement.content):
                again = replace(speaker, reason=Reason.FIRST_PERSON, confidence=CONFIDENCE[Reason.FIRST_PERSON])
                return again, Voice(None, Span(offset, offset))
        last = self.memory.last(offset) if self.scene.is_quoted(offset) else None
        return self._again(last[1], Reason.FIRST_PERSON) if last else Reason.NO_ANTECEDENT

    def _relative(self, offset: int) -> tuple[Speaker, Voice] | Reason:
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
                return self._entity(entity, Reason.PRONOUN)
        source = read_source(
            Span(before[max(0, len(before) - 3)].start, before[-1].end), self.scene.tokens, self.scene.cast
        )
        return self._described(source)

    def _role(self, source: Source) -> tuple[Speaker, Voice] | Reason:
        scene, offset = self.scene, source.span.start
        if source.definite or not _has_article(scene, source):
            holder = holder_of(scene, source)
            if holder is not None:
                return self._entity(holder, Reason.ROLE)
        if source.definite and not is_office(source.head):
            voice = person_before(scene, self.memory, offset, role_gender(source.head))
            if voice is not None and voice.entity is not None:
                return self._again(voice, Reason.ROLE)
        body = body_before(scene, self.memory, offset)
        speaker = described_speaker(scene, source, ActorKind.UNNAMED, body.entity if body else None)
        return speaker, Voice(None, source.phrase, gender=role_gender(source.head))

    def _body(self, source: Source) -> tuple[Speaker, Voice] | Reason:
        entity = body_named(self.scene, source)
        if entity is None and source.definite and source.head in GENERIC_BODIES:
            voice = body_before(self.scene, self.memory, source.span.start)
            if voice is not None:
                return self._again(voice, Reason.ROLE)
        if entity is not None and source.definite:
            return self._entity(entity, Reason.ROLE)
        return self._described(source)

    def _described(self, source: Source) -> tuple[Speaker, Voice]:
        kind = KIND_OF_SORT.get(source.sort)
        if kind is None:
            capital = source.phrase.of(self.scene.text)[:1].isupper()
            kind = ActorKind.GROUP if source.head.endswith("s") and not capital else ActorKind.ORGANIZATION
        speaker = described_speaker(self.scene, source, kind)
        plural, personal = kind is ActorKind.GROUP, kind is ActorKind.UNNAMED
        return speaker, Voice(None, source.span, plural=plural, personal=personal)


def _has_article(scene: Scene, source: Source) -> bool:
    return source.phrase.of(scene.text).lower().startswith(("a ", "an ", "one ", "another "))


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
