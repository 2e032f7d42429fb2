"""One text with all that resolution reads: words, sentences, quotations, entities and affiliations, by offset."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from attrib.data import EntityKind, Mention, Span, Spans
from attrib.english.abbreviations import with_defined
from attrib.english.capitals import capitalised_names, title_case
from attrib.english.lexicon import lexicon
from attrib.english.mentions import merge_mentions
from attrib.english.nations import COUNTRY_OF
from attrib.english.word_classes import WordClass
from attrib.pipeline.entities.affiliations import Post, PostReader
from attrib.pipeline.entities.clustering import cluster_mentions
from attrib.pipeline.entities.entities import Affiliations, Entities, Entity
from attrib.pipeline.entities.kinds import correct_kinds
from attrib.pipeline.entities.post_scores import shipped_scorer
from attrib.pipeline.entities.tagged import tag
from attrib.pipeline.readers import (
    AffiliationAnswers,
    AntecedentScorer,
    SideReader,
    StateMeans,
    StatementPointer,
    TextReaders,
)
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase, parse_source
from attrib.text.blocks import blocks
from attrib.text.quotation import quotations
from attrib.text.sentences import sentences
from attrib.text.tokens import Token, token_range, tokens, tokens_in
from attrib.text.transcripts import turns, verbatim

VERBS = lexicon().words("clause_verbs")

_SURE = 0.9  # confidence from which a person's name in a headline is one


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """One text with all that resolution reads. A value: a pass that finds more facts returns another annotated text.

    `marked` are the quotations in marks; `quoted` has the turns of transcripts beside them. `narrative_indexes`
    numbers the sentences, those wholly quoted not counted: how far apart two places are to a reader of the narration.
    `word_classes` has one a token, or none at all where no model tells them or nobody asks. `affiliations` are what
    stands beside names, known before anybody is linked; `told` the posts of those who speak, known only after.
    """

    text: str
    tokens: tuple[Token, ...]
    entities: Entities
    marked: Spans
    quoted: Spans
    sentences: Spans
    narrative_indexes: tuple[int, ...]
    affiliations: Affiliations
    antecedents: AntecedentScorer | None = None
    word_classes: tuple[WordClass, ...] = ()
    states: StateMeans | None = None
    pointer: StatementPointer | None = None
    sides: SideReader | None = None
    speaks_for: AffiliationAnswers | None = None
    posts: PostReader | None = None
    told: Mapping[Entity, Post] = field(default_factory=partial(MappingProxyType, {}))

    def post_of(self, entity: Entity) -> Post:
        """The role and affiliation that the text tells of an entity, none where it tells none."""
        known = self.told.get(entity)
        if known is not None or self.posts is None:
            return known or Post()
        return self.posts.post(entity)

    def token_range(self, span: Span) -> tuple[int, int]:
        """The half-open range of indices of the tokens that start inside a span."""
        return token_range(self.tokens, span)

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence at or before an offset; 0 in a text without sentences."""
        return max(bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1, 0)

    def sentence(self, offset: int) -> Span:
        """The sentence at or before an offset."""
        return self.sentences[self.sentence_at(offset)] if self.sentences else Span(0, len(self.text))

    def narrative_index(self, offset: int) -> int:
        """The number of the sentence at an offset, sentences wholly quoted not counted."""
        return self.narrative_indexes[self.sentence_at(offset)] if self.narrative_indexes else 0

    def subject(self, at: int) -> SourcePhrase | None:
        """The noun phrase that opens the sentence of an index, parsed as a source.

        Example: "The Labour leader" of "The Labour leader left." Not: a pronoun, or a phrase of more than ten words.
        """
        sentence = self.sentences[at]
        words: list[Token] = []
        for token in tokens_in(self.tokens, Span(sentence.start, min(sentence.end, sentence.start + 200)))[:12]:
            if token.lower in VERBS or (token.lower.endswith("ed") and not token.capital):
                break
            words.append(token)
        if not words or not words[0].is_word or len(words) > 10:
            return None
        source = parse_source(Span(words[0].start, words[-1].end), self.tokens, self.entities)
        return None if source.kind in (PhraseKind.PRONOUN, PhraseKind.OTHER) else source

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset lies in a quotation or a transcript's turn."""
        at = bisect_right(self.quoted, (offset, len(self.text) + 1)) - 1
        return at >= 0 and self.quoted[at].end > offset

    def is_turn(self, span: Span) -> bool:
        """Whether a span is a paragraph of a transcript's turn."""
        return _has(self.quoted, span) and not _has(self.marked, span)


