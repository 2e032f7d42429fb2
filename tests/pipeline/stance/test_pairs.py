"""Minimal pairs for the judge that ships: two statements that differ in what turns the side, each with a target.

What it gets wrong is listed by its statement in wrong.txt; all else must stay right, and the list must stay short.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from attrib.data import StanceLabel
from attrib.nn.catalogue import Kind, list_models
from attrib.pipeline.build import TopicJudge, build_topic_judge
from attrib.settings import ExtractSettings

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "stance"
MOST_WRONG = 0.3
"""The share of statements that may be wrong; a careful reader gets all of them right."""


@dataclass(frozen=True, slots=True)
class Case:
    """One statement of a pair: what its speaker's side towards the target is."""

    kind: str
    target: str
    text: str
    side: StanceLabel


def cases() -> Iterator[Case]:
    for line in (FOLDER / "pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        kind, target, side, text, other_side, other = line.split("\t")
        yield Case(kind, target, text, StanceLabel(side))
        yield Case(kind, target, other, StanceLabel(other_side))


CASES = tuple(cases())
WRONG = frozenset((FOLDER / "wrong.txt").read_text(encoding="utf-8").splitlines())
pytestmark = pytest.mark.skipif(
    not any(item.kind == Kind.JUDGE for item in list_models()), reason="no pair judge is installed"
)


@pytest.fixture(scope="module")
def judge() -> TopicJudge:
    return build_topic_judge(ExtractSettings())


def known(case: Case) -> bool:
    return f"{case.target}: {case.text}" in WRONG


def test_there_are_pairs_of_each_kind_and_few_are_wrong() -> None:
    counts = Counter(case.kind for case in CASES)
    assert len(CASES) >= 120
    assert min(counts.values()) >= 10
    assert sum(known(case) for case in CASES) == len(WRONG) <= MOST_WRONG * len(CASES)


@pytest.mark.parametrize("kind", sorted({case.kind for case in CASES}))
def test_what_is_not_listed_as_wrong_is_right(kind: str, judge: TopicJudge) -> None:
    asked = [case for case in CASES if case.kind == kind and not known(case)]
    found = [(case, judge.towards(case.target, [case.text])[0][0]) for case in asked]
    assert [(case.target, case.text, told) for case, told in found if told is not case.side] == []
