"""The weights that say when two statements make the same claim: one number a feature, and how rare words are.

A logistic regression; reading and scoring need no torch.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from attrib.errors import ModelError
from attrib.nn.catalogue import WEIGHTS, Kind, read_config, weights_id, write_config
from attrib.nn.configuration import check_version, read_values

_FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class ClaimPairConfig:
    """The names of the features and the stems, in the order of their weights and rarities.

    `rarest` is the rarity of a stem that is not there; `threshold` the probability from which two statements make the
    same claim; `min_cosine` the cosine below which a pair is not looked at.
    """

    features: list[str]
    stems: list[str]
    bias: float
    rarest: float
    threshold: float = 0.5
    min_cosine: float = 0.4
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the model for claims")
        for names in (self.features, self.stems):
            if len(set(names)) < len(names) or not all(isinstance(name, str) for name in names):
                raise ModelError(
                    "the model for claims has features or stems that are no words or are there twice; install it again"
                )


@dataclass(frozen=True, slots=True)
class ClaimPairWeights:
    """What a model for claims holds: see ClaimPairConfig; `id` is its folder's name and its weights' digest."""

    config: ClaimPairConfig
    weights: Mapping[str, float]
    rarities: Mapping[str, float] = field(repr=False)
    id: str = ""


def save_claim_pairs(
    folder: Path, weights: Mapping[str, float], bias: float, rarities: Mapping[str, float], rarest: float
) -> None:
    """Write config and float32 weights. Raises ModelError where the disk does not take them."""
    from torch import tensor

    from attrib.nn.tensors import write_weights

    folder.mkdir(parents=True, exist_ok=True)
    features, stems = list(weights), sorted(rarities)
    write_config(folder, Kind.CLAIMS, asdict(ClaimPairConfig(features, stems, bias, rarest)))
    tensors = {"weights": tensor([weights[name] for name in features]), "rarities": tensor([*map(rarities.get, stems)])}
    write_weights(folder, tensors)


def load_claim_pairs(folder: Path) -> ClaimPairWeights:
    """The weights of a folder.

    Raises ModelError for a missing or damaged file, a config of another kind or version, and weights that do not fit
    it.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    values = read_config(folder, Kind.CLAIMS)
    identity = weights_id(folder)
    config = read_values(ClaimPairConfig, values, "a model for claims of attrib")
    try:
        found = load_file(folder / WEIGHTS)
        weights = dict(zip(config.features, found["weights"].tolist(), strict=True))
        rarities = dict(zip(config.stems, found["rarities"].tolist(), strict=True))
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(
            f"the weights {folder / WEIGHTS} are damaged or do not fit config.json ({error}); install the model again"
        ) from error
    return ClaimPairWeights(config, weights, rarities, identity)
