"""How good a judge is on given targets, and its logits for many pairs."""

from collections.abc import Sequence

import torch

from attrib.nn.encoder.tokens import TextEncoder, batches_by_length
from attrib.nn.judge.inputs import JudgeInput, make_judge_batch
from attrib.nn.judge.model import SideJudge
from attrib.training.evaluation.calibration import Floats
from attrib.training.judge.material import JudgeExample


def logits_of(judge: SideJudge, encoder: TextEncoder, pairs: Sequence[JudgeInput], batch_tokens: int) -> Floats:
    """The logits [pairs, 3]; the judge is put into evaluation mode for them."""
    window, found = judge.config.window, torch.zeros(len(pairs), 3, dtype=torch.double)
    training = judge.training
    judge.eval()
    with torch.inference_mode():
        for group in batches_by_length([pair.length(window) for pair in pairs], batch_tokens):
            batch = make_judge_batch([pairs[at] for at in group], encoder, window)
            found[group] = judge(batch.to(judge.device())).double().cpu()
    judge.train(training)
    return found.numpy()


def given(examples: Sequence[JudgeExample]) -> list[tuple[int, int]]:
    """The pairs of given targets, labelled ones and those of other statements: example and target."""
    return [(at, target) for at, item in enumerate(examples) for target in range(item.own, len(item.targets))]


def given_figures(examples: Sequence[JudgeExample], answers: Floats, least: float) -> dict[str, float]:
    """F1, precision and recall in percent of sides of at least that probability, towards the pairs of `given`.

    And how many of the labelled get the wrong side, how many of the others get one. `answers` [pairs, 3] are
    probabilities.
    """
    right = told = labelled = wrong = others = strayed = 0
    for (at, target), row in zip(given(examples), answers, strict=True):
        wanted, side = examples[at].classes[target], 1 + int(row[1:].argmax())
        said = side if row[side] >= least else 0
        if wanted > 0:
            labelled, told = labelled + 1, told + (said > 0)
            right, wrong = right + (said == wanted), wrong + (said > 0 and said != wanted)
        elif wanted == 0:
            others, strayed, told = others + 1, strayed + (said > 0), told + (said > 0)
    shares = {
        "given F1": 2 * right / max(1, told + labelled),
        "given precision": right / max(1, told),
        "given recall": right / max(1, labelled),
        "wrong side": wrong / max(1, labelled),
        "side of others": strayed / max(1, others),
    }
    return {name: round(100 * value, 1) for name, value in shares.items()}
