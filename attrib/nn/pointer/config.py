"""The sizes of a pointer, and what it knows of a question beside the text."""

from dataclasses import dataclass, field
from typing import Any

from attrib.errors import ModelError
from attrib.nn.configuration import check_version

_FORMAT_VERSION = 1

FORMS = (
    *("name", "role", "body", "writing", "people", "other", "he", "she", "it", "they", "who", "first", "pronoun"),
    *("quantity", "cue", "quote", "letter"),
)
"""What the source of a statement is; "cue" and "quote" stand for none."""

NOUNS = ("", "owned", "definite", "indefinite", "bare")
"""How the noun of a source is determined."""


@dataclass(frozen=True, slots=True)
class PointerConfig:
    """Sizes of the network, and the layer whose states it goes on from (6 is the middle of a twelve-layer encoder).

    `rank` is that of its adapters; 0 stands for layers of its own. `window` the word pieces that it reads together,
    `dropout` that of training. `share` is the weight of what it says beside what the linker says. `speaker_shift` is
    added to the log odds of its confidence in a speaker, which a pointer of half the articles calibrated: the whole one
    knows more.

    Where it `judges`, it answers questions of sides too: their logits are divided by `side_temperature`, and
    `side_shifts` are added class by class, before the softmax: this calibrates the probabilities. `least_side` is the
    least probability at which a side is told.
    """

    made_for: str
    hidden: int = 768
    layer: int = 6
    rank: int = 32
    width: int = 256
    window: int = 1024
    dropout: float = 0.2
    share: float = 1.0
    judges: bool = False
    side_temperature: float = 1.0
    side_shifts: list[Any] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    least_side: float = 0.5
    speaker_shift: float = 0.0
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the pointer")
        if self.rank < 0:
            raise ModelError(f"rank {self.rank} of the pointer must be at least 0")
        if len(self.side_shifts) != 3 or not all(isinstance(value, (int, float)) for value in self.side_shifts):
            raise ModelError(f"side_shifts = {self.side_shifts!r} of the pointer; expected three numbers")
        if not self.side_temperature > 0 or not 0 <= self.least_side < 1:
            raise ModelError(
                f"side_temperature {self.side_temperature} of the pointer must be above 0, least_side "
                f"{self.least_side} at least 0 and under 1"
            )
