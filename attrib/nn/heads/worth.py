"""The weights that say how much a statement is worth checking: one number a feature, and one a width of its vector.

A logistic regression; reading and scoring need no torch.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from attrib.errors import ModelError
from attrib.nn.catalogue import WEIGHTS, Kind, read_config, weights_id, write_config
from attrib.nn.configuration import check_version, read_values

_FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class WorthConfig:
    """The names of the features in the order of their weights, and the id of the encoder whose vectors are weighed."""

    features: list[str]
    encoder: str
    bias: float
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the model of what is worth checking")
        if len(set(self.features)) < len(self.features) or not all(isinstance(name, str) for name in self.features):
            raise ModelError(
                "the model of what is worth checking has features that are no words or are there twice; "
                "install it again"
            )


@dataclass(frozen=True, slots=True)
class WorthWeights:
    """What a model of worth holds: see WorthConfig; `id` is its folder's name and its weights' digest."""

    config: WorthConfig
    weights: Mapping[str, float]
    directions: NDArray[np.float32] = field(repr=False)
    id: str = ""


def save_worth(
    folder: Path, weights: Mapping[str, float], directions: NDArray[np.float32], bias: float, encoder: str
) -> None:
    """Write config and float32 weights. Raises ModelError where the disk does not take them."""
    from torch import from_numpy, tensor

    from attrib.nn.tensors import write_weights

    folder.mkdir(parents=True, exist_ok=True)
    write_config(folder, Kind.WORTH, asdict(WorthConfig(list(weights), encoder, bias)))
    write_weights(folder, {"weights": tensor(list(weights.values())), "directions": from_numpy(directions)})


def load_worth(folder: Path) -> WorthWeights:
    """The weights of a folder.

    Raises ModelError for a missing or damaged file, a config of another kind or version, and weights that do not fit
    it.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    values = read_config(folder, Kind.WORTH)
    identity = weights_id(folder)
    config = read_values(WorthConfig, values, "a model of what is worth checking")
    try:
        found = load_file(folder / WEIGHTS)
        weights = dict(zip(config.features, found["weights"].tolist(), strict=True))
        directions = found["directions"]
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(
            f"the weights {folder / WEIGHTS} are damaged or do not fit config.json ({error}); install the model again"
        ) from error
    return WorthWeights(config, weights, directions, identity)
