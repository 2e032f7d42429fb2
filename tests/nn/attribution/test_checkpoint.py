"""Model folders: the same outputs after saving and loading, and a way out of every damage."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from attrib import resources
from attrib.errors import ModelError
from attrib.nn import tensors
from attrib.nn.attribution.checkpoint import load_model, save_model
from attrib.nn.catalogue import checked_digest, seal, weights_digest
from tests.tiny import OVERLAP, WINDOW, make_encoder, make_model, make_tokenizer

CPU = torch.device("cpu")


@pytest.fixture
def damaged(model_folder: Path, tmp_path: Path) -> Path:
    """A copy of the model folder for a test to damage; without metrics.json, so that the digest is not asked."""
    folder = shutil.copytree(model_folder, tmp_path / "model")
    (folder / "metrics.json").unlink()
    return folder


def test_a_loaded_model_computes_what_the_saved_one_does(base: Path, tmp_path: Path) -> None:
    model = make_model(base)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(parameter.half())  # what half precision keeps
    digest = save_model(tmp_path / "new" / "model", model, make_tokenizer())
    loaded = load_model(str(tmp_path / "new" / "model"), CPU)
    assert loaded.name == "model"
    assert loaded.digest == digest == weights_digest(tmp_path / "new" / "model")
    assert loaded.model.config == model.config
    assert not loaded.model.training
    assert {parameter.dtype for parameter in loaded.model.parameters()} == {torch.float32}
    texts = make_encoder().encode(["“Ann” said so."])
    again = loaded.encoder.encode(["“Ann” said so."])
    assert again[0].ids.tolist() == texts[0].ids.tolist()
    assert (loaded.encoder.window, loaded.encoder.overlap) == (WINDOW, OVERLAP)
    batch = loaded.encoder.batch([(texts[0], 0, len(texts[0]))])
    with torch.no_grad():
        for first, second in zip(model(batch), loaded.model(batch), strict=True):
            assert torch.allclose(first, second, atol=1e-4)


def test_the_folder_holds_json_and_safetensors_in_half_precision(model_folder: Path) -> None:
    names = {path.name for path in model_folder.iterdir()}
    assert names == {"config.json", "model.safetensors", "tokenizer.json", "metrics.json", "weights.sha256"}
    assert {tensor.dtype for tensor in load_file(model_folder / "model.safetensors").values()} == {torch.float16}


def test_saving_over_a_model_that_breaks_off_leaves_the_weights_whole(
    base: Path, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = weights_digest(damaged)

    def full_disk(_: object, path: str, __: object) -> None:
        Path(path).write_bytes(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(tensors, "save_file", full_disk)
    with pytest.raises(ModelError, match="no space"):
        save_model(damaged, make_model(base, seed=5), make_tokenizer())
    assert weights_digest(damaged) == before


def test_new_weights_leave_no_figures_of_the_old_ones(base: Path, model_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(model_folder, tmp_path / "model")
    digest = save_model(folder, make_model(base, seed=5), make_tokenizer())
    assert not (folder / "metrics.json").exists()
    assert load_model(str(folder), CPU).digest == digest != weights_digest(model_folder)


def test_a_shipped_model_is_found_by_name(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "folder", lambda _: model_folder.parent)
    assert load_model("model", CPU).digest == weights_digest(model_folder)
    with pytest.raises(ModelError, match=r"no model 'nope': .* nor the name of .* kind 'attribution' \(model\)"):
        load_model("nope", CPU)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"it is neither a folder with a config\.json nor the name of a model"):
        load_model(str(tmp_path), CPU)


def test_weights_that_are_not_those_that_were_measured(model_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(model_folder, tmp_path / "model")
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    for check in (lambda: checked_digest(folder), lambda: load_model(str(folder), CPU)):
        with pytest.raises(ModelError, match=r"have SHA-256 \w{12}…, weights.sha256 says \w{12}…: .*install the model"):
            check()
    (folder / "weights.sha256").unlink()
    for check in (lambda: checked_digest(folder), lambda: load_model(str(folder), CPU)):
        with pytest.raises(ModelError, match=r"has no weights.sha256, .*attrib models seal .*model$"):
            check()
    assert seal(folder) == weights_digest(folder)
    with pytest.raises(ModelError, match=r"have SHA-256 \w{12}…, metrics.json says \w{12}…; install the model"):
        checked_digest(folder)
    (folder / "metrics.json").write_text('{"weights_sha256": 5}', encoding="utf-8")
    with pytest.raises(ModelError, match=r"metrics\.json says 5…"):
        checked_digest(folder)
    (folder / "metrics.json").write_text("{}", encoding="utf-8")
    assert checked_digest(folder) == weights_digest(folder)


Damage = Callable[[Path], object]


def cut(name: str, kept: int) -> Damage:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:kept])


def write(name: str, content: str) -> Damage:
    return lambda folder: (folder / name).write_text(content, encoding="utf-8")


def change(**values: object) -> Damage:
    def damage(folder: Path) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        (folder / "config.json").write_text(json.dumps(config | values), encoding="utf-8")

    return damage


def drop_a_weight(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    del weights["roles.weight"]
    save_file(weights, folder / "model.safetensors")
    seal(folder)


def enlarge_the_vocabulary(folder: Path) -> None:
    vocabulary = {piece: index for index, piece in enumerate(["[UNK]", *(f"w{index}" for index in range(500))])}
    Tokenizer(WordPiece(vocabulary, unk_token="[UNK]")).save(str(folder / "tokenizer.json"))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda folder: (folder / "model.safetensors").unlink(), r"weights .* cannot be read \(No such file"),
        (cut("model.safetensors", 0), "weights .* are damaged"),
        (cut("model.safetensors", 50), "weights .* are damaged"),
        (cut("model.safetensors", -50), "weights .* are damaged"),
        (drop_a_weight, "weights .* do not fit config.json"),
        (write("config.json", "{"), "config.json is not JSON"),
        (lambda folder: (folder / "config.json").write_bytes(b"\xff\xfe{}"), "config.json is not JSON"),
        (write("config.json", "[1]"), "config.json holds list, expected an object"),
        (write("config.json", "{}"), r"config.json does not say what kind of model it is; add the key \"kind\""),
        (write("config.json", '{"kind": "attribution"}'), r"misses \['base', 'encoder'\]"),
        (change(kind="stance"), "is a model of kind 'stance', expected 'attribution'; `attrib models list`"),
        (change(kind="poem"), "has kind = 'poem', expected one of \"attribution\""),
        (change(kind=3), "has kind = 3, expected one of"),
        (change(format_version=3), "format version 3, this attrib reads version 2; use the attrib it was made with"),
        (change(window="x"), "window = 'x', expected int"),
        (change(link_width=32), "weights .* do not fit config.json"),
        (change(encoder={"model_type": "nope"}), "encoder configuration in config.json cannot be built"),
        (lambda folder: (folder / "tokenizer.json").unlink(), r"tokenizer.json cannot be read \(No such file"),
        (cut("tokenizer.json", 300), "tokenizer.json is not JSON"),
        (write("tokenizer.json", "{}"), "no tokenizer model with a vocabulary"),
        (write("tokenizer.json", '{"model": {}}'), "no tokenizer model with a vocabulary"),
        (enlarge_the_vocabulary, "tokenizer.json has 501 word pieces, the weights 109"),
        (write("metrics.json", "nonsense"), "metrics.json is not JSON"),
    ],
)
def test_every_damage_is_named_with_a_way_out(damaged: Path, damage: Damage, message: str) -> None:
    damage(damaged)
    with pytest.raises(ModelError, match=message) as caught:
        load_model(str(damaged), CPU)
    way_out = ("install the model again", "train it again", "it is not of a model of attrib", "models list", "upgrade")
    assert any(part in str(caught.value) for part in way_out)
