"""Which targets a second judge is asked about, and how its answers and those of the statement head are joined."""

from dataclasses import dataclass, field
from typing import Any, Self

import torch
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.configuration import read_values
from attrib.nn.stance.statement_head import SIDES

_CLASSES = len(SIDES) + 1
_LEAST = 1e-4  # of a probability whose logarithm is taken


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What a stance model does with the judge whose weights have the SHA-256 `judge`.

    It is asked of a statement's `most` likeliest targets, those that the head holds right with a probability of at
    least `asked_from`. The logarithms of the head's probabilities and the judge's logits, each times its factor, the
    head's first, and `shifts`, one for no side, support and opposition, add up to the logits of the joint answer;
    `least_side` is the least probability of it that is told.
    """

    judge: str
    asked_from: float = 0.15
    most: int = 2
    factors: list[Any] = field(default_factory=lambda: [0.5, 0.5])
    shifts: list[Any] = field(default_factory=lambda: [0.0] * _CLASSES)
    least_side: float = 0.5

    def __post_init__(self) -> None:
        if self.most < 1:
            raise ModelError(f"most {self.most} of the second opinion must be at least 1")
        for name in ("asked_from", "least_side"):
            if not 0 <= getattr(self, name) < 1:
                raise ModelError(f"{name} {getattr(self, name)} of the second opinion must be at least 0 and under 1")
        for name, count in (("factors", 2), ("shifts", _CLASSES)):
            values = getattr(self, name)
            if len(values) != count or not all(isinstance(value, (int, float)) for value in values):
                raise ModelError(f"{name} = {values!r} of the second opinion; expected {count} numbers")

    def asked(self, certain: Tensor) -> list[int]:
        """The targets asked about, likeliest first, from the head's probabilities [T, 2] of each side."""
        likely = certain.amax(1) if len(certain) else torch.zeros(0)
        order = likely.argsort(descending=True, stable=True)[: self.most].tolist()
        return [at for at in order if likely[at] >= self.asked_from]

    def joined(self, certain: Tensor, judged: Tensor) -> Tensor:
        """Probabilities [T, 3] of no side, support and opposition.

        They come from the head's probabilities [T, 2] that each side is right, and the judge's logits [T, 3].
        """
        of_head, of_judge = self.factors
        logits = of_head * head_logits(certain) + of_judge * judged.float() + torch.tensor(self.shifts)
        return torch.softmax(logits, dim=1)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Raises ModelError for a missing or unknown key, and for a value of another type."""
        return read_values(cls, values, "a second opinion of attrib")


def head_logits(certain: Tensor) -> Tensor:
    """The logarithms [T, 3] of the head's probabilities that no side, support and opposition are right."""
    none = (1 - certain.sum(1, keepdim=True)).clamp_min(_LEAST)
    return torch.cat([none, certain.clamp_min(_LEAST)], dim=1).log().float()
