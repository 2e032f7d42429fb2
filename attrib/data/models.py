"""What a folder of the catalogue of models holds, for whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class DigestCheck(StrEnum):
    """Whether the weights are those that weights.sha256 names, and metrics.json where it holds figures."""

    MATCHES = "the weights are those that weights.sha256 names"
    DIFFERS = "the weights are not those that weights.sha256 or metrics.json names"
    UNNAMED = "not checked: no weights.sha256 names the weights; attrib models seal writes it"
    MISSING = "there are no weights"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One model: its name, folder and kind, and what it is for.

    `made_for` is the SHA-256 of the attribution weights that it is for, `made_for_model` the name of the model here
    that has these weights; `base` is the encoder that it was made from. `size` counts the bytes of the weights,
    `digest` is their SHA-256: None and "" where they are missing. `kind` is "" where the folder cannot be used, and
    `problem` says why. A model is `shadowed` where another of its name comes before it: its path alone finds it.
    """

    name: str
    folder: Path
    kind: str
    made_for: str = ""
    made_for_model: str = ""
    base: str = ""
    size: int | None = None
    digest: str = ""
    shadowed: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ModelDetails:
    """One model with the first paragraph of its card, its configuration, and its figures by corpus and name."""

    info: ModelInfo
    check: DigestCheck
    summary: str = ""
    config: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
