"""Pretrained bases: by folder, by shipped name, and every way in which one cannot be had."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from huggingface_hub import constants

from attrib import resources
from attrib.errors import ModelError, ResourceError
from attrib.nn.catalogue import locate
from attrib.nn.encoder.hub import build_encoder, encoder_config, load_encoder, load_tokenizer


@pytest.fixture
def damaged(base: Path, tmp_path: Path) -> Path:
    """A copy of the base for a test to damage."""
    return shutil.copytree(base, tmp_path / "base")


def test_a_folder_loads_in_single_precision_without_attention_dropout(base: Path) -> None:
    encoder = load_encoder(str(base))
    assert {parameter.dtype for parameter in encoder.parameters()} == {torch.float32}
    assert encoder.config.attention_probs_dropout_prob == 0
    assert encoder.config.hidden_dropout_prob == 0.1


def test_half_precision_weights_are_widened(base: Path, tmp_path: Path) -> None:
    load_encoder(str(base)).half().save_pretrained(tmp_path)
    assert {parameter.dtype for parameter in load_encoder(str(tmp_path)).parameters()} == {torch.float32}


def test_a_configuration_through_json_builds_the_same_network(base: Path) -> None:
    encoder = load_encoder(str(base))
    config = json.loads(json.dumps(encoder_config(encoder)))
    assert "_name_or_path" not in config
    again = build_encoder(config)
    again.load_state_dict(encoder.state_dict())
    assert encoder_config(again) == config
    ids = torch.tensor([[2, 10, 11, 3]])
    with torch.no_grad():
        first, second = (model.eval()(ids).last_hidden_state for model in (encoder, again))
    assert torch.equal(first, second)


def test_the_tokenizer_neither_cuts_nor_pads(base: Path) -> None:
    tokenizer = load_tokenizer(str(base))
    short, long = tokenizer.encode_batch(["a", "a " * 2000])
    assert len(short.ids) == 3
    assert len(long.ids) == 2002


def test_a_shipped_base_is_found_by_name(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(base, tmp_path / "small")
    monkeypatch.setattr(resources, "folder", lambda _: tmp_path)
    assert locate("small") == str(tmp_path / "small")
    assert locate("other") == "other"
    assert locate(str(base)) == str(base)


def test_without_shipped_models_a_name_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Path:
        raise ResourceError(name)

    monkeypatch.setattr(resources, "folder", missing)
    assert locate("owner/name") == "owner/name"


def test_a_hub_id_that_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    for load, what in ((load_encoder, "encoder"), (load_tokenizer, "tokenizer")):
        with pytest.raises(ModelError, match=f"no {what} at 'nobody/nothing': give a folder .+ or a hub id") as caught:
            load("nobody/nothing")
        assert "\n" not in str(caught.value)


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no encoder at"):
        load_encoder(str(tmp_path))
    with pytest.raises(ModelError, match="no tokenizer at"):
        load_tokenizer(str(tmp_path))


@pytest.mark.parametrize("content", ["{", "[]", '{"model_type": "nope"}', '{"model_type": "bert", "hidden_size": "x"}'])
def test_a_damaged_configuration(damaged: Path, content: str) -> None:
    (damaged / "config.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="no encoder at"):
        load_encoder(str(damaged))


@pytest.mark.parametrize("kept", [0, 7, 1000, -1000])
def test_weights_cut_off(damaged: Path, kept: int) -> None:
    weights = damaged / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:kept])
    with pytest.raises(ModelError, match="no encoder at"):
        load_encoder(str(damaged))


def test_weights_of_another_size(damaged: Path) -> None:
    config = json.loads((damaged / "config.json").read_text(encoding="utf-8"))
    (damaged / "config.json").write_text(json.dumps(config | {"hidden_size": 64}), encoding="utf-8")
    with pytest.raises(ModelError, match="no encoder at"):
        load_encoder(str(damaged))


@pytest.mark.parametrize("content", ["{", '{"model": {}}'])
def test_a_damaged_tokenizer(damaged: Path, content: str) -> None:
    (damaged / "tokenizer.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="no tokenizer at"):
        load_tokenizer(str(damaged))


def test_a_tokenizer_without_offsets(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attrib.nn.encoder.hub.AutoTokenizer.from_pretrained", lambda _: object())
    with pytest.raises(ModelError, match="gives no character offsets; choose a base with a fast tokenizer"):
        load_tokenizer(str(base))


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({}, "names no model_type; config.json is damaged"),
        ({"model_type": "nope"}, "cannot be built .*install the model again"),
        ({"model_type": "bert", "hidden_size": "x"}, "cannot be built"),
        ({"model_type": "bert", "hidden_size": 31}, "cannot be built"),
    ],
)
def test_an_encoder_configuration_that_cannot_be_built(config: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message) as caught:
        build_encoder(config)
    assert "\n" not in str(caught.value)
