"""The configuration of a stance model, as in its config.json."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

import torch
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.configuration import check_version, read_values
from attrib.nn.stance.second import SecondOpinion

STANCE_FORMAT_VERSION = 3

TASKS: dict[str, tuple[str, ...]] = {
    "directed": ("neutral", "positive p→q", "positive q→p", "negative p→q", "negative q→p"),
    "author": ("neutral", "support", "oppose"),
    "topic": ("neutral", "support", "oppose"),
}
"""The classes of each task that the model answers by classes.

"directed" is the attitudes between two actors of a sentence, "author" the author's attitude towards somebody in it,
"topic" the stance of a text towards a topic or claim. The statement head answers for a speaker's statement.
"""


@dataclass(frozen=True, slots=True)
class StanceConfig:
    """Sizes of a stance model over the frozen word pieces of a base whose weights have the SHA-256 `base_sha256`.

    `window` counts word pieces, special ones included. For each task, the logits are divided by its number in
    `temperatures`, and its `shifts` are added class by class, before the softmax: this calibrates the probabilities.

    The statement head is the mean of `scorers` networks; 0 is no head. `made_for` is the SHA-256 of the attribution
    weights whose states it was trained with; with other weights it works without them. Those states are `states_width`
    wide; 0 says as wide as the encoder's. `certainty` gives the
    probability that a stance is right from the head's output: a constant, a factor of the side's log-odds, and a factor
    of the logarithm of the target's share. Stances below `min_probability` are left out. Statements whose probability
    of having a side is below `min_side_probability` are not read. `second_opinion` names a judge that is asked too
    (see `SecondOpinion`); it is empty without one.
    """

    base: str
    base_sha256: str
    window: int = 160
    width: int = 256
    hidden_dropout: float = 0.1
    temperatures: dict[str, Any] = field(default_factory=dict)
    shifts: dict[str, Any] = field(default_factory=dict)
    scorers: int = 0
    made_for: str = ""
    states_width: int = 0
    min_probability: float = 0.5
    min_side_probability: float = 0.0
    certainty: list[Any] = field(default_factory=lambda: [0.0, 1.0, 1.0])
    second_opinion: dict[str, Any] = field(default_factory=dict)
    format_version: int = STANCE_FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, STANCE_FORMAT_VERSION, "the stance model")
        if self.window < 16 or self.width < 1 or self.scorers < 0 or self.states_width < 0:
            raise ModelError(
                f"window {self.window} must be at least 16, width {self.width} at least 1, scorers {self.scorers} and "
                f"states_width {self.states_width} not below 0"
            )
        if len(self.certainty) != 3 or not all(isinstance(value, (int, float)) for value in self.certainty):
            raise ModelError(f"certainty = {self.certainty!r}; expected three numbers")
        if self.second_opinion:
            SecondOpinion.from_json(self.second_opinion)
        for name in ("hidden_dropout", "min_probability", "min_side_probability"):
            if not 0 <= getattr(self, name) < 1:
                raise ModelError(f"{name} {getattr(self, name)} must be at least 0 and under 1")
        for task, value in self.temperatures.items():
            if task not in TASKS or not isinstance(value, (int, float)) or not value > 0:
                raise ModelError(f"temperatures has {task} = {value!r}; expected a number above 0 for {list(TASKS)}")
        for task, values in self.shifts.items():
            if task not in TASKS or not isinstance(values, list) or len(values) != len(TASKS[task]):
                raise ModelError(f"shifts has {task} = {values!r}; expected one number a class for {list(TASKS)}")

    @property
    def second(self) -> SecondOpinion | None:
        """The judge that is asked too, None without one."""
        return SecondOpinion.from_json(self.second_opinion) if self.second_opinion else None

    def calibrated(self, task: str, logits: Tensor) -> Tensor:
        """Probabilities [Q, classes] from a task's own logits."""
        shifts = torch.tensor(self.shifts.get(task, [0.0] * len(TASKS[task])), device=logits.device)
        return torch.softmax(logits.float() / self.temperatures.get(task, 1.0) + shifts, dim=1)

    def certain(self, sides: Tensor, shares: Tensor) -> Tensor:
        """The probability that a stance is right, from log-odds of the side and the target's share of it, both [Q]."""
        constant, of_side, of_share = self.certainty
        return torch.sigmoid(constant + of_side * sides + of_share * shares.clamp_min(1e-6).log())

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Raises ModelError for a missing or unknown key, a value of another type, or another format version."""
        return read_values(cls, values, "a stance model of attrib")
