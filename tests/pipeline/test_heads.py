"""The small heads that ship beside a model: found by its digest, told apart, named by the run, read by resolution."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from attrib import resources
from attrib.data import Document
from attrib.english.word_classes import WordClass
from attrib.errors import ModelError
from attrib.nn.catalogue import Kind, find_head, weights_digest
from attrib.nn.heads.antecedents import AntecedentConfig, AntecedentHead
from attrib.nn.heads.checkpoint import save_head
from attrib.nn.heads.word_classes import WordClassConfig, WordClassHead
from attrib.pipeline.build import build
from attrib.pipeline.entities.post_scores import shipped_scorer
from attrib.pipeline.runs import NO_HEAD, part_digest
from attrib.pipeline.speakers.linking.shipped import shipped_linker
from attrib.pipeline.speakers.resolver import resolve
from attrib.settings import ExtractSettings
from tests.tiny import on_one_thread, save_base, save_tiny_model

TEXT = "“All is well,” Ann Lee said. Bob isn't sure."


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    with on_one_thread():
        yield


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of models with a tiny one in it, that takes the place of the shipped ones but for linker and posts."""
    shipped_linker()
    shipped_scorer()
    torch.manual_seed(0)
    folder = tmp_path / "models"
    save_tiny_model(folder / "tiny", save_base(tmp_path / "base"))
    monkeypatch.setattr(resources, "folder", lambda _name: folder)
    return folder


def add_heads(models: Path, layers: tuple[int, int] = (1, 1), digest: str = "") -> None:
    digest = digest or weights_digest(models / "tiny")
    save_head(models / "who", AntecedentHead(AntecedentConfig(digest, 32, 8, layers[0])))
    classes = [str(kind) for kind in WordClass]
    save_head(models / "words", WordClassHead(WordClassConfig(digest, classes, 32, 8, layers[1])))


SETTINGS = ExtractSettings(model="tiny", device="cpu", precision="fp32", batch_tokens=512, stance=False)


def test_heads_are_told_apart_and_named_by_the_run(models: Path) -> None:
    bare = build(SETTINGS)
    add_heads(models)
    digest = weights_digest(models / "tiny")
    assert find_head(Kind.ANTECEDENTS, digest) == models / "who"
    assert find_head(Kind.WORD_CLASSES, digest) == models / "words"
    pipeline = build(SETTINGS)
    assert pipeline.run.settings["antecedents"] == part_digest(models / "who")
    assert pipeline.run.settings["word_classes"] == part_digest(models / "words")
    assert pipeline.run.id != bare.run.id
    [with_heads], [without] = (list(item.extract([Document(TEXT)])) for item in (pipeline, bare))
    assert [item.content for item in with_heads.statements] == [item.content for item in without.statements]


def test_heads_of_other_weights_are_left_alone(models: Path) -> None:
    add_heads(models, digest="0" * 64)
    pipeline = build(SETTINGS)
    assert [pipeline.run.settings[name] for name in ("antecedents", "word_classes")] == [NO_HEAD, NO_HEAD]
    assert pipeline.detector.word_classes is None


def test_a_scene_has_a_class_for_each_token(models: Path) -> None:
    add_heads(models)
    [found] = build(SETTINGS).detector.detect([TEXT])
    doc = resolve(Document(TEXT), found.statements, found.mentions, found.readers).doc
    assert len(doc.word_classes) == len(doc.tokens) > 0
    assert all(isinstance(kind, WordClass) for kind in doc.word_classes)
    assert resolve(Document(TEXT), found.statements, found.mentions).doc.word_classes == ()
    [empty] = build(SETTINGS).detector.detect([""])
    assert resolve(Document(""), (), (), empty.readers).doc.word_classes == ()


def test_heads_over_two_layers_or_damaged_are_refused(models: Path) -> None:
    add_heads(models, (1, 2))
    with pytest.raises(ModelError, match="antecedents reads layer 1, that for word classes reads layer 2"):
        build(SETTINGS).detector  # noqa: B018
    add_heads(models)
    (models / "words" / "metrics.json").write_text(json.dumps({"weights_sha256": "0" * 64}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"metrics\.json says 000000000000…"):
        build(SETTINGS)
