"""The third question that the pointer's states answer: for whom of those a text names a speaker speaks.

A mention of the speaker and one of a candidate go through one hidden layer over both, their product and embeddings of
distance and kinds (mention-pair scores, after Lee et al. 2017); a candidate's score is the log of the sum over its
nearest pairs. That the text does not say for whom has a score of the speaker alone. States are those that the pointer
goes on from beside those that it ends with: the lower ones still know what stands next to what.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.data import ActorKind, EntityKind
from attrib.errors import ModelError
from attrib.nn.configuration import check_version, read_values
from attrib.nn.pointer.placing_affiliations import PlacedAffiliation
from attrib.nn.pointer.windows import FAR, SPREAD, ReadWindows, doublings

_FORMAT_VERSION = 1
_KINDS = (None, EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.LOCATION, EntityKind.MISC)
_SPEAKERS = (ActorKind.PERSON, ActorKind.ORGANIZATION, ActorKind.GROUP, ActorKind.UNNAMED)
_LEAST_SUM = 1e-9
_UNMENTIONED = -1e9  # the score of a candidate that no pair names


@dataclass(frozen=True, slots=True)
class AffiliationConfig:
    """Sizes of a head beside a pointer over the attribution model whose weights have the SHA-256 `made_for`.

    `hidden` is the width of the encoder's states, `reads` the SHA-256 of the pointer's weights. `temperature` divides
    the logits before the softmax, and `least` is the least probability of an affiliation that is told.
    """

    made_for: str
    reads: str
    hidden: int = 768
    width: int = 160
    dropout: float = 0.4
    temperature: float = 1.0
    least: float = 0.45
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the head for affiliations")
        if self.hidden < 1 or self.width < 1 or not self.temperature > 0:
            raise ModelError(
                f"hidden {self.hidden} and width {self.width} of the head for affiliations must be at least 1, "
                f"temperature {self.temperature} above 0"
            )
        for name in ("dropout", "least"):
            if not 0 <= getattr(self, name) < 1:
                raise ModelError(
                    f"{name} {getattr(self, name)} of the head for affiliations must be at least 0 and under 1"
                )

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Raises ModelError for a missing or unknown key, a value of another type, or another format version."""
        return read_values(cls, values, "a head for affiliations of attrib")


class AffiliationHead(nn.Module):
    """Tells the logits of each candidate for a speaker's affiliation, and behind them that of none."""

    def __init__(self, config: AffiliationConfig) -> None:
        super().__init__()
        self.config = config
        states, width = 2 * config.hidden, config.width
        self.dropout = nn.Dropout(config.dropout)
        self.speaker, self.candidate = nn.Linear(2 * states, width), nn.Linear(2 * states, width)
        self.distance, self.within = nn.Embedding(2 * (FAR + 1), width), nn.Embedding(2, width)
        self.kind, self.whose = nn.Embedding(len(_KINDS), width), nn.Embedding(len(_SPEAKERS), width)
        for table in (self.distance, self.within, self.kind, self.whose):
            nn.init.normal_(table.weight, std=SPREAD)
        self.pair, self.score = nn.Linear(3 * width, width), nn.Linear(width, 1)
        self.none = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 1))

    def forward(self, states: Tensor, questions: Sequence[PlacedAffiliation]) -> list[Tensor]:
        """Logits [C + 1] of each question's candidates and of none, from the states [N, 2 D] of the text.

        Each question has at least one mention of its speaker.
        """
        read = ReadWindows(self.dropout(states).unsqueeze(0))
        return [self._answer(read, question) for question in questions]

    def _answer(self, read: ReadWindows, placed: PlacedAffiliation) -> Tensor:
        question, pairs = placed.question, placed.pairs
        whose = self.whose.weight[_SPEAKERS.index(question.kind)]
        own = _Ranges(placed.own, read, self.speaker)
        none = self.none(self.dropout(own.values.mean(0) + whose))
        if not pairs:
            return torch.cat([torch.full((len(question.candidates),), _UNMENTIONED), none])
        other = _Ranges(sorted({pair.mention for pair in pairs}), read, self.candidate)
        speaker, candidate = own.of(pair.speaker for pair in pairs), other.of(pair.mention for pair in pairs)
        kinds = [_KINDS.index(question.candidates[pair.candidate].kind) for pair in pairs]
        told = self.distance(doublings(torch.tensor([pair.away for pair in pairs])))
        told = told + self.within(torch.tensor([int(pair.within) for pair in pairs])) + whose
        told = told + self.kind(torch.tensor(kinds))
        joined = torch.cat([speaker + told, candidate + told, speaker * candidate], 1)
        scores = self.score(self.dropout(functional.gelu(self.pair(self.dropout(joined))))).squeeze(1)
        of = torch.tensor([pair.candidate for pair in pairs])
        return torch.cat([_summed(scores, of, len(question.candidates)), none])


class _Ranges:
    """Values [P, W] of ranges of pieces, each computed once."""

    def __init__(self, ranges: Sequence[tuple[int, int]], read: ReadWindows, layer: nn.Linear) -> None:
        starts, ends = torch.tensor(ranges).unbind(1)
        self.values: Tensor = layer(read.with_last(torch.zeros_like(starts), starts, ends))
        self._at = {found: at for at, found in enumerate(ranges)}

    def of(self, ranges: Iterable[tuple[int, int]]) -> Tensor:
        return self.values[torch.tensor([self._at[found] for found in ranges])]


def _summed(scores: Tensor, owners: Tensor, count: int) -> Tensor:
    """The log of the sum of the exponentials of each owner's scores [P], [C]; far below all for one without scores."""
    highest = torch.full((count,), _UNMENTIONED).scatter_reduce(0, owners, scores.detach(), "amax")
    sums = torch.zeros(count).index_add(0, owners, (scores - highest[owners]).exp())
    return sums.clamp_min(_LEAST_SUM).log() + highest
