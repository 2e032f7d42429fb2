"""How good a pair judge is: on given targets, and on those that it chooses among the candidates itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from attrib.data import StanceLabel
from attrib.nn.encoder.tokens import TextEncoder, batches_by_length
from attrib.nn.judge.inputs import make_judge_batch
from attrib.nn.judge.model import PairJudge
from attrib.pipeline.stance.choice import choose
from attrib.training.corpora.stance_articles import is_same_target
from attrib.training.evaluation.calibration import Floats
from attrib.training.judge.material import JudgeExample


@dataclass(frozen=True, slots=True)
class Told:
    """A side that would be told: its probability, whether side and target are right, and whether the side is."""

    score: float
    right: bool
    side: bool


def logits_of(
    model: PairJudge, encoder: TextEncoder, examples: Sequence[JudgeExample], batch_tokens: int
) -> list[Floats]:
    """The logits [targets, 3] of all targets of each example; the model as it is, in evaluation mode."""
    window = model.config.window
    found: list[Floats] = [np.zeros((0, 3))] * len(examples)
    asked = [at for at, item in enumerate(examples) if item.targets]
    rows = {at: examples[at].asked(range(len(examples[at].targets))) for at in asked}
    with torch.inference_mode():
        for group in batches_by_length([rows[at].length(window) for at in asked], batch_tokens):
            own = [asked[at] for at in group]
            batch = make_judge_batch([rows[at] for at in own], encoder, window).to(model.device())
            answers = model(batch).float().cpu().numpy().astype(np.float64)
            ends = np.cumsum([len(examples[at].targets) for at in own])[:-1]
            for at, part in zip(own, np.split(answers, ends), strict=True):
                found[at] = part
    return found


def given_figures(examples: Sequence[JudgeExample], answers: Sequence[Floats], least: float) -> dict[str, float]:
    """Of given targets, labelled and other: F1, precision and recall of sides of at least that probability, in percent.

    And how many labelled ones get the wrong side, how many others of the statement or the article get one.
    """
    right = told = labelled = wrong = others = given = 0
    for item, rows in zip(examples, answers, strict=True):
        for at, (wanted, row) in enumerate(zip(item.classes, rows, strict=True)):
            side = 1 + int(row[1:].argmax())
            said = side if row[side] >= least else 0
            written = item.own <= at < item.own + item.labelled
            if written and wanted > 0:
                labelled += 1
                told += said > 0
                right += said == wanted
                wrong += said > 0 and said != wanted
            elif not written and wanted == 0:
                others += 1
                given += said > 0
                told += said > 0 and at >= item.own
    precision, recall = right / max(1, told), right / max(1, labelled)
    shares = {
        "given F1": 2 * right / max(1, told + labelled),
        "given precision": precision,
        "given recall": recall,
        "wrong side": wrong / max(1, labelled),
        "side of others": given / max(1, others),
    }
    return {name: round(100 * value, 1) for name, value in shares.items()}


def told_sides(examples: Sequence[JudgeExample], answers: Sequence[Floats], least: float) -> list[Told]:
    """The sides that would be told of the candidates of each statement, from probabilities of its targets."""
    found = []
    for item, rows in zip(examples, answers, strict=True):
        for choice in choose(item.found, rows[: item.own].tolist(), least):
            name = item.found[choice.at].name
            same = [label for target, label in item.labels if is_same_target(name, target)]
            side = any(label is choice.label for _, label in item.labels)
            found.append(Told(choice.score, choice.label in same, side))
    return found


def chosen_figures(examples: Sequence[JudgeExample], answers: Sequence[Floats], least: float) -> dict[str, float]:
    """F1, precision and recall of what is told of labelled statements, and the share of right sides, in percent."""
    told = told_sides(examples, answers, least)
    labelled = sum(label is not StanceLabel.NEUTRAL for item in examples for _, label in item.labels)
    right = sum(one.right for one in told)
    shares = {
        "told F1": 2 * right / max(1, len(told) + labelled),
        "told precision": right / max(1, len(told)),
        "told recall": right / max(1, labelled),
        "told side": sum(one.side for one in told) / max(1, len(told)),
    }
    return {name: round(100 * value, 1) for name, value in shares.items()}
