"""Where a model comes from, as its folder tells."""

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from attrib.errors import ModelError, SettingsError
from attrib.training.config import TrainingConfig
from attrib.training.provenance import Provenance, read_provenance, recipe_digest

CONFIG = TrainingConfig("mine", seed=7, epochs=3)
WEIGHTS = hashlib.sha256(b"weights").hexdigest()[:12]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "model.safetensors").write_bytes(b"weights")
    return tmp_path / "mine"


def test_a_recipe_is_all_settings_but_name_and_seed() -> None:
    recipe = recipe_digest(asdict(CONFIG))
    assert len(recipe) == 12
    assert recipe == recipe_digest(asdict(replace(CONFIG, name="other", seed=8)))
    assert recipe != recipe_digest(asdict(replace(CONFIG, epochs=4)))


def test_a_trained_model(folder: Path) -> None:
    record = {"config": asdict(CONFIG), "config_digest": CONFIG.digest, "seconds": 60}
    (folder / "training.json").write_text(json.dumps(record))
    recipe = recipe_digest(asdict(CONFIG))
    assert read_provenance(folder) == Provenance("mine", WEIGHTS, CONFIG.digest, recipe, 7, 3, 60)


def test_a_model_with_its_settings_alone(folder: Path) -> None:
    (folder / "training.toml").write_text('name = "mine"\nseed = 7\nepochs = 3\n')
    recipe = recipe_digest(asdict(CONFIG))
    assert read_provenance(folder) == Provenance("mine", WEIGHTS, CONFIG.digest, recipe, 7, 3)
    (folder / "training.toml").write_text("name = 3\n")
    with pytest.raises(SettingsError, match="name = 3 is a int"):
        read_provenance(folder)


def test_a_model_that_tells_nothing(folder: Path) -> None:
    assert read_provenance(folder) == Provenance("mine", WEIGHTS)


@pytest.mark.parametrize("record", [{}, {"config": {}, "config_digest": "", "seconds": 1}, {"config": 3}])
def test_a_record_of_another_shape(folder: Path, record: object) -> None:
    (folder / "training.json").write_text(json.dumps(record))
    with pytest.raises(ModelError, match=r"training\.json is no record of a training \(.*\); delete it or train again"):
        read_provenance(folder)
