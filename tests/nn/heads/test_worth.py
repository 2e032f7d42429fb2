"""The weights of what is worth checking on disk: written and read back, and refused where they are damaged."""

import json
from pathlib import Path

import numpy as np
import pytest

from attrib.errors import ModelError
from attrib.nn.heads.worth import load_worth, save_worth

DIRECTIONS = np.array([0.5, -0.25, 1.0], dtype=np.float32)


def saved(folder: Path) -> Path:
    save_worth(folder, {"figure": 2.0, "past": 0.5}, DIRECTIONS, -1.5, "encoder:1")
    return folder / "config.json"


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    saved(tmp_path)
    found = load_worth(tmp_path)
    assert found.weights == {"figure": 2.0, "past": 0.5}
    assert found.directions.tolist() == DIRECTIONS.tolist()
    assert (found.config.bias, found.config.encoder) == (-1.5, "encoder:1")
    assert found.id.startswith(f"{tmp_path.name}:")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"features": ["figure"]}, "do not fit config"),
        ({"features": ["figure", "figure"]}, "twice"),
        ({"format_version": 9}, "format version 9"),
        ({"kind": "posts"}, "expected 'worth'"),
        ({"bias": "high"}, "bias"),
    ],
)
def test_a_bad_config_is_refused(tmp_path: Path, change: dict[str, object], message: str) -> None:
    config = saved(tmp_path)
    config.write_text(json.dumps(json.loads(config.read_text()) | change))
    with pytest.raises(ModelError, match=message):
        load_worth(tmp_path)


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    saved(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"none")
    with pytest.raises(ModelError, match="install the model again"):
        load_worth(tmp_path)
