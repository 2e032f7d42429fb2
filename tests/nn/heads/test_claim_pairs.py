"""The weights for repeated claims on disk: written and read back, and refused where they are damaged."""

import json
from pathlib import Path

import pytest

from attrib.errors import ModelError
from attrib.nn.heads.claim_pairs import load_claim_pairs, save_claim_pairs


def saved(folder: Path) -> Path:
    save_claim_pairs(folder, {"cosine": 2.0, "overlap": 0.5}, -1.5, {"tax": 3.0, "harbour": 7.0}, 9.0)
    return folder / "config.json"


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    saved(tmp_path)
    found = load_claim_pairs(tmp_path)
    assert found.weights == {"cosine": 2.0, "overlap": 0.5}
    assert found.rarities == {"tax": 3.0, "harbour": 7.0}
    assert (found.config.bias, found.config.rarest) == (-1.5, 9.0)
    assert found.id.startswith(f"{tmp_path.name}:")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"features": ["cosine"]}, "do not fit config"),
        ({"stems": ["tax", "tax"]}, "twice"),
        ({"format_version": 9}, "format version 9"),
        ({"kind": "posts"}, "expected 'claims'"),
        ({"bias": "high"}, "bias"),
    ],
)
def test_a_bad_config_is_refused(tmp_path: Path, change: dict[str, object], message: str) -> None:
    config = saved(tmp_path)
    config.write_text(json.dumps(json.loads(config.read_text()) | change))
    with pytest.raises(ModelError, match=message):
        load_claim_pairs(tmp_path)


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    saved(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"none")
    with pytest.raises(ModelError, match="install the model again"):
        load_claim_pairs(tmp_path)
