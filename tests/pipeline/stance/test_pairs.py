"""Minimal pairs for the models that ship: two statements that differ in what turns the side, each with a target.

What the models get wrong is listed in wrong.txt: "untold" where they tell no side and there is one, "wrong" where they
tell another, or one where there is none. All else must stay right, and the list must stay short.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from attrib.data import Document, Span, StanceLabel, Statement, StatementType
from attrib.nn.pointer.sides import SIDES
from attrib.pipeline.build import build
from attrib.pipeline.detection.detector import Detection
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.pointed import Pointed
from attrib.pipeline.stance.pointer_judge import PointerJudge
from attrib.pipeline.stance.targets import ACTOR, TOPIC, Target
from attrib.settings import ExtractSettings

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "stance"
MOST = {"untold": 0.45, "wrong": 0.08}
"""The shares of statements that may be listed; a careful reader gets all of them right."""


@dataclass(frozen=True, slots=True)
class Case:
    """One statement of a pair: what its speaker's side towards the target is, of a target that it names."""

    kind: str
    target: str
    text: str
    side: StanceLabel

    @property
    def statement(self) -> Statement:
        """The statement in the text "SPEAKER CUE: content."."""
        told = self.text.index(":")
        cue = self.text[:told].rindex(" ")
        content = (Span(told + 2, len(self.text)),)
        return Statement(StatementType.INDIRECT, content, (Span(cue + 1, told),), (Span(0, cue),))

    @property
    def named(self) -> Target:
        at = self.text.lower().index(self.target.lower())
        kind = ACTOR if self.target[:1].isupper() else TOPIC
        return Target(self.target, kind, (Span(at, at + len(self.target)),))


def cases() -> Iterator[Case]:
    for line in (FOLDER / "pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        kind, target, side, text, other_side, other = line.split("\t")
        for told, words in ((side, text), (other_side, other)):
            if target.lower() in words.lower():
                yield Case(kind, target, words, StanceLabel(told))


CASES = tuple(cases())
TEXTS = [f"{case.text}." for case in CASES]
_LINES = (FOLDER / "wrong.txt").read_text(encoding="utf-8").splitlines()
LISTED = {statement: how for how, statement in (line.split("\t") for line in _LINES)}


@pytest.fixture(scope="module")
def told() -> dict[Case, StanceLabel]:
    """The side that the shipped pointer and judge tell of each target; neutral where none is likely enough."""
    pipeline = build(ExtractSettings("accurate", device="cpu", precision="fp32"))
    judge = pipeline.judge
    assert isinstance(judge, PointerJudge)
    asked = [pointed(case, found) for case, found in zip(CASES, pipeline.detector.detect(TEXTS), strict=True)]
    answers = [rows[0].tolist() for rows in judge.answers(asked)]
    return {case: side(row, judge.least) for case, row in zip(CASES, answers, strict=True)}


def pointed(case: Case, found: Detection) -> Pointed:
    reader = found.readers.sides
    assert reader is not None
    resolved = resolve(Document(f"{case.text}."), [case.statement], found.mentions, found.readers)
    return Pointed(resolved.doc, resolved.statements[0], (case.named,), 1, reader)


def side(chances: list[float], least: float | None) -> StanceLabel:
    best = max((1, 2), key=lambda side: chances[side])
    assert least is not None
    return SIDES[best] if chances[best] >= least else StanceLabel.NEUTRAL


def listed(case: Case) -> str | None:
    return LISTED.get(f"{case.target}: {case.text}")


def test_there_are_pairs_of_each_kind_and_few_are_wrong() -> None:
    counts = Counter(case.kind for case in CASES)
    assert len(CASES) >= 120
    assert min(counts.values()) >= 10
    found = Counter(filter(None, map(listed, CASES)))
    assert found.total() == len(LISTED) == len(_LINES)
    assert set(found) == set(MOST)
    assert all(found[how] <= share * len(CASES) for how, share in MOST.items())


@pytest.mark.parametrize("kind", sorted({case.kind for case in CASES}))
def test_what_is_not_listed_as_wrong_is_right(kind: str, told: dict[Case, StanceLabel]) -> None:
    asked = [case for case in CASES if case.kind == kind and listed(case) is None]
    found = [(case.target, case.text, told[case]) for case in asked]
    assert found == [(case.target, case.text, case.side) for case in asked]


def test_where_no_side_is_told_none_is_wrong(told: dict[Case, StanceLabel]) -> None:
    untold = [case for case in CASES if listed(case) == "untold"]
    assert [told[case] for case in untold] == [StanceLabel.NEUTRAL] * len(untold)
