"""A model written anew in fewer bits: the same answers, what belongs to the weights left behind."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from attrib.errors import ModelError
from attrib.nn import eight_bits
from attrib.nn.attribution.checkpoint import load_model, save_model
from attrib.nn.attribution.compression import compress_model
from attrib.nn.catalogue import weights_digest, weights_size
from tests.tiny import make_model, make_tokenizer

CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def small_matrices_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eight_bits, "_LEAST", 500)


def test_a_model_in_eight_bits_tags_as_before(model_folder: Path, tmp_path: Path) -> None:
    (model_folder / "training.toml").write_text('name = "tiny"\n')
    done = compress_model(str(model_folder), tmp_path / "own" / "small")
    (model_folder / "training.toml").unlink()
    assert (done.folder, done.digest) == (tmp_path / "own" / "small", weights_digest(tmp_path / "own" / "small"))
    assert (done.before, done.after) == (weights_size(model_folder), weights_size(done.folder))
    assert done.after < 0.7 * done.before
    names = {path.name for path in done.folder.iterdir()}
    assert names == {"config.json", "model.safetensors", "tokenizer.json", "training.toml", "weights.sha256"}
    before, after = load_model(str(model_folder), CPU), load_model(str(done.folder), CPU)
    assert after.model.config == before.model.config
    texts = before.encoder.encode(["“Ann” said so, and Bob Ray, who was there, agreed."])
    batch = before.encoder.batch([(texts[0], 0, len(texts[0]))])
    with torch.no_grad():
        for one, other in zip(before.model(batch), after.model(batch), strict=True):
            assert torch.cosine_similarity(one, other, dim=-1).min() > 0.995
    back = compress_model(str(done.folder), tmp_path / "back", bits=16)
    assert back.after > done.after
    again = compress_model(str(back.folder), tmp_path / "again")
    assert again.after == done.after


def test_a_base_is_named_without_the_path_to_it(base: Path, tmp_path: Path) -> None:
    model = make_model(base)
    for number, (named, kept) in enumerate(((str(tmp_path / "bases" / "mine"), "mine"), ("owner/name", "owner/name"))):
        model.config = replace(model.config, base=named)
        folder = tmp_path / str(number)
        save_model(folder / "old", model, make_tokenizer())
        done = compress_model(str(folder / "old"), folder / "new")
        assert json.loads((done.folder / "config.json").read_text())["base"] == kept


def test_nothing_is_written_over(model_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "notes.txt").touch()
    (tmp_path / "file").touch()
    for target in (tmp_path / "there", tmp_path / "file", model_folder):
        with pytest.raises(ModelError, match="holds something already; give the path of a new folder"):
            compress_model(str(model_folder), target)
    with pytest.raises(ModelError, match=r"file/new cannot be written \(Not a directory\); give another folder"):
        compress_model(str(model_folder), tmp_path / "file" / "new")


def test_a_base_is_no_model_to_compress(base: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="kind 'encoder', expected 'attribution'"):
        compress_model(str(base), tmp_path / "new")
    assert not (tmp_path / "new").exists()
