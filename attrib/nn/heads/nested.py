"""The head for statements within statements: role tags of a content's words, from two readings of them.

The words of a content are read in their place and once more alone, as if they were a text; one linear layer over both
states and a CRF of its own tell the source, cue and content of what is reported there (Lafferty, McCallum and Pereira
2001). Training the head does not change the encoder, so attribution stays the same.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from attrib.nn.attribution.crf import LinearChainCRF
from attrib.nn.attribution.labels import ROLE_TAGS
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.configuration import check_version

_FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class NestedConfig:
    """The width of the encoder's states; `made_for` is the SHA-256 of the attribution weights it was trained over."""

    made_for: str
    hidden: int = 384
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the head for nested statements")


class NestedHead(nn.Module):
    """Scores the words of a content for each role tag."""

    def __init__(self, config: NestedConfig) -> None:
        super().__init__()
        self.config = config
        self.roles = nn.Linear(2 * config.hidden, len(ROLE_TAGS))
        self.crf = LinearChainCRF(ROLE_TAGS)

    @classmethod
    def over(cls, model: AttributionModel, digest: str) -> "NestedHead":
        """A head that tells of the words alone what the model tells of a text; where training starts from."""
        head = cls(NestedConfig(digest, model.roles.in_features))
        with torch.no_grad():
            head.roles.weight.copy_(torch.cat([torch.zeros_like(model.roles.weight), model.roles.weight], 1))
            head.roles.bias.copy_(model.roles.bias)
        head.crf.load_state_dict(model.crf.state_dict())
        return head

    def forward(self, states: Tensor) -> Tensor:
        """Emissions [..., 7] from states [..., 2 D]: in place and alone."""
        emissions: Tensor = self.roles(states)
        return emissions
