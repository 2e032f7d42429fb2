"""The model's configuration: through JSON and back, and every value that cannot be."""

import json
from typing import Any

import pytest

from attrib.errors import ModelError
from attrib.nn.attribution.config import FORMAT_VERSION, ModelConfig


def test_json_round_trip() -> None:
    config = ModelConfig({"model_type": "bert"}, "base", window=300, overlap=40, extra={"note": 1})
    assert ModelConfig.from_json(json.loads(json.dumps(config.to_json()))) == config


def test_defaults_fill_what_is_left_out() -> None:
    assert ModelConfig.from_json({"encoder": {}, "base": "b"}) == ModelConfig({}, "b")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"format_version": FORMAT_VERSION + 1}, "format version 3, this attrib reads version 2; .*train it again"),
        ({"overlap": 200}, "overlap 200 must be at least 0 and under a third of the window of 382"),
        ({"overlap": -1}, "overlap -1"),
        ({"window": 0}, "window of 0"),
        ({"hidden_dropout": 1.0}, "hidden_dropout 1.0 must be at least 0 and under 1"),
        ({"hidden_dropout": -0.5}, "hidden_dropout -0.5"),
        ({"least_confidence": 1.0}, "least_confidence 1.0 must be at least 0 and under 1"),
        ({"confidence_scale": 0.0}, "confidence_scale 0.0 must be above 0"),
        ({"window": "382"}, "window = '382', expected int; install the model again"),
        ({"window": True}, "window = True, expected int"),
        ({"hidden_dropout": None}, "hidden_dropout = None, expected float"),
        ({"encoder": "bert"}, "encoder = 'bert', expected dict"),
        ({"speed": 9}, r"unknown keys \['speed'\]"),
    ],
)
def test_values_that_cannot_be(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        ModelConfig.from_json({"encoder": {}, "base": "b"} | values)


@pytest.mark.parametrize("key", ["encoder", "base"])
def test_a_missing_key(key: str) -> None:
    values = {"encoder": {}, "base": "b"}
    del values[key]
    with pytest.raises(ModelError, match=rf"misses \['{key}'\]; it is not of a model of attrib"):
        ModelConfig.from_json(values)
