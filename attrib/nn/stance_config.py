"""The configuration of a stance model, as its config.json keeps it."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

import torch
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.configuration import read_values

STANCE_FORMAT_VERSION = 1

TASKS: dict[str, tuple[str, ...]] = {
    "directed": ("neutral", "positive p→q", "positive q→p", "negative p→q", "negative q→p"),
    "author": ("neutral", "support", "oppose"),
    "statement": ("neutral", "support", "oppose"),
    "topic": ("neutral", "support", "oppose"),
}
"""What the model answers, each with its classes: the attitudes between two actors of a sentence; the author's towards
somebody in it; a speaker's towards a target named in the statement; that of a text towards a topic or claim."""


@dataclass(frozen=True, slots=True)
class StanceConfig:
    """Sizes of a stance model over the frozen word pieces of a base whose weights have the SHA-256 `base_sha256`.

    `window` counts word pieces with the special ones. `temperatures` divide the logits of a task before the softmax,
    `shifts` are added to them then, class by class: together they make probabilities that mean something. `least` is
    the probability from which a statement's support or opposition is said.
    """

    base: str
    base_sha256: str
    window: int = 160
    width: int = 256
    hidden_dropout: float = 0.1
    temperatures: dict[str, Any] = field(default_factory=dict)
    shifts: dict[str, Any] = field(default_factory=dict)
    least: float = 0.5
    format_version: int = STANCE_FORMAT_VERSION

    def __post_init__(self) -> None:
        if self.format_version != STANCE_FORMAT_VERSION:
            raise ModelError(
                f"the stance model has format version {self.format_version}, this attrib reads version "
                f"{STANCE_FORMAT_VERSION}; use the attrib it was made with, or train it again"
            )
        if self.window < 16 or self.width < 1:
            raise ModelError(f"window {self.window} must be at least 16 and width {self.width} at least 1")
        for name in ("hidden_dropout", "least"):
            if not 0 <= getattr(self, name) < 1:
                raise ModelError(f"{name} {getattr(self, name)} must be at least 0 and under 1")
        for task, value in self.temperatures.items():
            if task not in TASKS or not isinstance(value, (int, float)) or not value > 0:
                raise ModelError(f"temperatures has {task} = {value!r}; expected a number above 0 for {list(TASKS)}")
        for task, values in self.shifts.items():
            if task not in TASKS or not isinstance(values, list) or len(values) != len(TASKS[task]):
                raise ModelError(f"shifts has {task} = {values!r}; expected one number a class for {list(TASKS)}")

    def calibrated(self, task: str, logits: Tensor) -> Tensor:
        """Probabilities [Q, classes] of a task's own logits."""
        shifts = torch.tensor(self.shifts.get(task, [0.0] * len(TASKS[task])), device=logits.device)
        return torch.softmax(logits.float() / self.temperatures.get(task, 1.0) + shifts, dim=1)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Raises ModelError for a missing or unknown key, a value of another type, or another format version."""
        return read_values(cls, values, "a stance model of attrib")
