"""Fitting and measuring what is worth checking, on sentences of debates that fact-checkers took up or passed over.

The corpus is that of CheckThat! 2019, task 1 (Atanasova et al. 2019): a file a debate or speech, with line, speaker,
sentence and 1 where FactCheck.org checked it. The measure is theirs: mean average precision over transcripts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from attrib.claims.worth import FEATURES, Vectors, features, stored
from attrib.errors import CorpusError
from attrib.training.corpora.polnear import read_text

Array = NDArray[np.float64]
_STEPS = 8
_STEPS_NEAR = 3  # from weights that are near
_PENALTY = 3.0  # of the squared weights of features of unit variance
_VECTOR_PENALTY = 300.0  # of those of a vector scaled to unit variance


@dataclass(frozen=True, slots=True)
class Transcript:
    """The sentences of one debate or speech, and whether each was checked."""

    name: str
    sentences: tuple[str, ...]
    checked: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Worth:
    """Fitted weights: of the features and the vector as they are, and the bias."""

    weights: dict[str, float]
    directions: Array
    bias: float

    def scores(self, rows: Array, vectors: Array) -> Array:
        """The logit of each sentence."""
        scores: Array = rows @ np.array([self.weights[name] for name in FEATURES]) + vectors @ self.directions
        return scores + self.bias


def read_transcripts(folder: Path) -> list[Transcript]:
    """The transcripts of a folder of TSV files. Raises CorpusError where a file has not that format."""
    paths = sorted(folder.glob("*.tsv"))
    if not paths:
        raise CorpusError(f"no *.tsv under {folder}; give the folder of transcripts of CheckThat! 2019")
    return [_read(path) for path in paths]


def _read(path: Path) -> Transcript:
    sentences, checked = [], []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != 4 or cells[3] not in ("0", "1"):
            raise CorpusError(f"{path}, line {number}: not line, speaker, sentence and 0 or 1, parted by tabs")
        sentences.append(cells[2])
        checked.append(cells[3] == "1")
    return Transcript(path.stem, tuple(sentences), np.array(checked, dtype=bool))


def feature_rows(sentences: Sequence[str]) -> Array:
    """The features [N, F] of sentences."""
    return np.array([features(sentence) for sentence in sentences], dtype=np.float64)


def fit(rows: Array, vectors: Vectors, checked: NDArray[np.bool_], near: "Worth | None" = None) -> Worth:
    """The weights with the least penalised loss, by Newton's method; vectors [N, width] are of length 1.

    It begins at the weights `near` where they are given: the loss has one minimum, which is found sooner from there.
    """
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scale = float(np.sqrt(vectors.shape[1]))
    parts = np.ones(len(rows)), (rows - middle) / spread, stored(vectors) * scale
    columns = np.column_stack(parts).astype(np.float32)  # half the time, and enough for weights that a penalty holds
    penalty = np.array([1e-6, *[_PENALTY] * rows.shape[1], *[_VECTOR_PENALTY] * vectors.shape[1]])
    solved = np.zeros(columns.shape[1])
    if near is not None:
        known = np.array([near.weights[name] for name in FEATURES])
        solved = np.concatenate([[near.bias + known @ middle], known * spread, near.directions / scale])
    for _ in range(_STEPS if near is None else _STEPS_NEAR):
        told = 1 / (1 + np.exp(-np.clip(columns @ solved, -30, 30)))
        slope = columns.T @ (told - checked) + penalty * solved
        curve = (columns.T * (told * (1 - told)).astype(np.float32)) @ columns + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        solved = solved - step
        if np.abs(step).max() < 1e-4:
            break
    weights = solved[1 : 1 + rows.shape[1]] / spread
    bias = float(solved[0] - weights @ middle)
    return Worth(dict(zip(FEATURES, weights.tolist(), strict=True)), solved[1 + rows.shape[1] :] * scale, bias)


def average_precision(scores: Array, checked: NDArray[np.bool_]) -> float:
    """The mean, over what was checked, of the precision down to its rank; ties stand in the order given."""
    ordered = checked[np.argsort(-scores, kind="stable")]
    ranks = np.flatnonzero(ordered) + 1
    return float((np.arange(1, len(ranks) + 1) / ranks).mean()) if len(ranks) else 0.0


def by_transcript(transcripts: Sequence[Transcript], rows: Sequence[Array], vectors: Sequence[Vectors]) -> list[float]:
    """The average precision on each transcript of weights fitted to the others."""
    found = []
    whole = fit(np.concatenate(rows), np.concatenate(vectors), np.concatenate([each.checked for each in transcripts]))
    for at, transcript in enumerate(transcripts):
        rest = [other for other in range(len(transcripts)) if other != at]
        fitted = fit(
            np.concatenate([rows[other] for other in rest]),
            np.concatenate([vectors[other] for other in rest]),
            np.concatenate([transcripts[other].checked for other in rest]),
            near=whole,
        )
        found.append(average_precision(fitted.scores(rows[at], stored(vectors[at])), transcript.checked))
    return found


def by_chance(transcripts: Sequence[Transcript], *, draws: int = 50) -> float:
    """The mean average precision of random orders."""
    random = np.random.default_rng(0)
    orders = [
        average_precision(random.random(len(transcript.checked)), transcript.checked)
        for _ in range(draws)
        for transcript in transcripts
    ]
    return float(np.mean(orders))
