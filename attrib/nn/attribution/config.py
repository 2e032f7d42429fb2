"""The configuration of an attribution model, as in models/<name>/config.json."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from attrib.errors import ModelError
from attrib.nn.configuration import check_version, read_values

FORMAT_VERSION = 2


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """Sizes and rates of a model; `encoder` is the transformers configuration of the shared encoder.

    `window` and `overlap` count word pieces, the two special ones left out. Rates are between 0 and 1.
    `confidence_scale` and `confidence_shift` turn the log odds of the network's own confidence in a statement into
    those of its being right (Platt 1999); statements below `least_confidence` are left out. `role_rows` is 2 where a
    second row of role tags holds statements within statements, 1 where there is none. `opening` is the word piece that
    opens each window, where it is not the tokenizer's own: it tells the network by whose guide to label.
    """

    encoder: dict[str, Any]
    base: str
    window: int = 382
    overlap: int = 64
    link_width: int = 128
    link_reach: int = 256
    hidden_dropout: float = 0.1
    confidence_scale: float = 1.0
    confidence_shift: float = 0.0
    least_confidence: float = 0.0
    role_rows: int = 1
    opening: str = ""
    format_version: int = FORMAT_VERSION
    extra: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_version(self.format_version, FORMAT_VERSION, "the model")
        if not 0 <= self.overlap < self.window // 3:
            raise ModelError(
                f"overlap {self.overlap} must be at least 0 and under a third of the window of {self.window}"
            )
        for name in ("hidden_dropout", "least_confidence"):
            if not 0 <= getattr(self, name) < 1:
                raise ModelError(f"{name} {getattr(self, name)} must be at least 0 and under 1")
        if self.role_rows not in (1, 2):
            raise ModelError(f"role_rows {self.role_rows} must be 1 or 2")
        if self.confidence_scale <= 0:
            raise ModelError(f"confidence_scale {self.confidence_scale} must be above 0")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Raises ModelError for a missing or unknown key, a value of another type, or another format version."""
        return read_values(cls, values, "a model of attrib")
