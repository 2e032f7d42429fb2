"""Weights in shards: read as one, named by one digest, and refused where a shard is missing, strange or damaged."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from transformers import BertModel

from attrib import resources
from attrib.errors import ModelError
from attrib.nn import tensors as files
from attrib.nn.attribution.checkpoint import load_model, save_model
from attrib.nn.catalogue import SEAL, checked_digest, seal, weight_files, weights_digest, weights_size
from attrib.nn.encoder.load import load_base
from attrib.nn.tensors import MOST_BYTES, read_weights, write_weights
from tests.tiny import make_encoder, make_model, make_tokenizer

INDEX = "model.safetensors.index.json"
FIRST, SECOND, THIRD = (f"model-0000{number}-of-00003.safetensors" for number in (1, 2, 3))
LIMIT = 4_000


def weights(seed: int = 0) -> dict[str, Tensor]:
    """Six tensors of 1,600 bytes each: two fit under LIMIT."""
    drawn = torch.Generator().manual_seed(seed)
    return {name: torch.randn(20, 20, generator=drawn) for name in "abcdef"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def sharded(tmp_path: Path) -> Path:
    folder = tmp_path / "sharded"
    folder.mkdir()
    write_weights(folder, weights(), LIMIT)
    return folder


def test_shards_hold_what_was_written(sharded: Path) -> None:
    assert names(sharded) == [FIRST, SECOND, THIRD, INDEX, SEAL]
    assert all((sharded / name).stat().st_size <= LIMIT for name in (FIRST, SECOND, THIRD))
    found = read_weights(sharded)
    assert list(found) == list("abcdef")
    assert all(torch.equal(found[name], value) for name, value in weights().items())


def test_the_digest_is_that_of_the_list_that_sha256sum_prints(sharded: Path, tmp_path: Path) -> None:
    digests = [hashlib.sha256((sharded / name).read_bytes()).hexdigest() for name in (FIRST, SECOND, THIRD)]
    listed = "".join(f"{digest}  {name}\n" for digest, name in zip(digests, (FIRST, SECOND, THIRD), strict=True))
    assert weights_digest(sharded) == hashlib.sha256(listed.encode()).hexdigest()
    assert weights_size(sharded) == sum((sharded / name).stat().st_size for name in (FIRST, SECOND, THIRD))
    other = tmp_path / "other"
    other.mkdir()
    for name in (INDEX, THIRD, SECOND, FIRST):  # made in another order
        shutil.copy(sharded / name, other)
    index = json.loads((other / INDEX).read_text())
    turned = dict(reversed(index["weight_map"].items()))
    (other / INDEX).write_text(json.dumps({"weight_map": turned}))  # as transformers writes it, without digests
    assert weights_digest(other) == weights_digest(sharded)


def test_one_file_has_the_digest_of_its_bytes(tmp_path: Path) -> None:
    digest = write_weights(tmp_path, weights())
    assert names(tmp_path) == ["model.safetensors", SEAL]
    assert digest == weights_digest(tmp_path)
    assert digest == hashlib.sha256((tmp_path / "model.safetensors").read_bytes()).hexdigest()


def test_a_tensor_above_the_limit_has_a_file_of_its_own(tmp_path: Path) -> None:
    large = {"a": torch.zeros(5), "b": torch.zeros(5_000), "c": torch.zeros(5)}
    write_weights(tmp_path, large, LIMIT)
    found = {path.name: set(load_file(path)) for path in weight_files(tmp_path)}
    assert found == {FIRST: {"a"}, SECOND: {"b"}, THIRD: {"c"}}


def test_other_weights_take_the_place_of_all_that_was_there(sharded: Path) -> None:
    (sharded / "metrics.json").write_text("{}")
    write_weights(sharded, weights(1), 7_000)
    assert names(sharded) == ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", INDEX, SEAL]
    (sharded / "metrics.json").write_text("{}")
    write_weights(sharded, weights(2))
    assert names(sharded) == ["model.safetensors", SEAL]
    write_weights(sharded, weights(3), LIMIT)
    assert names(sharded) == [FIRST, SECOND, THIRD, INDEX, SEAL]
    assert torch.equal(read_weights(sharded)["f"], weights(3)["f"])


Damage = Callable[[Path], object]


def change_index(**values: object) -> Damage:
    def damage(folder: Path) -> None:
        index = json.loads((folder / INDEX).read_text())
        (folder / INDEX).write_text(json.dumps(index | values))

    return damage


def of_another_model(folder: Path) -> None:
    other = folder.with_name("another")
    other.mkdir()
    write_weights(other, weights(1), LIMIT)
    shutil.copy(other / SECOND, folder)


def other_tensors(folder: Path) -> None:
    save_file({"c": torch.zeros(2), "x": torch.zeros(2)}, folder / SECOND)
    change_index(metadata={})(folder)
    seal(folder)


def digest_and_tensors(folder: Path) -> tuple[str, dict[str, Tensor]]:
    return checked_digest(folder), read_weights(folder)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda folder: (folder / SECOND).unlink(), rf"{SECOND} are missing, {INDEX} names them; install the model"),
        (lambda folder: shutil.copy(folder / FIRST, folder / "model-00001-of-00002.safetensors"), "not among those"),
        (lambda folder: shutil.copy(folder / FIRST, folder / "model.safetensors"), "not among those .* left over"),
        (lambda folder: (folder / INDEX).unlink(), rf"are shards without {INDEX}; install the model again"),
        (of_another_model, rf"{SECOND} have SHA-256 \w{{12}}…, {INDEX} says \w{{12}}…: they are damaged or of another"),
        (lambda folder: (folder / FIRST).write_bytes(b"cut"), rf"{FIRST} have SHA-256 .* says .* install the model"),
        (other_tensors, f"{SECOND} have other tensors than {INDEX} names"),
        (lambda folder: (folder / INDEX).write_text("{"), f"{INDEX} is not JSON"),
        (change_index(weight_map={}), 'has no "weight_map"'),
        (change_index(weight_map=["a"]), 'has no "weight_map"'),
        (change_index(weight_map={"a": 1}), 'has no "weight_map"'),
        (change_index(metadata=3), 'has no "weight_map"'),
        (change_index(weight_map={"a": "../model.safetensors"}), r"names '\.\./model\.safetensors', which is no shard"),
        (change_index(weight_map={"a": "/etc/passwd"}), "names '/etc/passwd', which is no shard such as model-00001"),
    ],
)
def test_what_is_wrong_with_shards_is_said(sharded: Path, damage: Damage, message: str) -> None:
    damage(sharded)
    with pytest.raises(ModelError, match=message):
        digest_and_tensors(sharded)


def test_shards_cut_off_without_digests_are_damaged(sharded: Path) -> None:
    change_index(metadata={"total_size": 5})(sharded)
    (sharded / THIRD).write_bytes((sharded / THIRD).read_bytes()[:-20])
    with pytest.raises(ModelError, match=rf"{THIRD} are damaged .*; install the model again"):
        read_weights(sharded)


@pytest.mark.parametrize("full_at", [1, 2, 3])
def test_a_full_disk_leaves_the_old_weights(sharded: Path, monkeypatch: pytest.MonkeyPatch, full_at: int) -> None:
    before, written = weights_digest(sharded), list[str]()

    def full_disk(tensors: dict[str, Tensor], path: str, metadata: dict[str, str]) -> None:
        written.append(path)
        if len(written) == full_at:
            Path(path).write_bytes(b"half")
            raise OSError("no space left")
        save_file(tensors, path, metadata)

    monkeypatch.setattr(files, "save_file", full_disk)
    with pytest.raises(ModelError, match="cannot be written \\(no space left\\); free some space"):
        write_weights(sharded, weights(1), LIMIT)
    assert names(sharded) == [FIRST, SECOND, THIRD, INDEX, SEAL]
    assert weights_digest(sharded) == before


@pytest.mark.parametrize("kept", range(4))
def test_a_writing_that_is_killed_between_names_is_never_read(
    sharded: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    renamed = list[Path]()
    replace = Path.replace

    def killed(path: Path, target: Path) -> Path:
        if len(renamed) == kept:
            raise KeyboardInterrupt
        renamed.append(path)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write_weights(sharded, weights(1), LIMIT)
    with pytest.raises(ModelError, match=r"without model\.safetensors\.index|cannot be read \(No such file"):
        weights_digest(sharded)
    monkeypatch.undo()
    write_weights(sharded, weights(1), LIMIT)  # the next one mends it
    assert torch.equal(read_weights(sharded)["a"], weights(1)["a"])


def test_a_model_in_shards_computes_what_one_in_one_file_does(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, texts = make_model(base), make_encoder().encode(["“Ann” said so."])
    save_model(tmp_path / "whole", model, make_tokenizer())
    monkeypatch.setattr(files, "MOST_BYTES", 20_000)
    digest = save_model(tmp_path / "parts", model, make_tokenizer())
    assert len(weight_files(tmp_path / "parts")) > 2
    whole, parts = (load_model(str(tmp_path / name), torch.device("cpu")) for name in ("whole", "parts"))
    assert parts.digest == digest != whole.digest
    batch = whole.encoder.batch([(texts[0], 0, len(texts[0]))])
    with torch.no_grad():
        for one, other in zip(whole.model(batch), parts.model(batch), strict=True):
            assert torch.equal(one, other)


def test_a_base_that_transformers_saved_in_shards_is_read(base: Path, tmp_path: Path) -> None:
    BertModel.from_pretrained(base).save_pretrained(tmp_path, max_shard_size="20KB")
    shutil.copy(base / "tokenizer.json", tmp_path)
    assert len(weight_files(tmp_path)) > 1
    (parts, _), (whole, _) = load_base(str(tmp_path)), load_base(str(base))
    assert all(torch.equal(value, whole.state_dict()[name]) for name, value in parts.state_dict().items())


def test_what_ships_keeps_to_the_limits_of_the_repository() -> None:
    sizes = [path.stat().st_size for path in resources.folder("models").rglob("*") if path.is_file()]
    assert max(sizes) <= MOST_BYTES <= 95_000_000
    assert sum(sizes) <= 300_000_000
