"""The one place that knows format 2 of the antecedent head, which knew pronouns alone and fewer features."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from attrib.nn.heads.antecedents import FORMAT_VERSION, SIZES

OLD_VERSION = 2
# Of each feature of format 2, in order: the feature of today that tells the same, and today's value of each old one.
# How a candidate stands in its sentence was told by other rules: the old values go to what is nearest to each.
_TODAY: tuple[tuple[str, tuple[tuple[int, ...], ...]], ...] = (
    ("word", ((1,), (2,), (3,), (4,), (5,), (6,), (7,))),
    ("other_sort", ((0, 5), (1,), (2,), (3, 4, 6, 7, 8, 9))),
    ("gender", ((0,), (1,), (2,))),
    ("turns", tuple((value,) for value in range(9))),
    ("rank", tuple((value,) for value in range(7))),
    ("quoted", tuple((value,) for value in range(4))),
    ("other_place", ((0, 1), (3,), (4,), (2, 5))),
    ("often", ((0, 1), (2,), (3,), (4,))),
    ("same", ((0,), (1,), (2,))),
)
_TABLES = {f"{number}.weight": feature for number, feature in enumerate(_TODAY)}


def is_old(values: Mapping[str, Any]) -> bool:
    """Whether a config.json is of format 2."""
    return values.get("format_version") == OLD_VERSION


def todays_config(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a config.json of format 2 in today's format."""
    return {**values, "format_version": FORMAT_VERSION}


def todays_weights(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The weights of format 2 under today's names, with zeros for features that it did not know.

    What is not of format 2 keeps its name.
    """
    found: dict[str, Tensor] = {}
    for name, tensor in weights.items():
        scorer, _, table = name.partition(".told.")
        known = _TABLES.get(table)
        if known is None or tensor.dim() != 2 or len(tensor) < len(known[1]):
            found[name.replace(".pronoun.", ".anaphor.")] = tensor
            continue
        rows = found.setdefault(f"{scorer}.told.weight", torch.zeros(sum(SIZES.values()), tensor.shape[1]))
        for old, todays in enumerate(known[1]):
            rows[[_first_row(known[0]) + value for value in todays]] = tensor[old].float()
    return found


def _first_row(feature: str) -> int:
    names = list(SIZES)
    return sum(SIZES[name] for name in names[: names.index(feature)])
