"""The configuration of a pair judge, as in its config.json."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

import torch
from torch import Tensor

from attrib.data import StanceLabel
from attrib.errors import ModelError
from attrib.nn.configuration import check_version, read_values

_FORMAT_VERSION = 1

SIDES = (StanceLabel.NEUTRAL, StanceLabel.SUPPORT, StanceLabel.OPPOSE)
"""The classes of an answer, in the order of the network's outputs."""


@dataclass(frozen=True, slots=True)
class JudgeConfig:
    """Sizes of a pair judge over the attribution model whose weights have the SHA-256 `made_for`.

    The encoder's layers from `first` on, counted from 0, have low-rank adapters of `rank`. `window` counts the word
    pieces of a statement with its surroundings. The logits are divided by `temperature` and `shifts` are added, class
    by class, before the softmax: this calibrates the probabilities. `min_probability` is the least at which a side is
    told.
    """

    made_for: str
    first: int = 4
    rank: int = 16
    width: int = 256
    window: int = 160
    dropout: float = 0.1
    temperature: float = 1.0
    shifts: list[Any] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    min_probability: float = 0.6
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the judge")
        if self.first < 0 or self.rank < 1 or self.width < 1 or self.window < 16 or not self.temperature > 0:
            raise ModelError(
                f"first {self.first} must be at least 0, rank {self.rank} and width {self.width} at least 1, window "
                f"{self.window} at least 16 and temperature {self.temperature} above 0"
            )
        if len(self.shifts) != len(SIDES) or not all(isinstance(value, (int, float)) for value in self.shifts):
            raise ModelError(f"shifts = {self.shifts!r}; expected three numbers")
        for name in ("dropout", "min_probability"):
            if not 0 <= getattr(self, name) < 1:
                raise ModelError(f"{name} {getattr(self, name)} must be at least 0 and under 1")

    def calibrated(self, logits: Tensor) -> Tensor:
        """Probabilities [Q, 3] of the sides from logits [Q, 3]."""
        return torch.softmax(logits.float() / self.temperature + torch.tensor(self.shifts, device=logits.device), dim=1)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Raises ModelError for a missing or unknown key, a value of another type, or another format version."""
        return read_values(cls, values, "a judge of attrib")
