"""The walk over a document's statements that decides, one after the other, who speaks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from attrib.data import ActorKind, EntityKind, Reason, Span, Statement
from attrib.pipeline.antecedents import body_before, many_before, person_before, pronoun_gender
from attrib.pipeline.cast import Entity
from attrib.pipeline.descriptions import describe
from attrib.pipeline.holders import GENERIC_BODIES, body_named, clash, holder_of, is_office, role_gender
from attrib.pipeline.scene import Scene
from attrib.pipeline.sources import HE_SHE, IT, THEY, WE, WHO, Sort, Source, read_source
from attrib.pipeline.voices import Memory, Verdict, Voice, entity_voice, kind_of
from attrib.text.names import person_name
from attrib.text.titles import SPOKES, is_people
from attrib.text.tokens import Token, tokens_in
from attrib.text.words import word_set

_CONJUNCTIONS = word_set("and but then also later ,")
_NOT_IN_PHRASE = word_set(
    "of for from at in on with to by about against under over after before and or but that is are was were be been",
    "has have had said says told as than into between among while when if",
)


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
        """The previous speaker, for a quotation without cue or a cue whose subject goes without saying; else nobody."""
        last = self.memory.last(statement.start)
        if last is None or (statement.cue and not self._elides_subject(statement.cue[0])):
            return Reason.NO_SOURCE
        return last, Reason.CONTINUATION

    def _elides_subject(self, cue: Span) -> bool:
        """Whether only a conjunction stands between the sentence's start and the cue: "But told reporters …"."""
        between = tokens_in(self.scene.tokens, Span(self.scene.sentence(cue.start).start, cue.start))
        return bool(between) and all(token.lower in _CONJUNCTIONS for token in between)

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
        """The noun phrase just before "who": a description, a name, or a name with an apposition between."""
        sentence = self.scene.sentence(offset)
        before = tokens_in(self.scene.tokens, Span(sentence.start, offset))
        while before and not before[-1].is_word:
            before.pop()
        if not before:
            return Reason.NO_ANTECEDENT
        near = [pair for pair in self.scene.cast.before(offset) if pair[0].start >= sentence.start]
        if near and near[0][0].end >= before[-1].start:
            return entity_voice(near[0][1]), Reason.PRONOUN
        if is_people(before[-1].lower):
            return self._described(read_source(_phrase_back(before), self.scene.tokens, self.scene.cast))
        person = next((entity for _, entity in near if entity.kind is EntityKind.PERSON), None)
        return (entity_voice(person), Reason.PRONOUN) if person else Reason.NO_ANTECEDENT

    def _role(self, source: Source) -> Verdict:
        scene, offset = self.scene, source.span.start
        owner = self._owner(source)
        told = describe(scene.text, tokens_in(scene.tokens, source.span), scene.cast)
        affiliation = told.affiliation if told else None
        if owner and owner.kind is EntityKind.ORGANIZATION:
            affiliation = owner.name
        if source.definite or not source.indefinite:
            holder = holder_of(scene, source, affiliation, owner)
            if holder is not None:
                return self._held(holder, source)
        if source.definite and source.head in SPOKES:
            again = next((voice for _, voice in self.memory.before(offset) if _same_role(voice, source)), None)
            if again is not None:
                return again, Reason.ROLE
        if source.definite and not source.owned:
            voice = person_before(scene, self.memory, offset, role_gender(source.head))
            if voice is not None and voice.entity is not None and self._may_be(voice.entity, source, affiliation):
                return self._held(voice.entity, source)
        body = body_before(scene, self.memory, offset)
        around = body.entity if body else None
        return Voice(ActorKind.UNNAMED, None, source, around, owner, role_gender(source.head)), Reason.NOMINAL

    def _may_be(self, entity: Entity, source: Source, affiliation: str | None) -> bool:
        """Whether the person in mind may be meant by a description that the text has not given of anybody.

        "The singer" may be anybody; the holder of an office only somebody just named whose post the text has not told.
        """
        if any(clash(affiliation, post.affiliation) for post in entity.posts):
            return False
        if not is_office(source.head):
            return True
        turn = self.scene.turn(source.span.start)
        near = any(0 <= turn - self.scene.turn(span.start) <= 1 for span in entity.mentions if span < source.span)
        return near and source.head not in SPOKES and not any(post.role for post in entity.posts)

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
        entity = body_named(self.scene, source) if source.definite and not source.owned else None
        if entity is not None:
            return entity_voice(entity), Reason.ROLE
        if source.definite and not source.owned and source.head in GENERIC_BODIES:
            voice = body_before(self.scene, self.memory, source.span.start)
            if voice is not None:
                return voice, Reason.ROLE
        return self._described(source)

    def _described(self, source: Source) -> Verdict:
        kind = kind_of(source, source.phrase.of(self.scene.text))
        return Voice(kind, None, source, None, self._owner(source)), Reason.NOMINAL


def _phrase_back(words: Sequence[Token]) -> Span:
    """The noun phrase that ends some words, as far back as no preposition, verb or mark stands."""
    first = len(words) - 1
    while first and words[first - 1].is_word and words[first - 1].lower not in _NOT_IN_PHRASE:
        first -= 1
    return Span(words[first].start, words[-1].end)


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
