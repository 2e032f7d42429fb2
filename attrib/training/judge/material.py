"""What the pair judge learns from: labelled statements with their candidates, and pairs of claims."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from attrib.data import Document, StanceLabel, Statement, StatementType
from attrib.errors import SettingsError
from attrib.nn.encoder.tokens import EncodedText, TextEncoder
from attrib.nn.judge.config import SIDES
from attrib.nn.judge.inputs import JudgeInput, Range
from attrib.pipeline.build import build, text_groups
from attrib.pipeline.detection.detector import Detection, Detector
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.candidates import find_candidates
from attrib.pipeline.stance.pair_text import about, pair_text, said_by
from attrib.pipeline.stance.targets import TOPIC, Target, find_targets
from attrib.settings import ExtractSettings
from attrib.training.corpora.polnear import read_labelled_articles
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_articles import Labels, StanceArticle, is_same_target, read_stance_articles
from attrib.training.engine.task import Workplace
from attrib.training.judge.recipe import JudgeTraining
from attrib.training.linker.material import outlets

UNKNOWN = -1
"""The class of a target that labels tell two things of: nothing is learned from it."""


@dataclass(frozen=True, slots=True)
class JudgeExample:
    """A statement in word pieces, whole and without the words before, and the targets it may be asked about.

    `targets` first holds the `own` candidates that the pipeline finds, `found`, then the labelled targets as they are
    written, then up to a few labelled targets of the article's other statements. `classes` are indices of SIDES, or
    UNKNOWN. `mentions` and `bare_mentions` are where each is named. `group` is the outlet, `labels` what is labelled.
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
    group: str

    @property
    def own(self) -> int:
        return len(self.found)

    def asked(self, chosen: Sequence[int], *, bare: bool = False) -> JudgeInput:
        """The example as an input with some of its targets."""
        mentions = self.bare_mentions if bare else self.mentions
        targets = tuple(self.targets[at] for at in chosen)
        return JudgeInput(self.bare if bare else self.text, targets, tuple(mentions[at] for at in chosen))


def load_detector(model: str, place: Workplace) -> Detector:
    """The detector of an attribution model. Raises ModelError where there is none."""
    return build(ExtractSettings(model, device=str(place.device), stance=False)).detector


def read_examples(
    recipe: JudgeTraining, folders: Sequence[str], place: Workplace, detector: Detector, encoder: TextEncoder
) -> list[JudgeExample]:
    """The statements of folders of labelled articles. Raises SettingsError without --articles, and CorpusError."""
    if place.articles is None:
        raise SettingsError(f"the config names the articles {list(recipe.articles)}; give their folder with --articles")
    found: list[JudgeExample] = []
    for name in folders:
        folder = place.articles / name
        articles = read_stance_articles(folder, read_labelled_articles(folder))
        names = dict(zip((item.name for item in articles), outlets(folder), strict=True))
        tell = place.counter(f"reading {name}", "article", len(articles))
        group: list[StanceArticle]
        for group in text_groups(articles):
            for article, detection in zip(group, detector.detect([item.text for item in group]), strict=True):
                found += article_examples(article, detection, encoder, recipe.strange, names[article.name])
            tell(len(group))
    return found


def article_examples(
    article: StanceArticle, detection: Detection, encoder: TextEncoder, strange: int, group: str
) -> list[JudgeExample]:
    """The labelled statements of an article, its names and readers as detected."""
    bare = [Statement(StatementType.INDIRECT, item.content, item.cue, item.source) for item in article.statements]
    resolved = resolve(Document(article.text), bare, detection.mentions, detection.readers)
    every = list(dict.fromkeys(target for labels in article.stances for target, _ in labels))
    found = []
    for number, (statement, labels) in enumerate(zip(resolved.statements, article.stances, strict=True)):
        own = find_candidates(resolved.doc, statement, find_targets(resolved.doc, resolved.history, statement))
        written = tuple(dict.fromkeys(target for target, _ in labels))
        others = [target for target in every if not any(_near(target, label) for label in written)]
        random = np.random.default_rng(number)
        drawn = [others[at] for at in random.permutation(len(others))[:strange]]
        targets = (*own, *(Target(name, TOPIC, ()) for name in (*written, *drawn)))
        texts = [pair_text(resolved.doc, statement), pair_text(resolved.doc, statement, before=False)]
        whole, short = encoder.encode([text.text for text in texts])
        found.append(
            JudgeExample(
                whole,
                short,
                tuple(encoder.encode([about(target.name) for target in targets])) if targets else (),
                tuple(_class_of(target.name, labels) for target in targets),
                tuple(texts[0].ranges(whole, target.spans) for target in targets),
                tuple(texts[1].ranges(short, target.spans) for target in targets),
                own,
                len(written),
                labels,
                group,
            )
        )
    return found


def _near(one: str, other: str) -> bool:
    return is_same_target(one, other) or is_same_target(other, one)


def _class_of(name: str, labels: Labels) -> int:
    sides = {label for target, label in labels if is_same_target(name, target) or name == target}
    polar = sides - {StanceLabel.NEUTRAL}
    if len(polar) > 1:
        return UNKNOWN
    return SIDES.index(polar.pop()) if polar else 0


def claim_examples(texts: Sequence[LabelledStance], encoder: TextEncoder) -> list[JudgeExample]:
    """Pairs of PerSpectrum: a perspective as somebody's statement, and the claim as its target."""
    said = encoder.encode([f"{said_by('', 'said')}: {text.text}" for text in texts])
    claims = encoder.encode([about(text.topic or "") for text in texts])
    return [
        JudgeExample(one, one, (claim,), text.labels, ((),), ((),), (), 1, (), text.group)
        for text, one, claim in zip(texts, said, claims, strict=True)
    ]
