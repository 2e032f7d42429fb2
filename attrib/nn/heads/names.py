"""The head for names: which words name a person, an organization, a place or something else, in news of the world.

It reads three layers of the shared encoder, which tell different things of a word (Tenney, Das and Pavlick 2019): a
hidden layer over them, two convolutions over neighbouring word pieces (Collobert et al. 2011), and the scores of the
BIO tags. Training the head does not change the encoder, so attribution stays the same. It takes the place of the
attribution model's own tags of names, most of which were learned from an automatic tagger.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.nn.attribution.labels import ENTITY_TAGS
from attrib.nn.configuration import check_version

_FORMAT_VERSION = 1
_CONVOLUTIONS = 2


@dataclass(frozen=True, slots=True)
class NameConfig:
    """Sizes of the head, and the two layers whose states it reads beside the last; all are `hidden` wide.

    `made_for` is the SHA-256 of the attribution weights that it was trained over.
    """

    made_for: str
    hidden: int = 384
    width: int = 256
    layer: int = 5
    lower: int = 3
    dropout: float = 0.3
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the head for names")


class NameHead(nn.Module):
    """Scores each word piece for each BIO tag of names."""

    def __init__(self, config: NameConfig) -> None:
        super().__init__()
        self.config = config
        self.norm = nn.LayerNorm(3 * config.hidden)
        self.project = nn.Linear(3 * config.hidden, config.width)
        self.neighbours = nn.ModuleList(
            nn.Conv1d(config.width, config.width, 3, padding=1) for _ in range(_CONVOLUTIONS)
        )
        self.dropout = nn.Dropout(config.dropout)
        self.score = nn.Linear(config.width, len(ENTITY_TAGS))

    def forward(self, last: Tensor, middle: Tensor, lower: Tensor) -> Tensor:
        """Scores [N, 9] float32 of the word pieces of one text, from the states [N, D] of the three layers."""
        if not len(last):
            return torch.zeros(0, len(ENTITY_TAGS))
        states = self.dropout(self.norm(torch.cat([last.float(), middle.float(), lower.float()], 1)))
        words = functional.gelu(self.project(states))
        for convolution in self.neighbours:
            words = words + functional.gelu(convolution(self.dropout(words).T)).T
        scores: Tensor = self.score(self.dropout(words))
        return scores
