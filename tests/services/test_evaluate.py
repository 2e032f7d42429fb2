"""Choosing what to measure on and measuring it, without a command line."""

from pathlib import Path

import pytest

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
