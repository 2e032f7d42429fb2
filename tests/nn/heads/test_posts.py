"""The weights for posts on disk: written and read back, and refused where they are damaged."""

import json
from pathlib import Path

import pytest

from attrib.errors import ModelError
from attrib.nn.heads.posts import load_posts, save_posts

WEIGHTS = {"role": {"known True": 2.0, "none": 0.5}, "affiliation": {"link party": 1.0}}


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    save_posts(tmp_path, WEIGHTS)
    scorer = load_posts(tmp_path)
    assert scorer.scores("role", [frozenset({"known True", "none"}), frozenset({"never seen"})]) == [2.5, 0.0]
    assert scorer.scores("affiliation", [frozenset({"link party"})]) == [1.0]


def test_a_config_with_another_number_of_names_is_refused(tmp_path: Path) -> None:
    save_posts(tmp_path, WEIGHTS)
    config = tmp_path / "config.json"
    values = json.loads(config.read_text())
    config.write_text(json.dumps(values | {"role": ["none"]}))
    with pytest.raises(ModelError, match="do not fit config"):
        load_posts(tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"role": ["none", "none"]}, "twice"),
        ({"format_version": 9}, "format version 9"),
        ({"kind": "antecedents"}, "expected 'posts'"),
    ],
)
def test_a_bad_config_is_refused(tmp_path: Path, change: dict[str, object], message: str) -> None:
    save_posts(tmp_path, WEIGHTS)
    config = tmp_path / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | change))
    with pytest.raises(ModelError, match=message):
        load_posts(tmp_path)
