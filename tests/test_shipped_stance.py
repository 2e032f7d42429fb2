"""How the shipped stance model judges what is easily judged wrong."""

import pytest

from attrib.data import Document, Stance, StanceLabel, Statement
from attrib.pipeline.build import Pipeline, build
from attrib.pipeline.resolve import resolve_all
from attrib.settings import ExtractSettings
from tests.pipeline.attributed import said

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
    text = f"The parties met. {source} {cue} {between}{content} on the day."
    found = stances(pipeline, text, said(text, content, cue, source))
    labels = {stance.label for name, stance in found.items() if target in name} or {NEUTRAL}
    assert label in labels
    assert labels <= {label, NEUTRAL}
