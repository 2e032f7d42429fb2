"""Minimal pairs for the models that ship: two statements that differ in what turns the side, each with a target.

What a model gets wrong is listed by its statement in wrong.txt; all else must stay right, and the list must stay short.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from attrib.data import Span, StanceLabel
from attrib.nn.pointer.questions import SideQuestion, SideTarget
from attrib.nn.pointer.sides import SIDES
from attrib.pipeline.build import build
from attrib.pipeline.readers import SideReader
from attrib.settings import ExtractSettings

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "stance"
MOST_WRONG = 0.4
"""The share of statements that may be wrong; a careful reader gets all of them right."""


@dataclass(frozen=True, slots=True)
class Case:
    """One statement of a pair: what its speaker's side towards the target is, of a target that it names."""

    kind: str
    target: str
    text: str
    side: StanceLabel

    @property
    def question(self) -> SideQuestion:
        """The statement in the text "SPEAKER CUE: content."."""
        told = self.text.index(":")
        cue = self.text[:told].rindex(" ")
        at = self.text.lower().index(self.target.lower())
        target = SideTarget((Span(at, at + len(self.target)),), self.target[:1].isupper())
        return SideQuestion((Span(0, cue),), (Span(cue + 1, told),), (Span(told + 2, len(self.text)),), (target,))


def cases() -> Iterator[Case]:
    for line in (FOLDER / "pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        kind, target, side, text, other_side, other = line.split("\t")
        for told, words in ((side, text), (other_side, other)):
            if target.lower() in words.lower():
                yield Case(kind, target, words, StanceLabel(told))


CASES = tuple(cases())
WRONG = frozenset((FOLDER / "wrong.txt").read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="module")
def readers() -> dict[str, SideReader]:
    """What the shipped pointer that judges has read of each statement."""
    texts = sorted({case.text for case in CASES})
    detector = build(ExtractSettings("accurate", device="cpu", precision="fp32")).detector
    found = (detection.readers.sides for detection in detector.detect([f"{text}." for text in texts]))
    return {text: reader for text, reader in zip(texts, found, strict=True) if reader is not None}


def known(case: Case) -> bool:
    return f"{case.target}: {case.text}" in WRONG


def told(reader: SideReader, case: Case) -> StanceLabel:
    """The side that the pointer tells of the target; neutral where none is likely enough to be told."""
    chances = reader.side_probabilities(case.question)[0].tolist()
    best = max((1, 2), key=lambda side: chances[side])
    return SIDES[best] if chances[best] >= reader.least_side else StanceLabel.NEUTRAL


def test_there_are_pairs_of_each_kind_and_few_are_wrong() -> None:
    counts = Counter(case.kind for case in CASES)
    assert len(CASES) >= 120
    assert min(counts.values()) >= 10
    assert sum(known(case) for case in CASES) == len(WRONG) <= MOST_WRONG * len(CASES)


@pytest.mark.parametrize("kind", sorted({case.kind for case in CASES}))
def test_what_is_not_listed_as_wrong_is_right(kind: str, readers: dict[str, SideReader]) -> None:
    asked = [case for case in CASES if case.kind == kind and not known(case)]
    found = [(case.target, case.text, told(readers[case.text], case)) for case in asked]
    assert found == [(case.target, case.text, case.side) for case in asked]
