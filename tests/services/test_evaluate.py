"""Choosing what to measure on and measuring it, without a command line."""

import shutil
from pathlib import Path

import pytest

from attrib import resources
from attrib.errors import AttribError, CorpusError, ModelError
from attrib.services.evaluate import Material, measure
from attrib.services.evaluate_stance import measure_stances
from attrib.settings import ExtractSettings


def silent(words: str) -> None:
    raise AssertionError(words)


def test_a_folder_without_the_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="polnear"):
        measure(ExtractSettings(device="cpu"), Material(corpora=tmp_path), tell=silent)


def test_an_unknown_model_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no-such-model"):
        measure(ExtractSettings(model="no-such-model"), Material(corpora=tmp_path / "nowhere"), tell=silent)


def test_nothing_to_measure_on_is_no_figure(tmp_path: Path) -> None:
    assert measure_stances(ExtractSettings(), Material(corpora=tmp_path), tell=silent) == []
    assert measure_stances(ExtractSettings(), Material(), write=True, tell=silent) == []


def test_articles_without_labels_are_told(tmp_path: Path) -> None:
    with pytest.raises(AttribError):
        measure_stances(ExtractSettings(device="cpu"), Material(articles=tmp_path), tell=silent)


def test_figures_of_stances_go_to_the_model_that_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = tmp_path / "models"
    shutil.copytree(resources.folder("models"), models, copy_function=_link_weights)
    monkeypatch.setattr(resources, "folder", lambda _name: models)
    articles = tmp_path / "one"
    for kind, suffix in (("labels", ".json"), ("text", ".txt")):
        (articles / kind).mkdir(parents=True)
        first = min((Path(__file__).parents[1] / "fixtures" / "articles" / kind).glob(f"*{suffix}"))
        shutil.copy(first, articles / kind)
    said: list[str] = []
    settings = ExtractSettings("accurate", device="cpu", precision="fp32")
    [measured] = measure_stances(settings, Material(articles=articles), write=True, tell=said.append)
    assert measured.documents == 1
    [line] = said
    assert line.startswith(f"wrote {models / 'judge-accurate' / 'metrics.json'}")
    assert "On articles/one, 1 documents" in (models / "judge-accurate" / "README.md").read_text(encoding="utf-8")


def _link_weights(source: str, target: str) -> str:
    if not source.endswith(".safetensors"):
        return shutil.copy(source, target)
    Path(target).symlink_to(source)
    return target
