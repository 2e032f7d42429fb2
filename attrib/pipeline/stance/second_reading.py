"""A second opinion on sides: the judge reads a statement with each of the targets that the head holds likeliest."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from attrib.data import Statement
from attrib.nn.judge.inputs import JudgeInput
from attrib.nn.judge.reader import JudgeReader
from attrib.nn.stance.second import SecondOpinion
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.stance.pair_text import pair_inputs
from attrib.pipeline.stance.targets import Target

Answers = dict[int, list[float]]
"""The probabilities of no side, support and opposition by the number of the target, for those asked about."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement, its targets, and the head's probabilities [T, 2] that each side is right; 0 where it cannot be."""

    doc: AnnotatedText
    statement: Statement
    targets: Sequence[Target]
    certain: torch.Tensor


class SecondReading:
    """A judge that is asked beside the statement head, on the stance model's terms.

    It reads statements without the words before them, which double the time and add a point of F1.
    """

    def __init__(self, judge: JudgeReader, terms: SecondOpinion) -> None:
        self.judge, self.terms = judge, terms

    def answers(self, doubts: Sequence[Doubt]) -> list[Answers]:
        """The joint answers for each statement, of the targets asked about."""
        places, judged = self.logits(doubts)
        found = []
        for one, at, rows in zip(doubts, places, judged, strict=True):
            joint = self.terms.joined(one.certain[at], rows) if at else torch.zeros(0, 3)
            joint[:, 1:] *= one.certain[at] > 0
            found.append(dict(zip(at, joint.tolist(), strict=True)))
        return found

    def logits(self, doubts: Sequence[Doubt]) -> tuple[list[list[int]], tuple[torch.Tensor, ...]]:
        """The targets of each statement that are asked about, and the judge's logits [asked, 3] of them."""
        places = [self.terms.asked(one.certain) for one in doubts]
        pairs = list[JudgeInput]()
        for one, at in zip(doubts, places, strict=True):
            targets = [one.targets[number] for number in at]
            pairs += pair_inputs(one.doc, one.statement, targets, self.judge.encoder, before=False)
        return places, torch.split(self.judge.logits(pairs), [len(at) for at in places])
