"""A second opinion on sides: the judge reads a statement with each of the targets that the pointer holds likeliest."""

from collections.abc import Sequence

import torch
from torch import Tensor

from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.inputs import JudgeInput
from attrib.nn.judge.reader import JudgeReader
from attrib.pipeline.stance.pair_text import pair_inputs
from attrib.pipeline.stance.pointed import Pointed


def likeliest(probabilities: Tensor, config: JudgeConfig) -> list[int]:
    """The targets that the judge is asked about, from the pointer's probabilities [T, 3], likeliest first."""
    sided = 1 - probabilities[:, 0]
    order = sided.argsort(descending=True, stable=True)[: config.most].tolist()
    return [at for at in order if sided[at] >= config.asked_from]


def joint_probabilities(asked: Sequence[Pointed], judge: JudgeReader) -> list[Tensor]:
    """Of each statement's targets the probabilities [T, 3] of SIDES by pointer and judge together.

    A target that the judge is not asked about has the pointer's probability of no side, and none of either side.
    """
    pointed = [one.reader.side_logits(one.question) for one in asked]
    found, places, pairs = list[Tensor](), list[list[int]](), list[JudgeInput]()
    for one, logits in zip(asked, pointed, strict=True):
        probabilities = one.reader.calibrated_sides(logits)
        at = likeliest(probabilities, judge.config)
        found.append(probabilities * torch.tensor([1.0, 0.0, 0.0]))
        places.append(at)
        pairs += pair_inputs(one.doc, one.statement, [one.targets[number] for number in at], judge.encoder)
    judged = torch.split(judge.logits(pairs), [len(at) for at in places])
    for logits, probabilities, at, rows in zip(pointed, found, places, judged, strict=True):
        if at:
            probabilities[at] = judge.config.joined(logits[at], rows)
    return found
