"""The configuration of a stance model: what it refuses, and its probabilities."""

from typing import Any

import pytest
import torch

from attrib.errors import ModelError
from attrib.nn.stance.config import TASKS, StanceConfig


def test_it_comes_back_from_json() -> None:
    config = StanceConfig(
        "base", "0" * 64, temperatures={"topic": 1.5}, shifts={"topic": [0.0, 1.0, -1.0]}, min_probability=0.4
    )
    assert StanceConfig.from_json(config.to_json()) == config


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("format_version", 99, "format version 99"),
        ("window", 2, "window 2"),
        ("min_probability", 1.0, "min_probability 1.0"),
        ("min_probability", "much", "expected float"),
        ("temperatures", {"topic": 0}, "temperatures has topic = 0"),
        ("temperatures", {"weather": 1.0}, "weather"),
        ("shifts", {"topic": [1.0]}, "shifts has topic"),
        ("colour", "red", "unknown keys \\['colour'\\]"),
    ],
)
def test_what_cannot_be_is_refused(key: str, value: Any, told: str) -> None:
    with pytest.raises(ModelError, match=told):
        StanceConfig.from_json({"base": "base", "base_sha256": "0" * 64, key: value})


def test_a_base_must_be_named() -> None:
    with pytest.raises(ModelError, match="misses"):
        StanceConfig.from_json({"base": "base"})


def test_probabilities_are_scaled_and_shifted() -> None:
    logits = torch.tensor([[2.0, 0.0, 0.0]])
    plain = StanceConfig("base", "0").calibrated("author", logits)
    warm = StanceConfig("base", "0", temperatures={"author": 4.0}).calibrated("author", logits)
    moved = StanceConfig("base", "0", shifts={"author": [-9.0, 0.0, 0.0]}).calibrated("author", logits)
    assert float(plain[0, 0]) > float(warm[0, 0]) > 1 / 3
    assert float(moved[0, 0]) < 0.01
    assert float(plain.sum()) == pytest.approx(1)


def test_each_task_has_neutral_first() -> None:
    assert {classes[0] for classes in TASKS.values()} == {"neutral"}
