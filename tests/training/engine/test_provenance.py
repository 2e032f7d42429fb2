"""Where a model comes from, as its folder tells."""

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from attrib.errors import ModelError, SettingsError
from attrib.training.attribution.recipe import AttributionTraining
from attrib.training.engine.provenance import Provenance, read_provenance, recipe_digest

CONFIG = AttributionTraining("mine", seed=7, epochs=3)
DEFAULTS: dict[str, object] = {
    "base": "all-minilm-l6-v2",
    "polnear": "polnear",
    "silver": "polnear-silver",
    "articles_weight": 0,
    "head_seed": 1,
    "epochs": 6,
    "batch_tokens": 3072,
    "window": 382,
    "overlap": 64,
    "learning_rate": 0.0001,
    "layer_decay": 1.0,
    "head_rate": 0.001,
    "warmup": 0.1,
    "weight_decay": 0.01,
    "hidden_dropout": 0.1,
    "word_masking": 0.05,
    "augment": 0.0,
    "average": 0.999,
    "link_weight": 0.3,
    "entity_weight": 0.2,
    "precision": "auto",
    "least_confidence": 0.0,
    "start": (),
    "teachers": (),
    "teacher_share": 0.5,
    "unlabelled": (),
    "unlabelled_texts": 0,
}
WEIGHTS = hashlib.sha256(b"weights").hexdigest()[:12]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "model.safetensors").write_bytes(b"weights")
    return tmp_path / "mine"


def test_a_recipe_is_all_settings_but_name_and_seed() -> None:
    recipe = recipe_digest(asdict(CONFIG), AttributionTraining)
    assert len(recipe) == 12
    assert recipe == recipe_digest(asdict(replace(CONFIG, name="other", seed=8)), AttributionTraining)
    assert recipe != recipe_digest(asdict(replace(CONFIG, epochs=4)), AttributionTraining)


def test_a_new_setting_at_its_default_makes_no_new_recipe() -> None:
    earlier = asdict(CONFIG)
    del earlier["start"]
    assert (
        recipe_digest(earlier, AttributionTraining)
        == recipe_digest(asdict(CONFIG), AttributionTraining)
        == recipe_digest(json.loads(json.dumps(asdict(CONFIG))), AttributionTraining)
    )


def test_defaults_stay() -> None:
    """A row of the results tells only what is no default: changed, it would mean another training."""
    assert DEFAULTS.items() <= asdict(AttributionTraining("")).items()


def test_a_trained_model(folder: Path) -> None:
    record = {"config": asdict(CONFIG), "config_digest": CONFIG.digest, "seconds": 60}
    (folder / "training.json").write_text(json.dumps(record))
    recipe = recipe_digest(asdict(CONFIG), AttributionTraining)
    assert read_provenance(folder, AttributionTraining) == Provenance("mine", WEIGHTS, CONFIG.digest, recipe, 7, 3, 60)


def test_a_model_with_its_settings_alone(folder: Path) -> None:
    (folder / "training.toml").write_text('name = "mine"\nseed = 7\nepochs = 3\n')
    recipe = recipe_digest(asdict(CONFIG), AttributionTraining)
    assert read_provenance(folder, AttributionTraining) == Provenance("mine", WEIGHTS, CONFIG.digest, recipe, 7, 3)
    (folder / "training.toml").write_text("name = 3\n")
    with pytest.raises(SettingsError, match="name = 3 is a int"):
        read_provenance(folder, AttributionTraining)


def test_a_model_that_tells_nothing(folder: Path) -> None:
    assert read_provenance(folder, AttributionTraining) == Provenance("mine", WEIGHTS)


@pytest.mark.parametrize("record", [{}, {"config": {}, "config_digest": "", "seconds": 1}, {"config": 3}])
def test_a_record_of_another_shape(folder: Path, record: object) -> None:
    (folder / "training.json").write_text(json.dumps(record))
    with pytest.raises(ModelError, match=r"training\.json is no record of a training \(.*\); delete it or train again"):
        read_provenance(folder, AttributionTraining)
