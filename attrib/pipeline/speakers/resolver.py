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
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Outcome, Referent, SpeakerHistory, entity_referent
from attrib.pipeline.speakers.missing_source import missing_source
from attrib.pipeline.speakers.rules.described import (
    body_outcome,
    described_outcome,
    people_outcome,
    role_outcome,
    writing_outcome,
)
from attrib.pipeline.speakers.rules.exclusions import named_by_speaker
from attrib.pipeline.speakers.rules.pronouns import antecedent, body_before, body_of_story, person_before
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase, parse_source
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
class SpeakerResolver:
    """Who spoke so far in one document; ask for its statements in order of their start."""

    doc: AnnotatedText
    history: SpeakerHistory = field(default_factory=SpeakerHistory)
    spoken: list[tuple[Statement, Referent]] = field(default_factory=list)
    interviewed: Outcome | None = None  # who answers under a letter, once a question or answer has come

    def entities(self, statement: Statement) -> Outcome:
        """The voice of the next statement and how it was found, or why there is none."""
        span = _source_span(statement) or missing_source(self.doc, statement)
        others = named_by_speaker(self.doc, statement, span)
        label = span.of(self.doc.text) if span is not None and self.doc.is_turn(statement.content[0]) else ""
        if span is not None and label in (QUESTION, ANSWER):
            self.interviewed = self.interviewed or self._told_of_most(span.start)
            outcome, heard = self.interviewed if label == ANSWER else Reason.NO_ANTECEDENT, span.start
        elif span is not None:
            source = parse_source(span, self.doc.tokens, self.doc.entities)
            outcome, heard = self._from_source(source, others), span.start
        else:
            outcome, heard = self._without_source(statement, others), statement.start
        if not isinstance(outcome, Reason):
            self.history.add(heard, outcome[0])
            self.spoken.append((statement, outcome[0]))
        return outcome

    def _without_source(self, statement: Statement, others: frozenset[Entity]) -> Outcome:
        """The previous speaker, for a quotation without cue or a cue whose subject goes without saying; else nobody."""
        if statement.cue and not self._elides_subject(statement.cue[0]):
            return Reason.NO_SOURCE
        last = self.history.last(statement.start)
        if (last is None or last.entity in others) and self.doc.is_quoted(statement.start):
            last = person_before(self.doc, self.history, statement.start, None, exclude=others)
        return (last, Reason.CONTINUATION) if last else Reason.NO_SOURCE

    def _elides_subject(self, cue: Span) -> bool:
        """Whether only a conjunction stands between the sentence's start and the cue: "But told reporters …"."""
        start = self.doc.sentence(cue.start).start
        between = tokens_in(self.doc.tokens, Span(start, cue.start)) if cue.start - start < 40 else []
        return bool(between) and all(token.lower in _CONJUNCTIONS for token in between)

    def _from_source(self, source: SourcePhrase, others: frozenset[Entity]) -> Outcome:
        if source.entity is not None:
            self._imply_body(source.entity)
            return entity_referent(source.entity), _name_reason(self.doc, source, source.entity)
        match source.kind:
            case PhraseKind.PRONOUN:
                return self._pronoun(source, others)
            case PhraseKind.ROLE:
                return role_outcome(self.doc, self.history, source, others)
            case PhraseKind.BODY:
                return body_outcome(self.doc, self.history, source)
            case PhraseKind.PEOPLE:
                return people_outcome(self.doc, self.history, source)
            case PhraseKind.WRITING:
                return writing_outcome(self.doc, self.history, source)
        return described_outcome(self.doc, self.history, source)

    def _imply_body(self, entity: Entity) -> None:
        """Take "Chairman X" to be chairman of the body named or heard just before, or else of the story's."""
        post = next((post for post in entity.posts if is_bare(post)), None)
        if post is None or any(post.affiliation for post in entity.posts):
            return
        told = self._body_just_before(post.span.start) or body_of_story(self.doc, post.span.start)
        if told is not None:
            entity.add_post(Post(None, told[1].name, told[0]))

    def _body_just_before(self, offset: int) -> tuple[Span, Entity] | None:
        """The body in mind and where it is named, if it was named or spoke in this sentence or the one before."""
        body = body_before(self.doc, self.history, offset)
        if body is None or body.entity is None or not body.entity.sure:
            return None
        turn = self.doc.narrative_index(offset)
        near = [span for span in body.entity.mentions if 0 <= turn - self.doc.narrative_index(span.start) <= 1]
        spoke = any(
            referent is body and turn - self.doc.narrative_index(at) <= 1
            for at, referent in self.history.before(offset)
        )
        return (near[-1] if near else body.entity.span, body.entity) if near or spoke else None

    def _pronoun(self, source: SourcePhrase, others: frozenset[Entity]) -> Outcome:
        word, offset = source.head, source.span.start
        if word in WE:
            return self._first_person(offset)
        if word in WHO:
            return self._relative(offset)
        referent = antecedent(self.doc, self.history, word, offset, others)
        return (referent, Reason.PRONOUN) if referent else Reason.NO_ANTECEDENT

    def _first_person(self, offset: int) -> Outcome:
        """Whoever speaks the quotation that the pronoun stands in, or else spoke last."""
        for statement, referent in reversed(self.spoken[-_ENCLOSING:]):
            if any(span.start <= offset < span.end for span in statement.content):
                return referent, Reason.FIRST_PERSON
        last = self.history.last(offset) if self.doc.is_quoted(offset) else None
        return (last, Reason.FIRST_PERSON) if last else Reason.NO_ANTECEDENT

    def _told_of_most(self, offset: int) -> Outcome:
        """The person of whom the text speaks most before the interview that begins at an offset."""
        before = self.doc.entities.within(Span(0, offset))
        people = Counter(entity for _, entity in before if entity.kind is EntityKind.PERSON)
        ranked = people.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return Reason.NO_ANTECEDENT
        return entity_referent(ranked[0][0]), Reason.FIRST_PERSON

    def _relative(self, offset: int) -> Outcome:
        """The noun phrase just before "who": a description, a name, or a name with an apposition between."""
        sentence = self.doc.sentence(offset)
        before = tokens_in(self.doc.tokens, Span(max(sentence.start, offset - 300), offset))
        while before and not before[-1].is_word:
            before.pop()
        if not before:
            return Reason.NO_ANTECEDENT
        near = [pair for pair in self.doc.entities.before(offset) if pair[0].start >= sentence.start]
        if near and near[0][0].end >= before[-1].start:
            return entity_referent(near[0][1]), Reason.PRONOUN
        if is_people(before[-1].lower):
            source = parse_source(_phrase_back(before), self.doc.tokens, self.doc.entities)
            return described_outcome(self.doc, self.history, source)
        person = next((entity for _, entity in near if entity.kind is EntityKind.PERSON), None)
        return (entity_referent(person), Reason.PRONOUN) if person else Reason.NO_ANTECEDENT


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


def _name_reason(doc: AnnotatedText, source: SourcePhrase, entity: Entity) -> Reason:
    """How the name in the source relates to the full name."""
    if source.mention is not None and not source.phrase.overlaps(source.mention):
        return Reason.APPOSITION
    if source.mention is None or source.mention == entity.span:
        return Reason.EXACT
    written = source.mention.of(doc.text)
    if entity.kind is EntityKind.PERSON:
        return Reason.EXACT if person_name(written).full == entity.name else Reason.SURNAME
    same = written.lower().removeprefix("the ") == entity.name.lower().removeprefix("the ")
    return Reason.EXACT if same else Reason.ACRONYM
