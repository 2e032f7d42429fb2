"""How the shipped stance model judges what is easily judged wrong."""

import json
import os
from pathlib import Path

import pytest

from attrib import resources
from attrib.data import Document, Stance, StanceLabel, Statement
from attrib.nn.catalogue import weights_digest
from attrib.pipeline.build import Pipeline, build
from attrib.pipeline.speakers.resolve import resolve_all
from attrib.settings import ExtractSettings
from attrib.training.corpora.polnear import read_labelled_articles
from attrib.training.corpora.stance_articles import StanceArticle, read_stance_articles
from attrib.training.evaluation.stance_report import measure_articles
from tests.pipeline.attributed import said

FOLDER = resources.folder("models") / "stance"
SHARED = Path(__file__).resolve().parents[2] / "shared"
DEV = Path(os.environ.get("ATTRIB_ARTICLES", SHARED / "gold" / "dev"))
# A little under the card's figures: 38 stances are few, and number formats differ between processors.
FLOORS = {"stance F1": 28.0, "polarity F1": 43.0, "polarity precision": 48.0}
CORPUS_FLOORS = {
    ("directed-sentiment/valid", "macro F1"): 62.0,
    ("directed-sentiment/valid", "p→q F1"): 68.5,
    ("newsmtsc/devtest_mt", "macro F1"): 71.5,
    ("perspectrum/dev", "macro F1"): 77.0,
}


@pytest.mark.parametrize(("corpus", "name"), CORPUS_FLOORS)
def test_the_figures_are_of_these_weights_and_above_their_floors(corpus: str, name: str) -> None:
    metrics = json.loads((FOLDER / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["weights_sha256"] == weights_digest(FOLDER)
    assert metrics["measured"][corpus]["figures"][name] >= CORPUS_FLOORS[corpus, name]


SUPPORT, OPPOSE, NEUTRAL = StanceLabel.SUPPORT, StanceLabel.OPPOSE, StanceLabel.NEUTRAL


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return build(ExtractSettings(device="cpu", precision="fp32"))


def stances(pipeline: Pipeline, text: str, *statements: Statement) -> dict[str, Stance]:
    """The stances of the last statement, by target: the statements are given, all else is as in an extraction."""
    [found] = pipeline.detector.detect([text])
    assert pipeline.judge is not None
    [judged] = pipeline.judge.judge_all([resolve_all(Document(text), statements, found.mentions, found.readers)])
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
    ("Maria Lopez", "said", "she would back the weapons ban if it was fair to farmers", "", "weapons ban", NEUTRAL),
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


def test_stances_of_labelled_articles_are_as_good_as_the_card_says() -> None:
    if not (DEV / "labels").is_dir():
        pytest.skip("the labelled articles are not here")
    measured = measure_articles(build(ExtractSettings(device="cpu")), "articles/dev", stance_articles())
    for name, least in FLOORS.items():
        assert measured.model[name] >= least, f"{name} {measured.model[name]:.1f}"


def stance_articles() -> list[StanceArticle]:
    return read_stance_articles(DEV, read_labelled_articles(DEV))
