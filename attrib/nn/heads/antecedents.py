"""The antecedent head: scores candidate antecedents of a pronoun or description, from a layer of the shared encoder.

An anaphor and a candidate are the mean states of their word pieces. A pair goes through one hidden layer over both,
their product and embeddings of its features (mention-pair ranking, after Clark and Manning 2016). That the text names
nobody whom the anaphor means has the score 0 (after Lee et al. 2017). Training the head does not change the encoder, so
attribution stays the same and the cost is one projection.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from attrib.data import Span
from attrib.nn.configuration import check_version
from attrib.nn.encoder.states import mean_states

FORMAT_VERSION = 3
_SPREAD = 0.3  # of the features' embeddings before training
SIZES = {
    "word": 11,  # which pronoun the anaphor is
    "form": 7,  # how it is made: pronoun, "the mayor", "his lawyer" and so on
    "sort": 10,  # what its noun refers to
    "place": 6,  # how it stands in its sentence
    "other_sort": 10,  # what the candidate refers to: a kind of named entity, or of noun
    "other_form": 7,
    "gender": 3,  # agrees, unknown, conflicts
    "number": 3,  # as gender
    "turns": 9,  # sentences between, and whether the candidate comes later
    "rank": 7,  # candidates between
    "quoted": 4,  # whether each is in a quotation
    "other_place": 6,
    "parallel": 2,  # whether both stand alike
    "often": 5,  # how often the text names the candidate's referent
    "order": 4,  # its rank by that among those of its kind
    "same": 3,  # same sentence with the candidate before or after, or different sentences
    "head": 5,  # whether the anaphor's head noun is the candidate's, or told of it
    "rest": 4,  # whether its other words are
    "standing": 4,  # whether the candidate is its referent's nearest mention, and whether the text opens with it
}
"""The number of values of each feature of a pair."""
_FIRST_ROWS = torch.tensor([sum(list(SIZES.values())[:at]) for at in range(len(SIZES))])


@dataclass(frozen=True, slots=True)
class AntecedentConfig:
    """Sizes of the head, and the layer whose states it reads (6 is the last of a six-layer encoder)."""

    made_for: str
    hidden: int = 384
    width: int = 128
    layer: int = 5
    dropout: float = 0.3
    scorers: int = 3
    format_version: int = FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, FORMAT_VERSION, "the head for antecedents")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs of A anaphors: states [A, D] of these and [P, D] of the candidates, features [P, F] long.

    `owners` [P] long has the row of each candidate's anaphor.
    """

    anaphors: Tensor
    candidates: Tensor
    owners: Tensor
    features: Tensor


class PairScorer(nn.Module):
    """Scores pairs of an anaphor and a candidate; a higher score means a likelier antecedent, 0 is that of nobody."""

    def __init__(self, config: AntecedentConfig) -> None:
        super().__init__()
        self.dropout = nn.Dropout(config.dropout)
        self.anaphor = nn.Linear(config.hidden, config.width)
        self.candidate = nn.Linear(config.hidden, config.width)
        self.told = nn.EmbeddingBag(sum(SIZES.values()), config.width, mode="sum")
        self.score = nn.Linear(3 * config.width, 1)
        nn.init.normal_(self.told.weight, std=_SPREAD)

    def forward(self, pairs: Pairs) -> Tensor:
        """Scores [P]."""
        anaphors = self.anaphor(self.dropout(pairs.anaphors))[pairs.owners]
        candidates = self.candidate(self.dropout(pairs.candidates))
        embedded = self.told(pairs.features + _FIRST_ROWS)
        joined = torch.cat([anaphors + candidates + embedded, anaphors * candidates, candidates + embedded], dim=1)
        scores: Tensor = self.score(self.dropout(functional.gelu(joined))).squeeze(1)
        return scores


class AntecedentHead(nn.Module):
    """Several scorers, each trained separately; their mean is right more often than one of them."""

    def __init__(self, config: AntecedentConfig) -> None:
        super().__init__()
        self.config = config
        self.scorers = nn.ModuleList(PairScorer(config) for _ in range(config.scorers))

    def forward(self, pairs: Pairs) -> Tensor:
        """Scores [P]."""
        return torch.stack([scorer(pairs) for scorer in self.scorers]).mean(0)


class AntecedentReader:
    """Scores candidates for the anaphors of one text, from its states [N, D] and the pieces' offsets [N, 2]."""

    def __init__(self, head: AntecedentHead, offsets: NDArray[np.int64], states: Tensor) -> None:
        self.head = head
        self.offsets = offsets
        self.states = states

    def scores(self, anaphor: Span, candidates: Sequence[Span], features: Sequence[Sequence[int]]) -> list[float]:
        """The score of each candidate span; `features` holds each pair's, in the order of SIZES."""
        if not candidates:
            return []
        with torch.inference_mode():
            spans = mean_states(self.states, self.offsets, [(span,) for span in (anaphor, *candidates)])
            owners = torch.zeros(len(candidates), dtype=torch.long)
            pairs = Pairs(spans[:1], spans[1:], owners, torch.tensor(features, dtype=torch.long))
            scores: list[float] = self.head(pairs).tolist()
            return scores
