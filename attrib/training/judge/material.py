"""What the judge learns from: labelled statements with their candidates, and sentences of other corpora."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from attrib.data import Document, Span, Spans, Statement, StatementType
from attrib.errors import SettingsError
from attrib.nn.encoder.tokens import EncodedText, TextEncoder, token_range
from attrib.nn.judge.inputs import JudgeInput, Range
from attrib.nn.pointer.questions import SideQuestion
from attrib.pipeline.build import text_groups
from attrib.pipeline.detection.detector import Detection, Detector
from attrib.pipeline.readers import SideReader
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.candidates import find_candidates
from attrib.pipeline.stance.pair_text import about, pair_text, said_by, words_before
from attrib.pipeline.stance.pointed import side_question
from attrib.pipeline.stance.targets import TOPIC, Target, find_targets
from attrib.training.corpora.polnear import read_labelled_articles
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_articles import Labels, StanceArticle, is_same_target, read_stance_articles
from attrib.training.engine.task import Workplace
from attrib.training.pointer.stances import DIRECTED, class_of

Pair = tuple[JudgeInput, int]
"""A pair to learn from, and its class: an index of SIDES, or UNKNOWN."""

_STRANGE = 2  # targets of other statements that may be asked of one


@dataclass(frozen=True, slots=True)
class JudgeExample:
    """A statement in word pieces, whole and without the words before, and the targets it may be asked about.

    `targets` first holds the candidates that the pipeline finds, `found`, then the `labelled` targets as they are
    written, then a few labelled targets of the article's other statements. `classes` are indices of SIDES, or UNKNOWN.
    `mentions` and `bare_mentions` are where each is named. `labels` is what is labelled. `question` and `sides` are
    what a pointer is asked about the candidates and that of the text, where the model has one that judges.
    """

    text: EncodedText
    bare: EncodedText
    targets: tuple[EncodedText, ...]
    classes: tuple[int, ...]
    mentions: tuple[tuple[Range, ...], ...]
    bare_mentions: tuple[tuple[Range, ...], ...]
    found: tuple[Target, ...]
    labelled: int
    labels: Labels
    question: SideQuestion
    sides: SideReader | None = None

    @property
    def own(self) -> int:
        return len(self.found)

    def asked(self, at: int, *, bare: bool = False) -> JudgeInput:
        """The pair of one of its targets."""
        mentions = self.bare_mentions if bare else self.mentions
        return JudgeInput(self.bare if bare else self.text, self.targets[at], mentions[at])

    def pair(self, at: int, *, bare: bool = False) -> Pair:
        """The same with its class."""
        return self.asked(at, bare=bare), self.classes[at]


def read_examples(
    folders: Sequence[str], place: Workplace, detector: Detector, encoder: TextEncoder
) -> list[JudgeExample]:
    """The statements of folders of labelled articles. Raises SettingsError without --articles, and CorpusError."""
    if place.articles is None:
        raise SettingsError(f"the config names the articles {list(folders)}; give their folder with --articles")
    found: list[JudgeExample] = []
    for name in folders:
        folder = place.articles / name
        articles = read_stance_articles(folder, read_labelled_articles(folder))
        tell = place.counter(f"reading {name}", "article", len(articles))
        group: list[StanceArticle]
        for group in text_groups(articles):
            for article, detection in zip(group, detector.detect([item.text for item in group]), strict=True):
                found += article_examples(article, detection, encoder)
            tell(len(group))
    return found


def article_examples(article: StanceArticle, detection: Detection, encoder: TextEncoder) -> list[JudgeExample]:
    """The labelled statements of an article, its names and readers as detected."""
    bare = [Statement(StatementType.INDIRECT, item.content, item.cue, item.source) for item in article.statements]
    resolved = resolve(Document(article.text), bare, detection.mentions, detection.readers)
    every = list(dict.fromkeys(target for labels in article.stances for target, _ in labels))
    found = []
    for number, (statement, labels) in enumerate(zip(resolved.statements, article.stances, strict=True)):
        own = find_candidates(resolved.doc, statement, find_targets(resolved.doc, resolved.history, statement))
        written = tuple(dict.fromkeys(target for target, _ in labels))
        others = [target for target in every if not any(_near(target, label) for label in written)]
        drawn = [others[at] for at in np.random.default_rng(number).permutation(len(others))[:_STRANGE]]
        targets = (*own, *(Target(name, TOPIC, ()) for name in (*written, *drawn)))
        texts = [pair_text(resolved.doc, statement), pair_text(resolved.doc, statement, before=False)]
        whole, short = encoder.encode([text.text for text in texts])
        found.append(
            JudgeExample(
                whole,
                short,
                tuple(encoder.encode([about(target.name) for target in targets])) if targets else (),
                tuple(class_of(target.name, labels) for target in targets),
                tuple(texts[0].ranges(whole, target.spans) for target in targets),
                tuple(texts[1].ranges(short, target.spans) for target in targets),
                own,
                len(written),
                labels,
                side_question(statement, own),
                detection.readers.sides,
            )
        )
    return found


def _near(one: str, other: str) -> bool:
    return is_same_target(one, other) or is_same_target(other, one)


def corpus_pairs(texts: Iterable[LabelledStance], encoder: TextEncoder) -> list[Pair]:
    """Sentences of directed sentiment (two questions each) and NewsMTSC, PerSpectrum's claims, BASIL's quotations."""
    asked = [one for text in texts for one in _ASKED[text.task](text)]
    said = encoder.encode([before + text for before, text, *_ in asked])
    targets = encoder.encode([about(target) for _, _, target, _, _ in asked])
    return [
        (JudgeInput(whole, target, _ranges(whole, spans, len(before))), side)
        for whole, target, (before, _, _, spans, side) in zip(said, targets, asked, strict=True)
    ]


_Asked = tuple[str, str, str, Spans, int]  # what stands before a text, the text, the target, its spans, the class


def _directed(text: LabelledStance) -> Iterator[_Asked]:
    whose, side = DIRECTED.get(text.labels[0], (True, 0))
    [first], [second] = text.holders, text.targets[0]
    for is_first, holder, target in ((True, first, second), (False, second, first)):
        before = f"{holder.of(text.text)} in the text: "
        yield before, text.text, target.of(text.text), (target,), side if is_first is whose else 0


def _author(text: LabelledStance) -> Iterator[_Asked]:
    for spans, side in zip(text.targets, text.labels, strict=True):
        yield "the author: ", text.text, spans[0].of(text.text), spans, side


def _topic(text: LabelledStance) -> Iterator[_Asked]:
    yield f"{said_by('', 'said')}: ", text.text, text.topic or "", (), text.labels[0]


def _quoted(text: LabelledStance) -> Iterator[_Asked]:
    if text.quote is not None:
        before = f"{words_before(text.text, text.quote.start).of(text.text)} | {said_by(text.speaker, 'said')}: "
        yield before, text.quote.of(text.text), text.topic or "", (), text.labels[0]


_ASKED: dict[str, Callable[[LabelledStance], Iterator[_Asked]]] = {
    "directed": _directed,
    "author": _author,
    "topic": _topic,
    "quoted": _quoted,
}


def _ranges(whole: EncodedText, spans: Spans, moved: int) -> tuple[Range, ...]:
    places = [Span(span.start + moved, span.end + moved) for span in spans]
    return tuple(found for found in token_range(whole.offsets, places) if found)
