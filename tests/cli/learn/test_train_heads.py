"""`attrib train` on a config for one of the small heads: what it refuses."""

from pathlib import Path

import pytest

from tests.cli.conftest import Attrib


@pytest.mark.parametrize("task", ["antecedents", "word_classes"])
def test_heads_learn_from_corpora_alone(attrib: Attrib, tmp_path: Path, task: str) -> None:
    (tmp_path / "a.toml").write_text(f'name = "a"\ntask = "{task}"\n')
    command = ("train", "--config", "a.toml", "--corpora", ".")
    refused = attrib(*command, "--articles", ".")
    assert refused.exit_code == 1
    assert f"task = {task!r} learns from corpora alone; leave it out" in refused.stderr
    kept = attrib(*command, "--results", "r.csv")
    assert kept.exit_code == 1
    assert f"leave it out for {task}" in kept.stderr


def test_a_missing_corpus_is_told(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('name = "a"\ntask = "word_classes"\n')
    result = attrib("train", "--config", "a.toml", "--corpora", ".", "--device", "cpu")
    assert result.exit_code == 1
    assert "train.jsonl.gz is not gzipped JSON lines" in result.stderr
    assert not (tmp_path / "runs").exists()
