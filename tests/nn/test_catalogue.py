"""The catalogue: models found by name, path, kind and digest, whatever else lies beside them."""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from transformers import AutoConfig

import attrib
from attrib import resources
from attrib.errors import ModelError, SettingsError
from attrib.nn.catalogue import (
    VARIABLE,
    WEIGHTS,
    Kind,
    checked_digest,
    file_digest,
    files,
    find_base,
    find_digest,
    find_entry,
    find_head,
    find_model,
    list_models,
    locate,
    model_folders,
    read_config,
    read_kind,
    seal,
    sentence_encoder_folder,
    weights_digest,
    weights_size,
    write_config,
)

SHIPPED = resources.folder("models")
FOR = "4" * 64


def make(folder: Path, config: dict[str, Any] | str, weights: str = "weights") -> Path:
    folder.mkdir(parents=True)
    text = config if isinstance(config, str) else json.dumps(config)
    (folder / "config.json").write_text(text, encoding="utf-8")
    (folder / "model.safetensors").write_text(weights, encoding="utf-8")
    return folder


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture(autouse=True)
def no_folder_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that takes the place of the shipped models: one of each kind, in copies of the real configs."""
    folder = tmp_path / "shipped"
    for path in SHIPPED.glob("*/config.json"):
        make(folder / path.parent.name, path.read_text(encoding="utf-8"))
    monkeypatch.setattr(resources, "folder", lambda _name: folder)
    return folder


ATTRIBUTION_SHA256 = json.loads((SHIPPED / "attribution" / "metrics.json").read_text())["weights_sha256"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("all-minilm-l6-v2", Kind.ENCODER),
        ("attribution", Kind.ATTRIBUTION),
        ("antecedents", Kind.ANTECEDENTS),
        ("word-classes", Kind.WORD_CLASSES),
        ("linker", Kind.LINKER),
        ("stance", Kind.STANCE),
    ],
)
def test_every_shipped_model_says_its_kind(name: str, kind: Kind) -> None:
    values = json.loads((SHIPPED / name / "config.json").read_text(encoding="utf-8"))
    assert values["kind"] == kind
    assert find_model(name, kind) == SHIPPED / name
    over_another = kind in {Kind.ANTECEDENTS, Kind.WORD_CLASSES, Kind.STANCE}
    assert values.get("for") == (weights_digest(SHIPPED / "attribution") if over_another else None)


@pytest.mark.parametrize("name", [folder.parent.name for folder in sorted(SHIPPED.glob("*/config.json"))])
def test_the_weights_of_every_shipped_model_are_checked(name: str) -> None:
    """Whoever replaces weights runs `attrib models seal`, as training does by itself."""
    assert checked_digest(SHIPPED / name) == weights_digest(SHIPPED / name)


def test_shards_are_sealed_one_by_one(tmp_path: Path) -> None:
    """`sha256sum -c weights.sha256` reads the same lines."""
    names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    index = {"weight_map": dict(zip("ab", names, strict=True))}
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps(index))
    assert seal(tmp_path) == checked_digest(tmp_path) == weights_digest(tmp_path)
    lines = (tmp_path / "weights.sha256").read_text().splitlines()
    assert lines == [f"{sha256(name)}  {name}" for name in names]
    (tmp_path / names[1]).write_bytes(b"of another model")
    with pytest.raises(ModelError, match=rf"{names[1]} have SHA-256 \w+…, weights.sha256 says"):
        checked_digest(tmp_path)


@pytest.mark.parametrize("content", ["", "\n", "0" * 64, f"{'0' * 63}g  model.safetensors", "\x00", f"{'0' * 64}  a b"])
def test_a_seal_that_is_damaged_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"w")
    (tmp_path / "weights.sha256").write_text(content)
    with pytest.raises(ModelError, match=r"weights\.sha256 is damaged"):
        checked_digest(tmp_path)


def test_a_seal_of_other_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"w")
    (tmp_path / "weights.sha256").write_text(f"{'0' * 64}  other.safetensors\n")
    with pytest.raises(ModelError, match=r"are model.safetensors, weights.sha256 names other.safetensors"):
        checked_digest(tmp_path)


def test_transformers_reads_the_config_of_the_base() -> None:
    assert AutoConfig.from_pretrained(SHIPPED / "all-minilm-l6-v2").hidden_size == 384


def test_the_catalogue_lists_what_ships() -> None:
    found = {item.name: item for item in list_models()}
    assert set(found) == {path.parent.name for path in SHIPPED.glob("*/config.json")}
    assert not any(item.problem or item.shadowed for item in found.values())
    assert found["stance"].base == "all-minilm-l6-v2"
    assert found["antecedents"].made_for == ATTRIBUTION_SHA256
    assert weights_size(found["attribution"].folder) == (SHIPPED / "attribution/model.safetensors").stat().st_size


# What a head of one kind may never be taken for: a model of another.


def test_heads_are_found_by_kind_and_digest(shipped: Path) -> None:
    assert find_head(Kind.ANTECEDENTS, ATTRIBUTION_SHA256) == shipped / "antecedents"
    assert find_head(Kind.WORD_CLASSES, ATTRIBUTION_SHA256) == shipped / "word-classes"
    assert find_head(Kind.ANTECEDENTS, FOR) is None


def test_a_head_that_is_taken_away_is_missing_and_no_other_stands_in(shipped: Path) -> None:
    shutil.rmtree(shipped / "antecedents")
    assert find_head(Kind.ANTECEDENTS, ATTRIBUTION_SHA256) is None
    shutil.rmtree(shipped / "word-classes")
    assert find_head(Kind.WORD_CLASSES, ATTRIBUTION_SHA256) is None


def test_a_head_of_another_name_is_the_same_head(shipped: Path) -> None:
    (shipped / "antecedents").rename(shipped / "zz-behind-stance")
    (shipped / "word-classes").rename(shipped / "a-before-all")
    assert find_head(Kind.ANTECEDENTS, ATTRIBUTION_SHA256) == shipped / "zz-behind-stance"
    assert find_head(Kind.WORD_CLASSES, ATTRIBUTION_SHA256) == shipped / "a-before-all"


def test_keys_do_not_make_a_kind(shipped: Path) -> None:
    shutil.rmtree(shipped / "antecedents")
    keys = {"scorers": 3, "classes": [], "encoder": {}, "base_sha256": "", "encoder_digest": ATTRIBUTION_SHA256}
    make(shipped / "aa", keys)
    make(shipped / "ab", keys | {"kind": "stance", "for": ATTRIBUTION_SHA256})
    assert find_head(Kind.ANTECEDENTS, ATTRIBUTION_SHA256) is None
    with pytest.raises(ModelError, match='does not say what kind of model it is; add the key "kind" with'):
        find_model("aa", Kind.ANTECEDENTS)


@pytest.mark.parametrize("kind", Kind)
def test_a_model_of_another_kind_is_refused_by_name_and_by_path(kind: Kind) -> None:
    for entry in list_models():
        for given in (entry.name, str(entry.folder)):
            if entry.kind == kind:
                assert find_model(given, kind) == entry.folder
            else:
                with pytest.raises(ModelError, match=f"is a model of kind '{entry.kind}', expected '{kind}'; `attrib"):
                    find_model(given, kind)


def test_a_configuration_is_of_one_kind_alone() -> None:
    with pytest.raises(ModelError, match="kind 'stance', expected 'antecedents'"):
        read_config(SHIPPED / "stance", Kind.ANTECEDENTS)
    assert read_config(SHIPPED / "antecedents", Kind.ANTECEDENTS)["made_for"] == ATTRIBUTION_SHA256


def test_a_configuration_comes_back(tmp_path: Path) -> None:
    write_config(tmp_path, Kind.STANCE, {"made_for": FOR, "width": 3})
    assert json.loads((tmp_path / "config.json").read_text()) == {"kind": "stance", "for": FOR, "width": 3}
    assert read_config(tmp_path, Kind.STANCE) == {"made_for": FOR, "width": 3}


# What cannot be used.


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("{", "config.json is not JSON"),
        ("[" * 100_000, "config.json is not JSON"),
        ("[1]", "config.json holds list, expected an object"),
        ("{}", 'does not say what kind of model it is; add the key "kind" with one of "attribution", "antecedents"'),
        ('{"kind": "poem"}', "has kind = 'poem', expected one of"),
        ('{"kind": null}', "does not say what kind"),
        ('{"kind": ["stance"]}', r"has kind = \['stance'\], expected one of"),
    ],
)
def test_a_damaged_config_is_listed_with_its_problem(shipped: Path, config: str, message: str) -> None:
    make(shipped / "broken", config)
    [broken] = [item for item in list_models() if item.name == "broken"]
    assert broken.kind is None
    with pytest.raises(ModelError, match=message):
        find_model("broken", Kind.ATTRIBUTION)
    assert find_head(Kind.ANTECEDENTS, ATTRIBUTION_SHA256) == shipped / "antecedents"


def test_a_model_that_is_nowhere(shipped: Path) -> None:
    (shipped / "not-a-model").mkdir()
    for name in ("not-a-model", "nope", str(shipped), ""):
        with pytest.raises(
            ModelError, match=r"of a model of kind 'word_classes' \(word-classes, word-classes-accurate\)"
        ):
            find_model(name, Kind.WORD_CLASSES)
    for folder in shipped.glob("word-classes*"):
        shutil.rmtree(folder)
    with pytest.raises(ModelError, match=r"kind 'word_classes' \(none\)"):
        find_model("word-classes", Kind.WORD_CLASSES)


def test_missing_weights(shipped: Path) -> None:
    (shipped / "stance" / "model.safetensors").unlink()
    folder = find_model("stance", Kind.STANCE)
    assert weights_size(folder) is None
    with pytest.raises(ModelError, match=r"model\.safetensors cannot be read"):
        weights_digest(folder)


# Folders of the user's own.


def test_own_models_come_before_the_shipped_ones(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    make(first / "stance", {"kind": "stance"})
    make(second / "stance", {"kind": "stance"})
    make(second / "mine", {"kind": "antecedents", "for": ATTRIBUTION_SHA256})
    monkeypatch.setenv(VARIABLE, f"{first}{os.pathsep}{second}")
    assert model_folders() == (first, second, shipped)
    assert find_model("stance", Kind.STANCE) == first / "stance"
    assert find_model("mine", Kind.ANTECEDENTS) == find_head(Kind.ANTECEDENTS, ATTRIBUTION_SHA256) == second / "mine"
    assert find_model("attribution", Kind.ATTRIBUTION) == shipped / "attribution"
    named = [(item.folder, item.shadowed) for item in list_models() if item.name == "stance"]
    assert named == [(first / "stance", False), (second / "stance", True), (shipped / "stance", True)]
    assert find_model(str(shipped / "stance"), Kind.STANCE) == shipped / "stance"


def test_the_first_of_a_name_counts_even_where_it_is_of_another_kind(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "own" / "stance", {"kind": "attribution"})
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own"))
    with pytest.raises(ModelError, match="own/stance is a model of kind 'attribution', expected 'stance'"):
        find_model("stance", Kind.STANCE)
    assert find_head(Kind.ANTECEDENTS, ATTRIBUTION_SHA256) == shipped / "antecedents"


def test_a_folder_twice_is_one(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, os.pathsep.join(["", str(shipped), str(shipped), ""]))
    assert model_folders() == (shipped,)
    assert not any(item.shadowed for item in list_models())


def test_a_path_is_kept_wherever_the_process_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(tmp_path / "mine", {"kind": "stance"})
    monkeypatch.chdir(tmp_path)
    assert find_model("mine", Kind.STANCE) == folder
    monkeypatch.chdir(folder)
    assert find_model(".", Kind.STANCE).name == "mine"


def test_the_fast_model_is_found_by_both_its_names(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        find_model("fast", Kind.ATTRIBUTION) == find_model("attribution", Kind.ATTRIBUTION) == shipped / "attribution"
    )
    (shipped / "attribution").rename(shipped / "fast")
    assert find_model("fast", Kind.ATTRIBUTION) == find_model("attribution", Kind.ATTRIBUTION) == shipped / "fast"
    own = make(tmp_path / "own" / "attribution", {"kind": "attribution"})
    monkeypatch.setenv(VARIABLE, str(own.parent))
    assert find_model("attribution", Kind.ATTRIBUTION) == own
    assert find_model("fast", Kind.ATTRIBUTION) == shipped / "fast"
    assert find_model("accurate", Kind.ATTRIBUTION) == shipped / "accurate"
    (shipped / "accurate").rename(shipped / "slow")
    with pytest.raises(ModelError, match="no model 'accurate'"):
        find_model("accurate", Kind.ATTRIBUTION)


def test_a_name_too_long_for_a_path_is_no_model() -> None:
    with pytest.raises(ModelError, match=r"no model 'aaaa.*neither a folder with a config\.json nor the name"):
        find_model("a" * 5000, Kind.STANCE)


def test_a_folder_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(SettingsError, match=r"ATTRIB_MODELS names '.*nowhere', which is no folder; make or correct"):
        find_model("attribution", Kind.ATTRIBUTION)
    monkeypatch.setenv(VARIABLE, str(make(tmp_path / "model", {"kind": "stance"})))
    with pytest.raises(SettingsError, match="which is a model itself; name the folder that holds it"):
        list_models()


# Encoders.


def test_a_base_is_found_by_its_digest_even_where_it_is_shadowed(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = make(tmp_path / "own" / "all-minilm-l6-v2", {"model_type": "bert"}, "other weights")
    monkeypatch.setenv(VARIABLE, str(own.parent))
    assert find_base("all-minilm-l6-v2", sha256("weights")) == shipped / "all-minilm-l6-v2"
    assert find_base("all-minilm-l6-v2", sha256("other weights")) == own
    assert find_base(str(own), sha256("other weights")) == own
    with pytest.raises(ModelError, match=r"the base 'all-minilm-l6-v2' has weights of SHA-256 .*was made from 4444"):
        find_base("all-minilm-l6-v2", FOR)
    with pytest.raises(ModelError, match=r"the base 'some/where' is no folder with config\.json"):
        find_base("some/where", FOR)
    assert Path(locate("all-minilm-l6-v2")) == sentence_encoder_folder() == own


def test_a_head_is_no_base(shipped: Path) -> None:
    for name in ("antecedents", str(shipped / "antecedents")):
        with pytest.raises(ModelError, match="kind 'antecedents', expected 'encoder'"):
            locate(name)
    assert find_entry("owner/name") is None
    assert locate("owner/name") == "owner/name"


# Folders of attrib 0.1.0.

WRITTEN_BY_0_1_0 = """[
{"encoder": {}, "base": "b", "window": 318, "overlap": 64, "link_width": 128, "link_reach": 256, "hidden_dropout": 0.1,
 "confidence_scale": 1.0, "confidence_shift": 0.0, "least_confidence": 0.0, "format_version": 1, "extra": {}},
{"encoder_digest": "FOR", "hidden": 384, "width": 128, "layer": 5, "dropout": 0.5, "scorers": 3, "format_version": 1},
{"encoder_digest": "FOR", "classes": ["noun"], "hidden": 384, "width": 128, "layer": 5, "dropout": 0.2,
 "format_version": 1},
{"base": "b", "base_sha256": "0", "window": 192, "width": 256, "hidden_dropout": 0.1, "temperatures": {}, "shifts": {},
 "scorers": 2, "encoder_digest": "FOR", "least": 0.2, "least_worth": 0.2, "certainty": [0.0, 1.0, 1.0],
 "format_version": 2}
]"""
KINDS = (Kind.ATTRIBUTION, Kind.ANTECEDENTS, Kind.WORD_CLASSES, Kind.STANCE)
OLD: dict[Kind, dict[str, Any]] = dict(zip(KINDS, json.loads(WRITTEN_BY_0_1_0.replace("FOR", FOR)), strict=True))


@pytest.mark.parametrize("kind", OLD)
def test_a_folder_of_0_1_0_is_read(kind: Kind, tmp_path: Path) -> None:
    folder = make(tmp_path / "old", OLD[kind])
    values = read_config(folder, kind)
    renamed = {"encoder_digest": "made_for", "least": "min_probability", "least_worth": "min_side_probability"}
    kept = {renamed.get(key, key): value for key, value in OLD[kind].items()}
    assert values == kept | {"format_version": OLD[kind]["format_version"] + 1}
    for other in set(Kind) - {kind}:
        with pytest.raises(ModelError, match=f"is a model of kind '{kind}', expected '{other}'"):
            read_config(folder, other)


@pytest.mark.parametrize("kind", OLD)
def test_an_old_folder_with_the_key_added_is_read_too(kind: Kind, tmp_path: Path) -> None:
    values = {key: value for key, value in OLD[kind].items() if key not in {"window", "width"}}
    folder = make(tmp_path / "unlike", values)
    with pytest.raises(ModelError, match='add the key "kind" with one of'):
        read_kind(folder)
    (folder / "config.json").write_text(json.dumps(values | {"kind": str(kind)}), encoding="utf-8")
    assert read_config(folder, kind)["format_version"] == OLD[kind]["format_version"] + 1


def test_an_old_head_is_found(shipped: Path) -> None:
    shutil.rmtree(shipped / "antecedents")
    make(shipped / "old", OLD[Kind.ANTECEDENTS])
    assert find_head(Kind.ANTECEDENTS, FOR) == shipped / "old"
    assert find_head(Kind.WORD_CLASSES, FOR) is None


def test_no_other_code_looks_into_the_folder_of_models() -> None:
    package = Path(attrib.__file__).parent
    looking = {path for path in package.rglob("*.py") if 'folder("models")' in path.read_text(encoding="utf-8")}
    assert looking == {package / "nn" / "catalogue" / "models.py"}


def test_a_model_is_found_by_the_digest_that_its_figures_name(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attribution = {"kind": "attribution"}
    plain = make(tmp_path / "own" / "plain", attribution, "plain")
    named = make(tmp_path / "own" / "z-named", attribution, "other")
    (named / "metrics.json").write_text(json.dumps({"weights_sha256": sha256("measured")}))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own"))
    assert find_digest(Kind.ATTRIBUTION, sha256("plain"), shipped / "judge") == plain
    assert find_digest(Kind.ATTRIBUTION, sha256("measured"), shipped / "judge") == named
    seal(named)
    with pytest.raises(ModelError, match=r"z-named have SHA-256 .* metrics\.json says"):  # whoever loads it is told
        checked_digest(named)
    with pytest.raises(ModelError, match=f"judge is for a model .* of SHA-256 {sha256('other')[:12]}…, which is not"):
        find_digest(Kind.ATTRIBUTION, sha256("other"), shipped / "judge")


def test_a_file_is_hashed_again_only_where_it_may_have_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, hashed = tmp_path / WEIGHTS, list[Path]()
    digest = files._digest

    def hashing(file: Path) -> str:
        hashed.append(file)
        return digest(file)

    monkeypatch.setattr(files, "_digest", hashing)
    path.write_bytes(b"one")
    assert file_digest(path) == file_digest(path) == hashlib.sha256(b"one").hexdigest()
    assert len(hashed) == 2  # written this moment: a second writing could have the same time
    monkeypatch.setattr(files, "_SETTLED", -1)
    assert file_digest(path) == file_digest(path) == hashlib.sha256(b"one").hexdigest()
    assert len(hashed) == 3
    path.write_bytes(b"another")
    assert file_digest(path) == hashlib.sha256(b"another").hexdigest()
    path.unlink()
    with pytest.raises(ModelError, match=r"model\.safetensors cannot be read"):
        file_digest(path)
