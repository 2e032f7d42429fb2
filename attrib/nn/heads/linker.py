"""The linker's network: scores whom a statement is by, from named features of the statement and of each candidate.

Every feature has a row of weights; the rows of a statement's features and of a candidate's are summed, weighed by the
features' values, and go through one hidden layer beside a linear term (a wide and deep ranker, after Cheng et al.
2016). The probabilities of one statement's candidates are the softmax over their scores. Several scorers are trained
separately, and their mean is right more often than one of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import torch
from torch import Tensor, nn

from attrib.data import Reason
from attrib.nn.configuration import check_version

_FORMAT_VERSION = 1
REASONS = tuple(Reason)
_EDGE = 1e-4  # how near to 0 and 1 a probability is told apart


@dataclass(frozen=True, slots=True)
class LinkerConfig:
    """The names of the linker's features, the width of the hidden layer, the scorers, and the dropout in training.

    It is for no attribution weights: what it reads of a model it reads through the head for antecedents.
    """

    features: list[str]
    width: int = 48
    scorers: int = 3
    dropout: float = 0.5
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the linker")


@dataclass(frozen=True, slots=True)
class LinkBatch:
    """The features of S statements and their C candidates, as bags: first those of statements, then of candidates.

    `ids` and `values` [N] are of all bags together, `starts` [S + C] where each begins, `owner` [C] the statement of
    each candidate.
    """

    ids: Tensor
    values: Tensor
    starts: Tensor
    owner: Tensor


class LinkScorer(nn.Module):
    """Scores candidates of statements; a higher score is a likelier speaker."""

    def __init__(self, config: LinkerConfig) -> None:
        super().__init__()
        self.width = config.width
        self.bags = nn.EmbeddingBag(len(config.features), config.width + 1, mode="sum")
        nn.init.normal_(self.bags.weight, 0, 0.05)
        nn.init.zeros_(self.bags.weight[:, -1:])
        self.bias = nn.Parameter(torch.zeros(config.width))
        self.dropout = nn.Dropout(config.dropout)
        self.score = nn.Linear(config.width, 1)

    def forward(self, batch: LinkBatch) -> Tensor:
        """Scores [C]."""
        sums = self.bags(batch.ids, batch.starts, batch.values)
        statements, candidates = sums.split([len(sums) - len(batch.owner), len(batch.owner)])
        hidden = torch.relu(candidates[:, : self.width] + statements[batch.owner, : self.width] + self.bias)
        scores: Tensor = self.score(self.dropout(hidden)).squeeze(1) + candidates[:, self.width]
        return scores


class LinkerHead(nn.Module):
    """Several scorers over the same features, and the calibration [R, 2] of each reason, scale and shift."""

    calibration: Tensor

    def __init__(self, config: LinkerConfig) -> None:
        super().__init__()
        self.config = config
        self.ids = {name: at for at, name in enumerate(config.features)}
        self.scorers = nn.ModuleList(LinkScorer(config) for _ in range(config.scorers))
        self.register_buffer("calibration", torch.tensor([[1.0, 0.0]]).repeat(len(REASONS), 1))

    def forward(self, batch: LinkBatch) -> Tensor:
        """Scores [C]."""
        return torch.stack([scorer(batch) for scorer in self.scorers]).mean(0)

    def batch(self, shared: Sequence[Mapping[str, float]], rows: Sequence[Sequence[Mapping[str, float]]]) -> LinkBatch:
        """The features of statements, `shared`, and of each one's candidates, `rows`; unknown ones are left out."""
        bags = [self._known(bag) for bag in (*shared, *chain.from_iterable(rows))]
        starts, at = [], 0
        for bag in bags:
            starts.append(at)
            at += len(bag)
        return LinkBatch(
            torch.tensor([number for bag in bags for number, _ in bag], dtype=torch.long),
            torch.tensor([value for bag in bags for _, value in bag], dtype=torch.float32),
            torch.tensor(starts),
            torch.tensor([number for number, group in enumerate(rows) for _ in group], dtype=torch.long),
        )

    def _known(self, bag: Mapping[str, float]) -> list[tuple[int, float]]:
        return [(self.ids[name], value) for name, value in bag.items() if name in self.ids]


class LinkReader:
    """Tells the probabilities of a statement's candidates, and how likely an answer with its reason is right."""

    def __init__(self, head: LinkerHead) -> None:
        self.head = head

    def probabilities(self, shared: Mapping[str, float], rows: Sequence[Mapping[str, float]]) -> list[float]:
        """The probability of each candidate; they add up to 1. `rows` has at least one."""
        with torch.inference_mode():
            found: list[float] = self.head(self.head.batch([shared], [rows])).softmax(0).tolist()
        return found

    def confidence(self, probability: float, reason: Reason) -> float:
        """The share of answers of such a probability and reason that are right, between 0 and 1."""
        return calibrated(self.head.calibration, probability, reason)


def calibrated(calibration: Tensor, probability: float, reason: Reason, further: float = 0.0) -> float:
    """The share of answers of such a probability and reason that are right; `calibration` [R, 2] scales and shifts.

    `further` shifts the log odds of all reasons.
    """
    scale, shift = calibration[REASONS.index(reason)]
    inside = torch.tensor(min(max(probability, _EDGE), 1 - _EDGE))
    return round(float(torch.sigmoid(scale * inside.logit() + shift + further)), 4)
