"""Stances told by a pointer: the likeliest sides, the words that decided, the cue before the network."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
import torch

from attrib.data import Document, Span, Stance, StanceLabel, Statement
from attrib.nn.pointer.questions import SideQuestion
from attrib.pipeline.speakers.resolver import Resolved, resolve
from attrib.pipeline.stance.pointer_judge import PointerJudge
from tests.pipeline.attributed import said
from tests.pipeline.word_lists import reading

TEXT = (
    "Maria Lopez resigned on Friday. John Hale said the new tax had been wrong for Britain. "
    "Later Mr Hale accused Ms Lopez of a cover-up."
)
STATEMENTS = (
    said(TEXT, "the new tax had been wrong for Britain", "said", "John Hale"),
    said(TEXT, "of a cover-up", "accused", "Mr Hale"),
)
NONE, FOR, AGAINST = (1.0, 0.0, 0.0), (0.2, 0.7, 0.1), (0.1, 0.1, 0.8)


class Read:
    """Sides as a table by the words of a target's first mention; "wrong" speaks for every side."""

    least_side = 0.5

    def __init__(self, sides: Mapping[str, tuple[float, float, float]]) -> None:
        self.sides = sides

    def side_probabilities(self, question: SideQuestion) -> torch.Tensor:
        words = [target.mentions[0].of(TEXT) for target in question.targets]
        return torch.tensor([self.sides.get(word, NONE) for word in words])

    def side_logits(self, question: SideQuestion) -> torch.Tensor:
        return self.side_probabilities(question).clamp_min(1e-6).log()

    def calibrated_sides(self, logits: torch.Tensor) -> torch.Tensor:
        return logits.softmax(1)

    def side_weights(self, question: SideQuestion, target: int, side: int) -> list[tuple[int, int, float]]:
        assert side in (1, 2)
        assert question.targets[target].mentions
        at = TEXT.index("wrong")
        half = at + len("wr")
        return [(at - 5, at - 1, 0.1), (at, half, 0.5), (half, at + len("wrong"), 0.4)]


def resolved(sides: Mapping[str, tuple[float, float, float]], found: tuple[Statement, ...] = STATEMENTS) -> Resolved:
    readers = replace(reading(TEXT), sides=Read(sides))
    return resolve(Document(TEXT), found, (), readers)


def told(sides: Mapping[str, tuple[float, float, float]], least: float | None = None) -> list[tuple[Stance, ...]]:
    return [statement.stances for statement in PointerJudge(least).judge_all([resolved(sides)])[0]]


def test_the_likeliest_side_is_told_with_the_words_that_decided() -> None:
    first, _ = told({"new tax": AGAINST})
    [tax] = [stance for stance in first if stance.label is not StanceLabel.NEUTRAL]
    assert (tax.target, tax.label) == ("new tax", StanceLabel.OPPOSE)
    assert tax.score == pytest.approx(0.8)
    assert tax.evidence is not None
    assert tax.evidence.of(TEXT) == "wrong"
    assert tax.mention == Span(TEXT.index("new tax"), TEXT.index("new tax") + 7)
    assert [stance.target for stance in first if stance.label is StanceLabel.NEUTRAL] == ["Britain"]


def test_a_side_below_the_least_probability_is_not_told() -> None:
    assert all(stance.label is StanceLabel.NEUTRAL for stance in told({"new tax": (0.6, 0.0, 0.4)})[0])
    first, _ = told({"new tax": (0.6, 0.0, 0.4)}, least=0.3)
    assert StanceLabel.OPPOSE in {stance.label for stance in first}


def test_what_the_cue_says_outright_comes_before_the_network() -> None:
    _, accused = told({"Ms Lopez": FOR})
    [lopez] = [stance for stance in accused if stance.target == "Maria Lopez"]
    assert lopez.label is StanceLabel.OPPOSE
    assert lopez.evidence is not None
    assert lopez.evidence.of(TEXT) == "accused"


def test_a_doubtful_statement_and_one_nobody_made_have_none() -> None:
    doubtful = tuple(replace(statement, confidence=0.2) for statement in STATEMENTS)
    [found] = PointerJudge().judge_all([resolved({"new tax": AGAINST}, doubtful)])
    assert all(not statement.stances for statement in found)
    text = "It was said that the new tax had been wrong."
    nobody = resolve(Document(text), [said(text, "the new tax had been wrong", "said")], (), reading(text))
    assert PointerJudge().judge_all([nobody])[0][0].stances == ()


def test_without_a_pointer_the_cue_alone_is_heard() -> None:
    item = resolve(Document(TEXT), STATEMENTS, (), reading(TEXT))
    first, second = PointerJudge().judge_all([item])[0]
    assert first.stances == ()
    assert [stance.label for stance in second.stances] == [StanceLabel.OPPOSE]
