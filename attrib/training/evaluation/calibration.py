"""Confidence that means something: fitted to how often statements are right, and measured against it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from attrib.data import Statement
from attrib.nn.attribution.confidence import calibrated, log_odds
from attrib.training.corpora.polnear import LabelledText
from attrib.training.evaluation.figures import as_attribution
from attrib.training.evaluation.metrics import linked_right
from attrib.training.evaluation.statements import named_speakers

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_BINS = 10
_THRESHOLDS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9)
_FOLDS = 5
_NEWTON_STEPS = 30


@dataclass(frozen=True, slots=True)
class Judged:
    """One statement's confidence, and whether it is right: content, cue and source each agree by half with labels."""

    confidence: float
    right: bool


def label_correctness(texts: Sequence[LabelledText], found: Sequence[Sequence[Statement]]) -> list[list[Judged]]:
    """The statements found in each text, against its first annotator.

    Those without a cue are left out: PolNeAR has none, so it cannot tell how good they are.
    """
    judged = []
    for text, statements in zip(texts, ([item for item in some if item.cue] for some in found), strict=True):
        right = linked_right(text.annotations[0], [as_attribution(item) for item in statements])
        judged.append([Judged(item.confidence, good) for item, good in zip(statements, right, strict=True)])
    return judged


def judge_speakers(texts: Sequence[LabelledText], found: Sequence[Sequence[Statement]]) -> list[Judged]:
    """The confidence in each speaker given to a labelled statement, and whether it is the right one."""
    pairs = zip(texts, found, strict=True)
    return [Judged(*item) for text, statements in pairs for item in named_speakers(text.labels, statements)]


def fit(judged: Sequence[Judged]) -> tuple[float, float]:
    """Scale and shift of the log odds that make what is judged likeliest; (1, 0) where all is right or all wrong.

    Like Platt, it aims a little inside 0 and 1, so that few statements cannot make it sure.
    """
    right = sum(item.right for item in judged)
    wrong = len(judged) - right
    if not right or not wrong:
        return 1.0, 0.0
    aims = (1 / (wrong + 2), (right + 1) / (right + 2))
    inputs = np.array([[log_odds(item.confidence), 1.0] for item in judged])
    wanted = np.array([aims[item.right] for item in judged])
    weights = np.array([1.0, 0.0])
    for _ in range(_NEWTON_STEPS):
        expected = 1 / (1 + np.exp(-inputs @ weights))
        curvature = inputs.T @ (inputs * (expected * (1 - expected))[:, None]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, inputs.T @ (expected - wanted))
        weights -= step / max(1.0, float(np.abs(step).max()))  # a whole step can shoot far past the end
    scale, shift = weights.tolist()
    return (scale, shift) if scale > 0 else (1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """The statements of one stretch of confidence: how many, their mean confidence, and the share that is right."""

    low: float
    high: float
    statements: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is left from a confidence on: precision, and recall of the labelled statements, in percent."""

    confidence: float
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far confidence can be trusted. `error` is the expected calibration error (Naeini et al. 2015), of 10 bins."""

    error: float
    bins: tuple[Bin, ...]
    thresholds: tuple[Threshold, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def reliability(judged: Sequence[Judged], labelled: int) -> Reliability:
    """The reliability of judged statements; `labelled` is how many statements there are to find."""
    members: list[list[Judged]] = [[] for _ in range(_BINS)]
    for item in judged:
        members[min(int(item.confidence * _BINS), _BINS - 1)].append(item)
    bins = tuple(
        Bin(index / _BINS, (index + 1) / _BINS, len(group), _mean_confidence(group), _share_right(group))
        for index, group in enumerate(members)
        if group
    )
    error = sum(item.statements * abs(item.confidence - item.right) for item in bins) / max(1, len(judged))
    return Reliability(round(error, 4), bins, tuple(_threshold(judged, labelled, value) for value in _THRESHOLDS))


def _mean_confidence(judged: Sequence[Judged]) -> float:
    return round(sum(item.confidence for item in judged) / len(judged), 4)


def _share_right(judged: Sequence[Judged]) -> float:
    return round(sum(item.right for item in judged) / len(judged), 4)


def _threshold(judged: Sequence[Judged], labelled: int, least: float) -> Threshold:
    kept = [item for item in judged if item.confidence >= least]
    right = sum(item.right for item in kept)
    return Threshold(least, round(100 * right / max(1, len(kept)), 1), round(100 * right / max(1, labelled), 1))


def cross_fitted(judged: Sequence[Sequence[Judged]]) -> list[Judged]:
    """Every text's statements with the confidence fitted to the other texts, in five parts: an honest measurement."""
    result: list[Judged] = []
    for fold in range(_FOLDS):
        others = [item for index, text in enumerate(judged) if index % _FOLDS != fold for item in text]
        scale, shift = fit(others)
        own = [item for text in judged[fold::_FOLDS] for item in text]
        result += [replace(item, confidence=calibrated(item.confidence, scale, shift)) for item in own]
    return result


def class_reliability(likely: Floats, labels: Ints) -> Reliability:
    """How often the likeliest class is right, by its probability."""
    best = likely.argmax(1)
    pairs = zip(likely.max(1).tolist(), (best == labels).tolist(), strict=True)
    return reliability([Judged(score, bool(right)) for score, right in pairs], len(labels))
