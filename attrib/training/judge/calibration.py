"""How sure a judge is, towards topics alone and beside the pointer: fitted on articles that taught neither."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.model import SideJudge
from attrib.pipeline.stance.joint_sides import likeliest
from attrib.training.evaluation.calibration import Floats
from attrib.training.judge.figures import given, logits_of
from attrib.training.judge.material import JudgeExample
from attrib.training.pointer.stances import UNKNOWN, told_sides
from attrib.training.stance.calibration import fit_scaling, min_probability, minimise

_PULL = 1e-3  # of the joint's numbers towards a half of each


def calibrate_topics(
    judge: SideJudge, encoder: TextEncoder, examples: Sequence[JudgeExample], batch_tokens: int
) -> None:
    """Give a judge the scaling of its answers towards topics, from given targets without the words before."""
    pairs = [(at, target) for at, target in given(examples) if examples[at].classes[target] != UNKNOWN]
    logits = logits_of(judge, encoder, [examples[at].asked(target, bare=True) for at, target in pairs], batch_tokens)
    temperature, shifts = fit_scaling(logits, np.array([examples[at].classes[target] for at, target in pairs]))
    judge.config = replace(judge.config, temperature=temperature, shifts=shifts)


def calibrate_joint(
    judge: SideJudge, encoder: TextEncoder, examples: Sequence[JudgeExample], batch_tokens: int, precision: float
) -> dict[str, float]:
    """Give a judge what joins it with the pointer, and the least probability told; returns figures, in percent.

    Examples without a pointer's reading, or without candidates, have no part in it. A side told is right where a
    labelled target of that side goes by the target's name.
    """
    read = [(item, item.sides) for item in examples if item.sides is not None and item.found]
    if not read:
        return {}
    pointed = [reader.side_logits(item.question) for item, reader in read]
    asked = [
        likeliest(reader.calibrated_sides(rows), judge.config) for (_, reader), rows in zip(read, pointed, strict=True)
    ]
    inputs = [item.asked(at) for (item, _), places in zip(read, asked, strict=True) for at in places]
    judged = torch.from_numpy(logits_of(judge, encoder, inputs, batch_tokens))
    wanted = torch.tensor([item.classes[at] for (item, _), places in zip(read, asked, strict=True) for at in places])
    of_pointer = torch.cat([rows[places] for rows, places in zip(pointed, asked, strict=True)]).double()
    known = wanted != UNKNOWN
    judge.config = _joined(judge.config, of_pointer[known], judged[known], wanted[known])
    answers = judge.config.joined(of_pointer, judged).numpy()
    told = _told([(item, places) for (item, _), places in zip(read, asked, strict=True)], answers)
    scores, right = np.array([score for score, _ in told]), np.array([ok for _, ok in told], dtype=np.bool_)
    least = min_probability(scores, right, precision)
    judge.config = replace(judge.config, least_side=least)
    kept = right[scores >= least]
    labelled = sum(len(item.labels) for item, _ in read)
    return {
        "sides told right": round(100 * float(kept.sum()) / max(1, len(kept)), 1),
        "sides found": round(100 * float(kept.sum()) / max(1, labelled), 1),
    }


def _joined(config: JudgeConfig, pointed: Tensor, judged: Tensor, wanted: Tensor) -> JudgeConfig:
    """The config with the factors and shifts that make the labels likeliest."""
    factors, shifts = fit_joint(pointed, judged, wanted)
    return replace(config, factors=factors, joint_shifts=shifts)


def fit_joint(first: Tensor, judged: Tensor, wanted: Tensor) -> tuple[list[float], list[float]]:
    """The two factors and the shifts by class that make the labels [N] likeliest: logistic regression over both logits.

    `first` and `judged` are the logits [N, 3] of a first answer and of the judge, in double precision.
    """
    factors = torch.full((2,), 0.5, dtype=torch.double, requires_grad=True)
    shifts = torch.zeros(3, dtype=torch.double, requires_grad=True)

    def error() -> Tensor:
        logits = factors[0] * first + factors[1] * judged + shifts
        pull = (factors - 0.5).square().sum() + shifts.square().sum()
        return functional.cross_entropy(logits, wanted) + _PULL * pull

    minimise(error, [factors, shifts])
    return _rounded(factors), _rounded(shifts)


def _rounded(values: Tensor) -> list[float]:
    return [round(float(value), 4) for value in values.detach()]


def _told(read: Sequence[tuple[JudgeExample, list[int]]], answers: Floats) -> list[tuple[float, bool]]:
    """The probability of each side that may be told, and whether it and its target are right."""
    found, start = list[tuple[float, bool]](), 0
    for item, places in read:
        rows = answers[start : start + len(places)].tolist()
        found += told_sides([item.found[at] for at in places], rows, item.labels)
        start += len(places)
    return found
