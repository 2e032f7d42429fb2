"""How the shipped stance model judges what is easily judged wrong."""

import json
from pathlib import Path

import numpy as np
import pytest

from attrib import resources
from attrib.data import Document, Stance, StanceLabel, Statement
from attrib.nn.catalogue import weights_digest
from attrib.pipeline.build import Pipeline, build
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.judge import StanceJudge
from attrib.settings import ExtractSettings
from attrib.training.corpora.polnear import read_labelled_articles
from attrib.training.corpora.stance import SPLITS, Split
from attrib.training.corpora.stance_articles import StanceArticle, read_stance_articles
from attrib.training.evaluation.stance import class_figures, read_texts
from attrib.training.evaluation.stance_report import measure_articles
from tests.pipeline.attributed import said
from tests.variables import folder

FOLDER = resources.folder("models") / "stance"
# A little under the card's figures: 38 stances are few, and number formats differ between processors.
FLOORS = {"stance F1": 48.0, "polarity F1": 61.0, "polarity precision": 62.0}
SMALL = 200  # texts of each corpus, evenly from all of it, measured again here; the whole takes `attrib evaluate`
# In percent on those texts, measured with the shipped model, less one point for the rounding of other processors.
CORPUS_FLOORS = {
    ("directed-sentiment/valid", "macro F1"): 62.2,
    ("directed-sentiment/valid", "p→q F1"): 70.7,
    ("newsmtsc/devtest_mt", "macro F1"): 74.5,
    ("perspectrum/dev", "macro F1"): 77.9,
}


def test_the_figures_are_of_these_weights() -> None:
    metrics = json.loads((FOLDER / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["weights_sha256"] == weights_digest(FOLDER)


SUPPORT, OPPOSE, NEUTRAL = StanceLabel.SUPPORT, StanceLabel.OPPOSE, StanceLabel.NEUTRAL


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return build(ExtractSettings(device="cpu", precision="fp32"))


def stances(pipeline: Pipeline, text: str, *statements: Statement) -> dict[str, Stance]:
    """The stances of the last statement, by target: the statements are given, all else is as in an extraction."""
    [found] = pipeline.detector.detect([text])
    assert pipeline.judge is not None
    [judged] = pipeline.judge.judge_all([resolve(Document(text), statements, found.mentions, found.readers)])
    return {stance.target: stance for stance in judged[-1].stances}


# Source, cue and content, what stands between cue and content, the target and the speaker's stance towards it.
CASES = [
    ("Maria Lopez", "accused", "of lying to voters", "John Hale ", "John Hale", OPPOSE),
    ("Maria Lopez", "hit back at", "for his attack on her record", "John Hale ", "John Hale", OPPOSE),
    ("Maria Lopez", "welcomed", "the peace talks with Chad", "", "peace talks", SUPPORT),
    ("Maria Lopez", "praised", "the courage of John Hale", "", "John Hale", SUPPORT),
    ("Maria Lopez", "condemned", "the invasion of Chad", "", "invasion", OPPOSE),
    ("Maria Lopez", "said", "John Hale had failed the country and must resign", "", "John Hale", OPPOSE),
    ("Maria Lopez", "said", "John Hale was the best minister the country had ever had", "", "John Hale", SUPPORT),
    ("Maria Lopez", "said", "she was not going to support John Hale", "", "John Hale", OPPOSE),
    ("Maria Lopez", "said", "John Hale would arrive in Paris on Monday", "", "John Hale", NEUTRAL),
    ("Maria Lopez", "denied", "that she had ever attacked John Hale", "", "John Hale", NEUTRAL),
    ("Maria Lopez", "said", "the critics of John Hale had called the tax a disgrace", "", "tax", NEUTRAL),
    pytest.param(
        "Maria Lopez",
        "said",
        "she would back the weapons ban if it was fair to farmers",
        "",
        "weapons ban",
        NEUTRAL,
        marks=pytest.mark.xfail(reason="the second judge takes the condition for support", strict=True),
    ),
]


@pytest.mark.parametrize(("source", "cue", "content", "between", "target", "label"), CASES)
def test_cues_contents_and_negation(
    pipeline: Pipeline, source: str, cue: str, content: str, between: str, target: str, label: StanceLabel
) -> None:
    text = f"The parties met. {source} {cue} {between}{content}."
    found = stances(pipeline, text, said(text, content, cue, source))
    labels = {stance.label for name, stance in found.items() if target in name} or {NEUTRAL}
    assert label in labels
    assert labels <= {label, NEUTRAL}


@pytest.mark.parametrize("split", SPLITS, ids=lambda split: split.name)
def test_part_of_a_corpus_keeps_its_figures(pipeline: Pipeline, split: Split) -> None:
    path = folder("ATTRIB_CORPORA") / split.dev
    if not path.is_file():
        pytest.skip(f"ATTRIB_CORPORA has no {split.dev}")
    texts = split.read(path)
    texts = texts[:: len(texts) // SMALL][:SMALL]
    assert isinstance(pipeline.judge, StanceJudge)
    likely = np.concatenate(read_texts(pipeline.judge.reader, texts))
    figures = class_figures(texts[0].task, likely, np.array([label for text in texts for label in text.labels]))
    floors = {name: floor for (corpus, name), floor in CORPUS_FLOORS.items() if corpus == split.name}
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}


def test_stances_of_labelled_articles_are_as_good_as_the_card_says() -> None:
    articles = stance_articles(folder("ATTRIB_ARTICLES"))
    measured = measure_articles(build(ExtractSettings(device="cpu")), "articles/dev", articles)
    for name, least in FLOORS.items():
        assert measured.percentages[name] >= least, f"{name} {measured.percentages[name]:.1f}"


def stance_articles(path: Path) -> list[StanceArticle]:
    return read_stance_articles(path, read_labelled_articles(path))
