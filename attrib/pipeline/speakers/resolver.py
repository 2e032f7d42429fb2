"""The walk over a document's statements that decides, one after the other, who speaks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from attrib.data import EntityKind, Reason, Span, Statement
from attrib.english.names import person_name
from attrib.english.pronouns import WE, WHO
from attrib.english.titles import is_people
from attrib.pipeline.entities.affiliations import is_bare
from attrib.pipeline.entities.entities import Entity, Post
from attrib.pipeline.speakers.annotated import Scene
from attrib.pipeline.speakers.history import Memory, Verdict, Voice, entity_voice
from attrib.pipeline.speakers.missing_source import missing_source
from attrib.pipeline.speakers.rules.described import (
    body_verdict,
    described_verdict,
    people_verdict,
    role_verdict,
    writing_verdict,
)
from attrib.pipeline.speakers.rules.exclusions import named_by_speaker
from attrib.pipeline.speakers.rules.pronouns import antecedent, body_before, body_of_story, person_before
from attrib.pipeline.speakers.source_phrases import Sort, Source, read_source
from attrib.text.tokens import Token, tokens_in
from attrib.text.transcripts import ANSWER, QUESTION
from attrib.text.word_sets import word_set

_CONJUNCTIONS = word_set("and but then also later ,")
_NOT_IN_PHRASE = word_set(
    "of for from at in on with to by about against under over after before and or but that is are was were be been",
    "has have had said says told as than into between among while when if",
)


_ENCLOSING = 40  # statements back that one may enclose the next


@dataclass(slots=True)
class Casting:
    """Who spoke so far in one document; ask for its statements in order of their start."""

    scene: Scene
    memory: Memory = field(default_factory=Memory)
    spoken: list[tuple[Statement, Voice]] = field(default_factory=list)
    interviewed: Verdict | None = None  # who answers under a letter, once a question or answer has come

    def cast(self, statement: Statement) -> Verdict:
        """The voice of the next statement and how it was found, or why there is none."""
        span = _source_span(statement) or missing_source(self.scene, statement)
        others = named_by_speaker(self.scene, statement, span)
        label = span.of(self.scene.text) if span is not None and self.scene.is_turn(statement.content[0]) else ""
        if span is not None and label in (QUESTION, ANSWER):
            self.interviewed = self.interviewed or self._told_of_most(span.start)
            verdict, heard = self.interviewed if label == ANSWER else Reason.NO_ANTECEDENT, span.start
        elif span is not None:
            source = read_source(span, self.scene.tokens, self.scene.cast)
            verdict, heard = self._from_source(source, others), span.start
        else:
            verdict, heard = self._without_source(statement, others), statement.start
        if not isinstance(verdict, Reason):
            self.memory.add(heard, verdict[0])
            self.spoken.append((statement, verdict[0]))
        return verdict

    def _without_source(self, statement: Statement, others: frozenset[Entity]) -> Verdict:
        """The previous speaker, for a quotation without cue or a cue whose subject goes without saying; else nobody."""
        if statement.cue and not self._elides_subject(statement.cue[0]):
            return Reason.NO_SOURCE
        last = self.memory.last(statement.start)
        if (last is None or last.entity in others) and self.scene.is_quoted(statement.start):
            last = person_before(self.scene, self.memory, statement.start, None, but=others)
        return (last, Reason.CONTINUATION) if last else Reason.NO_SOURCE

    def _elides_subject(self, cue: Span) -> bool:
        """Whether only a conjunction stands between the sentence's start and the cue: "But told reporters …"."""
        start = self.scene.sentence(cue.start).start
        between = tokens_in(self.scene.tokens, Span(start, cue.start)) if cue.start - start < 40 else []
        return bool(between) and all(token.lower in _CONJUNCTIONS for token in between)

    def _from_source(self, source: Source, others: frozenset[Entity]) -> Verdict:
        if source.entity is not None:
            self._imply_body(source.entity)
            return entity_voice(source.entity), _name_reason(self.scene, source, source.entity)
        match source.sort:
            case Sort.PRONOUN:
                return self._pronoun(source, others)
            case Sort.ROLE:
                return role_verdict(self.scene, self.memory, source, others)
            case Sort.BODY:
                return body_verdict(self.scene, self.memory, source)
            case Sort.PEOPLE:
                return people_verdict(self.scene, self.memory, source)
            case Sort.WRITING:
                return writing_verdict(self.scene, self.memory, source)
        return described_verdict(self.scene, self.memory, source)

    def _imply_body(self, entity: Entity) -> None:
        """Take "Chairman X" to be chairman of the body named or heard just before, or else of the story's."""
        post = next((post for post in entity.posts if is_bare(post)), None)
        if post is None or any(post.affiliation for post in entity.posts):
            return
        told = self._body_just_before(post.span.start) or body_of_story(self.scene, post.span.start)
        if told is not None:
            entity.add_post(Post(None, told[1].name, told[0]))

    def _body_just_before(self, offset: int) -> tuple[Span, Entity] | None:
        """The body in mind and where it is named, if it was named or spoke in this sentence or the one before."""
        body = body_before(self.scene, self.memory, offset)
        if body is None or body.entity is None or not body.entity.sure:
            return None
        turn = self.scene.turn(offset)
        near = [span for span in body.entity.mentions if 0 <= turn - self.scene.turn(span.start) <= 1]
        spoke = any(voice is body and turn - self.scene.turn(at) <= 1 for at, voice in self.memory.before(offset))
        return (near[-1] if near else body.entity.span, body.entity) if near or spoke else None

    def _pronoun(self, source: Source, others: frozenset[Entity]) -> Verdict:
        word, offset = source.head, source.span.start
        if word in WE:
            return self._first_person(offset)
        if word in WHO:
            return self._relative(offset)
        voice = antecedent(self.scene, self.memory, word, offset, others)
        return (voice, Reason.PRONOUN) if voice else Reason.NO_ANTECEDENT

    def _first_person(self, offset: int) -> Verdict:
        """Whoever speaks the quotation that the pronoun stands in, or else spoke last."""
        for statement, voice in reversed(self.spoken[-_ENCLOSING:]):
            if any(span.start <= offset < span.end for span in statement.content):
                return voice, Reason.FIRST_PERSON
        last = self.memory.last(offset) if self.scene.is_quoted(offset) else None
        return (last, Reason.FIRST_PERSON) if last else Reason.NO_ANTECEDENT

    def _told_of_most(self, offset: int) -> Verdict:
        """The person of whom the text speaks most before the interview that begins at an offset."""
        before = self.scene.cast.within(Span(0, offset))
        people = Counter(entity for _, entity in before if entity.kind is EntityKind.PERSON)
        ranked = people.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return Reason.NO_ANTECEDENT
        return entity_voice(ranked[0][0]), Reason.FIRST_PERSON

    def _relative(self, offset: int) -> Verdict:
        """The noun phrase just before "who": a description, a name, or a name with an apposition between."""
        sentence = self.scene.sentence(offset)
        before = tokens_in(self.scene.tokens, Span(max(sentence.start, offset - 300), offset))
        while before and not before[-1].is_word:
            before.pop()
        if not before:
            return Reason.NO_ANTECEDENT
        near = [pair for pair in self.scene.cast.before(offset) if pair[0].start >= sentence.start]
        if near and near[0][0].end >= before[-1].start:
            return entity_voice(near[0][1]), Reason.PRONOUN
        if is_people(before[-1].lower):
            source = read_source(_phrase_back(before), self.scene.tokens, self.scene.cast)
            return described_verdict(self.scene, self.memory, source)
        person = next((entity for _, entity in near if entity.kind is EntityKind.PERSON), None)
        return (entity_voice(person), Reason.PRONOUN) if person else Reason.NO_ANTECEDENT


def _source_span(statement: Statement) -> Span | None:
    """From the start of the first source span to the end of the last."""
    if not statement.source:
        return None
    return Span(min(span.start for span in statement.source), max(span.end for span in statement.source))


def _phrase_back(words: Sequence[Token]) -> Span:
    """The noun phrase that ends some words, as far back as no preposition, verb or mark stands."""
    first = len(words) - 1
    while first and words[first - 1].is_word and words[first - 1].lower not in _NOT_IN_PHRASE:
        first -= 1
    return Span(words[first].start, words[-1].end)


def _name_reason(scene: Scene, source: Source, entity: Entity) -> Reason:
    """How the name in the source relates to the full name."""
    if source.mention is not None and not source.phrase.overlaps(source.mention):
        return Reason.APPOSITION
    if source.mention is None or source.mention == entity.span:
        return Reason.EXACT
    written = source.mention.of(scene.text)
    if entity.kind is EntityKind.PERSON:
        return Reason.EXACT if person_name(written).full == entity.name else Reason.SURNAME
    same = written.lower().removeprefix("the ") == entity.name.lower().removeprefix("the ")
    return Reason.EXACT if same else Reason.ACRONYM
