"""Pointer and judge together: which targets the judge is asked about, and what becomes of the answers."""

from collections.abc import Sequence
from typing import Any

import torch

from attrib.data import Document
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.inputs import JudgeInput
from attrib.nn.pointer.questions import SideQuestion
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.joint_sides import joint_probabilities, likeliest
from attrib.pipeline.stance.pointed import Pointed
from attrib.pipeline.stance.targets import ACTOR, TOPIC, Target
from tests.pipeline.attributed import said
from tests.tiny import make_encoder

TEXT = "Ida Quill said the ban and the levy would harm Britain."
STATEMENT = said(TEXT, "the ban and the levy would harm Britain", "said", "Ida Quill")


class Read:
    """A pointer's reading with given logits."""

    least_side = 0.5

    def __init__(self, logits: Sequence[Sequence[float]]) -> None:
        self.logits = torch.tensor(logits)

    def side_logits(self, question: SideQuestion) -> torch.Tensor:
        assert len(question.targets) == len(self.logits)
        return self.logits

    def side_probabilities(self, question: SideQuestion) -> torch.Tensor:
        return self.side_logits(question).softmax(1)

    def calibrated_sides(self, logits: torch.Tensor) -> torch.Tensor:
        return logits.softmax(1)

    def side_weights(self, question: SideQuestion, target: int, side: int) -> list[tuple[int, int, float]]:
        raise AssertionError((question, target, side))


class Judge:
    """In place of a judge's reader: opposition to whatever names the ban, and what it was asked."""

    def __init__(self, config: JudgeConfig) -> None:
        self.config, self.encoder = config, make_encoder()
        self.asked: list[JudgeInput] = []

    def logits(self, pairs: Sequence[JudgeInput]) -> torch.Tensor:
        self.asked += pairs
        ban = self.encoder.encode(["about ban"])[0].ids.tolist()
        return torch.tensor([[0.0, 0.0, 8.0 if pair.target.ids.tolist() == ban else 0.0] for pair in pairs]).view(-1, 3)


def pointed(logits: Sequence[Sequence[float]]) -> Pointed:
    targets = tuple(
        Target(name, kind, said(TEXT, name).content)
        for name, kind in (("ban", TOPIC), ("levy", TOPIC), ("Britain", ACTOR))
    )
    resolved = resolve(Document(TEXT), [STATEMENT], ())
    return Pointed(resolved.doc, resolved.statements[0], targets, len(targets), Read(logits))


def test_the_judge_is_asked_about_the_likeliest_alone() -> None:
    probabilities = torch.tensor([[0.97, 0.02, 0.01], [0.3, 0.7, 0.0], [0.6, 0.0, 0.4], [0.5, 0.5, 0.0]])
    assert likeliest(probabilities, JudgeConfig("0", most=2)) == [1, 3]
    assert likeliest(probabilities, JudgeConfig("0", most=9)) == [1, 3, 2]
    assert likeliest(probabilities, JudgeConfig("0", most=9, asked_from=0.01)) == [1, 3, 2, 0]
    assert likeliest(probabilities[:0], JudgeConfig("0")) == []


def test_both_logits_make_the_answer_and_what_is_not_asked_gets_no_side() -> None:
    judge: Any = Judge(JudgeConfig("0", most=2, factors=[1.0, 1.0]))
    one = pointed([[1.0, 1.0, 0.0], [1.0, 2.0, 0.0], [4.0, 0.0, 3.0]])
    [found] = joint_probabilities([one], judge)
    assert len(judge.asked) == 2
    torch.testing.assert_close(found[0], torch.tensor([1.0, 1.0, 8.0]).softmax(0))
    torch.testing.assert_close(found[1], torch.tensor([1.0, 2.0, 0.0]).softmax(0))
    assert found[2, 1:].tolist() == [0.0, 0.0]
    assert found[2, 0] == torch.tensor([4.0, 0.0, 3.0]).softmax(0)[0]


def test_a_statement_of_which_nothing_is_asked_keeps_the_pointers_doubt() -> None:
    judge: Any = Judge(JudgeConfig("0"))
    quiet = pointed([[9.0, 0.0, 0.0]] * 3)
    first, second = joint_probabilities([quiet, pointed([[0.0, 1.0, 0.0]] * 3)], judge)
    assert first[:, 1:].eq(0).all()
    assert first[:, 0].gt(0.99).all()
    assert second[0].argmax() == 2
    assert joint_probabilities([], judge) == []


def test_pairs_read_who_said_what_and_where_the_target_is_named() -> None:
    judge: Any = Judge(JudgeConfig("0", most=1))
    joint_probabilities([pointed([[0.0, 0.0, 1.0], [9.0, 0.0, 0.0], [9.0, 0.0, 0.0]])], judge)
    [pair] = judge.asked
    assert pair.text.ids.tolist() == judge.encoder.encode([f"Ida Quill said: {TEXT[15:-1]}"])[0].ids.tolist()
    [(first, last)] = pair.mentions
    assert pair.text.ids[first:last].tolist() == judge.encoder.encode(["ban"])[0].ids.tolist()
