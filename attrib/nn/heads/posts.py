"""The weights that say what a text tells of a speaker's role and affiliation: one number a feature, no network.

Candidates are given by the names of their features; the score of one is the sum of its features' weights, and the
probabilities of all candidates and of "nothing told" are the softmax of their scores: a conditional logit (McFadden
1974). Reading and scoring need no torch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from math import fsum
from pathlib import Path

from attrib.errors import ModelError
from attrib.nn.catalogue import WEIGHTS, Kind, checked_digest, read_config, write_config
from attrib.nn.configuration import check_version, read_values

_FORMAT_VERSION = 1
PARTS = ("role", "affiliation")


@dataclass(frozen=True, slots=True)
class PostConfig:
    """The names of the features of each part, in the order of its weights."""

    role: list[str] = field(default_factory=list)
    affiliation: list[str] = field(default_factory=list)
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the model for posts")
        for part in PARTS:
            names: list[str] = getattr(self, part)
            if len(set(names)) < len(names) or not all(isinstance(name, str) for name in names):
                raise ModelError(
                    f"the model for posts has {part} features that are no words or are there twice; install it again"
                )


class PostWeights:
    """Scores what a text may tell of a speaker, by the weights of each part's features."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self.weights = weights

    def scores(self, part: str, candidates: Sequence[frozenset[str]]) -> list[float]:
        """The score of each candidate; a feature without a weight counts nothing."""
        weights = self.weights[part]
        return [fsum(weights.get(name, 0.0) for name in candidate) for candidate in candidates]


def save_posts(folder: Path, weights: Mapping[str, Mapping[str, float]]) -> None:
    """Write config and float32 weights. Raises ModelError where the disk does not take them."""
    from torch import tensor

    from attrib.nn.tensors import write_weights

    folder.mkdir(parents=True, exist_ok=True)
    names = {part: sorted(weights[part]) for part in PARTS}
    write_config(folder, Kind.POSTS, asdict(PostConfig(names["role"], names["affiliation"])))
    write_weights(folder, {part: tensor([weights[part][name] for name in names[part]]) for part in PARTS})


def load_posts(folder: Path) -> PostWeights:
    """The weights of a folder.

    Raises ModelError for a missing or damaged file, a config of another kind or version, and weights that do not fit
    it.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    values = read_config(folder, Kind.POSTS)
    checked_digest(folder)
    config = read_values(PostConfig, values, "a model for posts of attrib")
    try:
        found = load_file(folder / WEIGHTS)
        names = {part: getattr(config, part) for part in PARTS}
        return PostWeights({part: dict(zip(names[part], found[part].tolist(), strict=True)) for part in PARTS})
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(
            f"the weights {folder / WEIGHTS} are damaged or do not fit config.json ({error}); install the model again"
        ) from error
