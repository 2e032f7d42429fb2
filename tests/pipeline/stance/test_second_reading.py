"""A second judge beside the statement head: what it is asked, and what becomes of both answers."""

from collections.abc import Sequence
from typing import Any

import torch

from attrib.data import Document
from attrib.nn.judge.inputs import JudgeInput
from attrib.nn.stance.second import SecondOpinion
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.second_reading import Doubt, SecondReading
from attrib.pipeline.stance.targets import TOPIC, Target
from tests.pipeline.attributed import said
from tests.tiny import make_encoder

TEXT = "Ida Quill said the ban and the levy would harm Norland."
STATEMENT = said(TEXT, "the ban and the levy would harm Norland", "said", "Ida Quill")
NAMES = ("ban", "levy", "Norland")


class Judge:
    """In place of a judge's reader: opposition to all, and what it was asked."""

    def __init__(self) -> None:
        self.encoder = make_encoder()
        self.asked: list[JudgeInput] = []

    def logits(self, pairs: Sequence[JudgeInput]) -> torch.Tensor:
        self.asked += pairs
        return torch.tensor([[0.0, 0.0, 4.0]]).repeat(len(pairs), 1)


def doubt(*certain: Sequence[float]) -> Doubt:
    resolved = resolve(Document(TEXT), [STATEMENT], ())
    targets = [Target(name, TOPIC, said(TEXT, name).content) for name in NAMES[: len(certain)]]
    return Doubt(resolved.doc, resolved.statements[0], targets, torch.tensor(certain).view(-1, 2).double())


def reading(**terms: Any) -> tuple[Judge, SecondReading]:
    judge: Any = Judge()
    return judge, SecondReading(judge, SecondOpinion("0", **terms))


def test_the_likeliest_are_asked_and_both_answers_joined() -> None:
    judge, second = reading(asked_from=0.2, most=2, factors=[1.0, 1.0])
    [found] = second.answers([doubt((0.3, 0.1), (0.1, 0.1), (0.5, 0.2))])
    assert list(found) == [2, 0]
    assert len(judge.asked) == 2
    wanted = (torch.tensor([0.6, 0.3, 0.1]).log() + torch.tensor([0.0, 0.0, 4.0])).softmax(0)
    torch.testing.assert_close(torch.tensor(found[0]), wanted)
    names = judge.encoder.encode(["about Norland", "about ban"])
    assert [pair.target.ids.tolist() for pair in judge.asked] == [name.ids.tolist() for name in names]


def test_a_side_that_cannot_be_is_not_told_whatever_the_judge_says() -> None:
    _, second = reading(asked_from=0.2, factors=[0.0, 1.0])
    [found] = second.answers([doubt((0.3, 0.0))])
    assert found[0][2] == 0.0
    assert found[0][0] > 0.0


def test_statements_of_which_nothing_is_asked_have_no_answers() -> None:
    judge, second = reading(asked_from=0.2)
    assert second.answers([doubt((0.1, 0.1)), doubt(), doubt((0.3, 0.3))])[:2] == [{}, {}]
    assert len(judge.asked) == 1
    assert second.answers([]) == []
