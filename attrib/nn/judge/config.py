"""The configuration of a judge of sides, as in its config.json."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

import torch
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.configuration import check_version, read_values
from attrib.nn.pointer.sides import SIDES

_FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class JudgeConfig:
    """Sizes of a judge over the attribution model whose weights have the SHA-256 `made_for`, and its calibration.

    It has layers of its own in place of the encoder's from `first` on, counted from 0. `window` counts the word pieces
    of a statement with its surroundings. Towards a topic in a user's words its logits are divided by
    `temperature` and `shifts` are added, class by class, before the softmax.

    Beside a pointer it is asked of a statement's `most` likeliest targets, those towards which the pointer sees a side
    with a probability of at least `asked_from`. The logits of both, each times its factor, the pointer's first, and
    `joint_shifts` add up to those of the joint answer; `least_side` is the least probability of it that is told.
    """

    made_for: str
    first: int = 4
    width: int = 256
    window: int = 120
    dropout: float = 0.1
    temperature: float = 1.0
    shifts: list[Any] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    asked_from: float = 0.05
    most: int = 4
    factors: list[Any] = field(default_factory=lambda: [0.5, 0.5])
    joint_shifts: list[Any] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    least_side: float = 0.5
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the judge")
        sizes = self.width < 1 or self.most < 1 or self.window < 16
        if sizes or self.first < 0 or not self.temperature > 0:
            raise ModelError(
                f"width {self.width} and most {self.most} of the judge must be at least 1, first {self.first} at least "
                f"0, window {self.window} at least 16 and temperature {self.temperature} above 0"
            )
        for name, count in (("shifts", len(SIDES)), ("joint_shifts", len(SIDES)), ("factors", 2)):
            values = getattr(self, name)
            if len(values) != count or not all(isinstance(value, (int, float)) for value in values):
                raise ModelError(f"{name} = {values!r} of the judge; expected {count} numbers")
        for name in ("dropout", "asked_from", "least_side"):
            if not 0 <= getattr(self, name) < 1:
                raise ModelError(f"{name} {getattr(self, name)} of the judge must be at least 0 and under 1")

    def towards_topic(self, logits: Tensor) -> Tensor:
        """Probabilities [N, 3] of SIDES towards topics, from the judge's logits [N, 3]."""
        return torch.softmax(logits.float() / self.temperature + torch.tensor(self.shifts), dim=1)

    def joined(self, pointed: Tensor, judged: Tensor) -> Tensor:
        """Probabilities [N, 3] of SIDES from the pointer's logits and the judge's, [N, 3] both."""
        of_pointer, of_judge = self.factors
        logits = of_pointer * pointed.float() + of_judge * judged.float()
        return torch.softmax(logits + torch.tensor(self.joint_shifts), dim=1)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Raises ModelError for a missing or unknown key, a value of another type, or another format version."""
        return read_values(cls, values, "a judge of attrib")
