"""A text that speaks, for its author: "the report", "the lawsuit"."""

from attrib.data import EntityKind, Reason, Span
from attrib.english.function_words import GENITIVES
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Attributed, Outcome, SpeakerHistory, entity_referent
from attrib.pipeline.speakers.rules.groups import described_outcome
from attrib.pipeline.speakers.source_phrases import SourcePhrase
from attrib.text.tokens import tokens_in
from attrib.text.word_sets import word_set

_LAWSUITS = word_set("lawsuit suit complaint action")
_SUES = word_set("sue sues sued suing filed")
_SUING = frozenset({EntityKind.PERSON, EntityKind.ORGANIZATION})

_AUTHORING = frozenset({"by", "from"})


def writing_outcome(doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase) -> Outcome:
    """A text that speaks: whoever the phrase, or an earlier one with its noun, says it is of, by or from."""
    author = _author(doc, source.phrase.end) or text_owner(doc, source.phrase)
    if author is None and source.head in _LAWSUITS and source.definite:
        author = plaintiff(doc, source.phrase)
    if author is None and source.definite and not source.owned:
        author = next(filter(None, (_author(doc, at) for at in _earlier(doc, source))), None)
    if author is not None:
        return Attributed(entity_referent(author), Reason.ROLE)
    return described_outcome(doc, history, source)


def plaintiff(doc: AnnotatedText, phrase: Span) -> Entity | None:
    """Who sues: the owner that the phrase names, else the last one named before "is suing", "filed" or the like."""
    owner = [entity for mention, entity in doc.entities.within(phrase) if mention.end < phrase.end]
    if owner:
        return owner[-1] if owner[-1].kind in _SUING else None
    for at in range(doc.sentence_at(phrase.start), -1, -1):
        sentence = doc.sentences[at]
        verb = next((token for token in tokens_in(doc.tokens, sentence) if token.lower in _SUES), None)
        if verb is None or verb.start >= phrase.start:
            continue
        before = [
            entity for _, entity in doc.entities.within(Span(sentence.start, verb.start)) if entity.kind in _SUING
        ]
        if before:
            return before[-1]
    return None


def text_owner(doc: AnnotatedText, phrase: Span) -> Entity | None:
    """Whose text it is: whoever is named in a genitive or, if a body, as one word of it: "X's speech", "Z figures".

    Two names make the text's own: "a Reuters/Ipsos poll".
    """
    named = [(mention, entity) for mention, entity in doc.entities.within(phrase) if mention.end < phrase.end]
    if len(named) != 1 or named[0][0].start < phrase.start or "/" in phrase.of(doc.text):
        return None
    mention, owner = named[0]
    if doc.text[mention.end : mention.end + 2] in GENITIVES:
        return owner if owner.kind in _SUING else None
    return owner if owner.kind is EntityKind.ORGANIZATION and owner.sure else None


def _author(doc: AnnotatedText, offset: int) -> Entity | None:
    """The body named behind "by" or "from" right after an offset, at most two words between ("compiled by")."""
    following = tokens_in(doc.tokens, Span(offset, offset + 40))[:3]
    by = next((token for token in following if token.lower in _AUTHORING), None)
    if by is None or any(not token.is_word for token in following[: following.index(by)]):
        return None
    for span, entity in doc.entities.within(Span(by.end, by.end + 40)):
        return entity if entity.kind is not EntityKind.PERSON and span.start - by.end < 30 else None
    return None


def _earlier(doc: AnnotatedText, source: SourcePhrase) -> list[int]:
    """Where the noun of the phrase stood before, as offsets of its end; nearest first."""
    words = tokens_in(doc.tokens, Span(max(0, source.span.start - 3000), source.span.start))
    return [token.end for token in reversed(words) if token.lower == source.head]
