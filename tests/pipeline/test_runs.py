"""Every file of every model that decides a result has its part in the run's id."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from attrib import resources
from attrib.errors import ModelError
from attrib.nn.catalogue import HEADS, Kind, seal
from attrib.pipeline.parts import Parts
from attrib.pipeline.runs import NO_HEAD, name_run, part_digest
from tests.stance_tiny import save_tiny_stance_model
from tests.tiny import on_one_thread, save_base, save_tiny_model


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """An attribution model, a stance model on the same base, and two folders that stand for heads."""
    folder = tmp_path_factory.mktemp("models")
    with on_one_thread():
        base = save_base(folder / "base")
        model = save_tiny_model(folder / "model", base)
        stance = save_tiny_stance_model(folder / "stance", base)
    antecedents, word_classes = (shutil.copytree(model, folder / name) for name in ("antecedents", "word-classes"))
    return Parts(model, "d" * 64, {Kind.ANTECEDENTS: antecedents, Kind.WORD_CLASSES: word_classes}, stance)


def run_id(parts: Parts) -> str:
    return name_run(parts, "float32").id


def altered(parts: Parts, field: str, name: str, folder: Path) -> Parts:
    """The parts with one of them copied to a folder, a file of it changed."""
    copy = shutil.copytree(getattr(parts, field), folder / getattr(parts, field).name)
    path = copy / name
    values = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(values | {"changed": True}), encoding="utf-8")
    return with_folder(parts, field, copy)


def with_folder(parts: Parts, field: str, folder: Path | None) -> Parts:
    """The parts with the folder of a field in place of theirs."""
    if field in set(HEADS):
        others = {kind: head for kind, head in parts.heads.items() if kind != field}
        return replace(parts, heads=others if folder is None else {**others, Kind(field): folder})
    changed: dict[str, Any] = {field: folder}
    return replace(parts, **changed)


def test_the_same_parts_have_the_same_run(parts: Parts) -> None:
    run = name_run(parts, "float32")
    assert run == name_run(parts, "float32")
    assert (run.model, run.weights_digest, run.code_version) == ("model", "d" * 64, resources.code_version())
    assert set(run.settings) == {"precision", "attribution", "antecedents", "word_classes", "stance", "stance_base"}


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("model", "config.json"),
        ("model", "tokenizer.json"),
        ("antecedents", "config.json"),
        ("word_classes", "config.json"),
        ("stance", "config.json"),
    ],
)
def test_a_changed_file_is_another_run(parts: Parts, tmp_path: Path, field: str, name: str) -> None:
    assert run_id(altered(parts, field, name, tmp_path)) != run_id(parts)


@pytest.mark.parametrize("field", ["antecedents", "word_classes"])
def test_a_missing_head_is_another_run(parts: Parts, field: str) -> None:
    without = name_run(with_folder(parts, field, None), "float32")
    assert without.settings[field] == NO_HEAD
    assert without.id != run_id(parts)


@pytest.mark.parametrize("kind", ["linker", "posts"])
def test_a_head_that_is_there_names_the_run_and_one_that_is_not_does_not(
    parts: Parts, tmp_path: Path, kind: str
) -> None:
    assert kind not in name_run(parts, "float32").settings
    head = shutil.copytree(parts.heads[Kind.ANTECEDENTS], tmp_path / kind)
    found = name_run(with_folder(parts, kind, head), "float32")
    assert found.settings[kind] == part_digest(head)
    assert found.id != run_id(parts)


def test_a_second_judge_names_the_run(parts: Parts, tmp_path: Path) -> None:
    judge = shutil.copytree(parts.heads[Kind.ANTECEDENTS], tmp_path / "judge")
    found = name_run(replace(parts, second=judge), "float32")
    assert found.settings["second_opinion"] == part_digest(judge)
    assert found.id != run_id(parts)


def test_other_weights_are_another_run(parts: Parts) -> None:
    assert run_id(replace(parts, digest="e" * 64)) != run_id(parts)
    assert name_run(parts, "bfloat16").id != run_id(parts)
    assert run_id(replace(parts, stance=None)) != run_id(parts)


def test_changed_weights_of_a_head_are_another_digest(parts: Parts, tmp_path: Path) -> None:
    assert parts.antecedents is not None
    copy = shutil.copytree(parts.antecedents, tmp_path / "head")
    assert part_digest(copy) == part_digest(parts.antecedents)
    (copy / "metrics.json").unlink()
    with (copy / "model.safetensors").open("ab") as stream:
        stream.write(b"\0")
    seal(copy)
    assert part_digest(copy) != part_digest(parts.antecedents)


def test_damaged_weights_are_told(parts: Parts, tmp_path: Path) -> None:
    copy = shutil.copytree(parts.model, tmp_path / "model")
    (copy / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"weights .* cannot be read"):
        part_digest(copy)


def test_other_code_is_another_run(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    before = run_id(parts)
    monkeypatch.setattr(resources, "code_version", lambda: "0.2.0+000000000000")
    assert run_id(parts) != before
