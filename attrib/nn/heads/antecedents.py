"""The antecedent head: scores candidate antecedents of a pronoun, from a middle layer of the shared encoder.

A pronoun and a candidate are the mean states of their word pieces. A pair goes through one hidden layer over both,
their product and embeddings of its features (mention-pair ranking, after Clark and Manning 2016). Training the head
does not change the encoder, so attribution stays the same and the cost is one projection.
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

_FORMAT_VERSION = 2
SIZES = {
    "word": 8,  # which pronoun
    "kind": 4,  # of the candidate: a person, perhaps a person, a body, a place or something else
    "gender": 3,  # agrees, unknown, conflicts
    "turns": 9,  # sentences between, and whether the candidate comes later
    "rank": 7,  # candidates between
    "quoted": 4,  # whether each is in a quotation
    "place": 4,  # of the candidate in its sentence: subject, after a preposition, possessive, elsewhere
    "often": 4,  # how often the text names the candidate's referent
    "same": 3,  # same sentence with the candidate before or after, or different sentences
}
"""The number of values of each feature of a pair."""


@dataclass(frozen=True, slots=True)
class AntecedentConfig:
    """Sizes of the head, and the layer whose states it reads (6 is the last of a six-layer encoder)."""

    made_for: str
    hidden: int = 384
    width: int = 128
    layer: int = 5
    dropout: float = 0.3
    scorers: int = 3
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the head for antecedents")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs of some pronouns: states [P, D] of each side, features [P, F] long."""

    pronouns: Tensor
    candidates: Tensor
    features: Tensor


class PairScorer(nn.Module):
    """Scores pairs of a pronoun and a candidate; a higher score means a likelier antecedent."""

    def __init__(self, config: AntecedentConfig) -> None:
        super().__init__()
        self.dropout = nn.Dropout(config.dropout)
        self.pronoun = nn.Linear(config.hidden, config.width)
        self.candidate = nn.Linear(config.hidden, config.width)
        self.told = nn.ModuleList(nn.Embedding(size, config.width) for size in SIZES.values())
        self.score = nn.Linear(3 * config.width, 1)

    def forward(self, pairs: Pairs) -> Tensor:
        """Scores [P]."""
        pronouns = self.pronoun(self.dropout(pairs.pronouns))
        candidates = self.candidate(self.dropout(pairs.candidates))
        embedded = torch.stack([table(pairs.features[:, at]) for at, table in enumerate(self.told)]).sum(0)
        joined = torch.cat([pronouns + candidates + embedded, pronouns * candidates, candidates + embedded], dim=1)
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
    """Scores candidates for the pronouns of one text, from its states [N, D] and the pieces' offsets [N, 2]."""

    def __init__(self, head: AntecedentHead, offsets: NDArray[np.int64], states: Tensor) -> None:
        self.head = head
        self.offsets = offsets
        self.states = states

    def scores(self, pronoun: Span, candidates: Sequence[Span], features: Sequence[Sequence[int]]) -> list[float]:
        """The score of each candidate span; `told` holds each pair's features, in the order of SIZES."""
        if not candidates:
            return []
        with torch.inference_mode():
            spans = mean_states(self.states, self.offsets, [(span,) for span in (pronoun, *candidates)])
            pairs = Pairs(spans[:1].expand(len(candidates), -1), spans[1:], torch.tensor(features, dtype=torch.long))
            scores: list[float] = self.head(pairs).tolist()
            return scores