def _has(spans: Spans, span: Span) -> bool:
    """Whether a span is among some that are in order."""
    at = bisect_left(spans, span)
    return at < len(spans) and spans[at] == span


def annotate(text: str, mentions: Sequence[Mention], readers: TextReaders | None = None) -> AnnotatedText:
    """Annotate a text with its sentences, quotations, entities and the affiliations beside their names.

    `mentions` are the model's, few, wrong or none: names that it misses are found by their capitals. `readers` is what
    the model says of the text beside, where it has heads for that.
    """
    found = tuple(sentences(text))
    marked = quotations(text)
    quoted = verbatim(marked, [*turns(text), *blocks(text)])
    words = tuple(tokens(text, [span.start for span in found]))
    headlines = title_case(text, words, found)
    named = [mention for mention in mentions if not _is_native(text, mention)]
    given = [mention for mention in named if not _only_there(text, mention, headlines)]
    merged = merge_mentions(text, capitalised_names(text, words, found), given)
    clustered = cluster_mentions(text, with_defined(text, merged))
    entities = correct_kinds(words, clustered)
    known, classes = readers or TextReaders(), tuple[WordClass, ...]()
    if known.word_classes is not None:
        classes = known.word_classes.read([Span(word.start, word.end) for word in words])
    within = frozenset(
        span.start for span, _ in entities.mentions if any(part.start <= span.start < part.end for part in quoted)
    )
    posts = PostReader(tag(text, words, classes, entities, found), known.posts or shipped_scorer(), within)
    affiliations = Affiliations().adding(fact for person in entities.people for fact in posts.facts(person))
    order = _narrative_indexes(found, quoted)
    parts = text, words, entities, marked, quoted, found, order, affiliations
    return AnnotatedText(
        *parts,
        antecedents=known.antecedents,
        word_classes=classes,
        states=known.states,
        pointer=known.pointer,
        sides=known.sides,
        speaks_for=known.affiliations,
        posts=posts,
    )


def _only_there(text: str, mention: Mention, headlines: Sequence[Span]) -> bool:
    """Whether a name stands in a headline of capitals and nowhere else, so that it may be any words of it.

    A person's name before a comma of whom the model is sure is one: "Ada Blunt, The Echo" below a quotation.
    """
    sure = mention.kind is EntityKind.PERSON and mention.confidence >= _SURE
    if sure and text[mention.span.end : mention.span.end + 1] == ",":
        return False
    name = mention.span.of(text)
    return any(headline.overlaps(mention.span) and name not in text[headline.end :] for headline in headlines[:8])


def _is_native(text: str, mention: Mention) -> bool:
    """Whether what the model takes for a name is a country's native: "the Spaniard", not "Spaniard Ida Quill"."""
    before = text[max(0, mention.span.start - 4) : mention.span.start].lower()
    return mention.kind is EntityKind.PERSON and mention.span.of(text).lower() in COUNTRY_OF and before == "the "


def _narrative_indexes(found: Spans, quoted: Spans) -> tuple[int, ...]:
    numbers: list[int] = []
    index = at = 0
    for sentence in found:
        while at < len(quoted) and quoted[at].end < sentence.end:
            at += 1
        numbers.append(index)
        inside = at < len(quoted) and quoted[at].start <= sentence.start + 1 and quoted[at].end >= sentence.end
        index += not inside
    return tuple(numbers)
