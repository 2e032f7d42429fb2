"""How bad settings are told."""

from pathlib import Path

import pytest

from attrib.errors import SettingsError
from attrib.training.antecedents.recipe import AntecedentTraining
from attrib.training.attribution.recipe import AttributionTraining


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('name = "a"\nepochs = 0', "epochs = 0 must be above 0"),
        ('name = "a"\ndropout = 1.5', "dropout = 1.5"),
        ('name = "a"\ngap_weight = -1', "gap_weight = -1 must be at least 0"),
        ('name = "a"\ngap_weight = 0\ngum_weight = 0\nsilver_weight = 0', "nothing to train on"),
        ('name = "a"\nwidth = "8"', "width = '8' is a str, expected int"),
        ('name = "a"\nmore = 1', "unknown setting 'more'"),
        ("epochs = 2", "'name' is missing"),
    ],
)
def test_bad_settings_of_the_head_are_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'task = "antecedents"\n{text}\n')
    with pytest.raises(SettingsError, match=words):
        AntecedentTraining.read(path)


def test_folders_of_articles_have_weights(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('name = "a"\narticles = ["train", ["train-modern", 2]]\n')
    assert AttributionTraining.read(path).articles == (("train", 1), ("train-modern", 2))


@pytest.mark.parametrize(
    "value", ['"train"', '[["train", 0]]', '[["train"]]', '[[2, "train"]]', '[["train", true]]', "[3]"]
)
def test_folders_without_a_weight_that_can_be_are_refused(tmp_path: Path, value: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'name = "a"\narticles = {value}\n')
    with pytest.raises(
        SettingsError, match=r'expected a list of folders, .* such as \["train", \["train-modern", 2\]\]'
    ):
        AttributionTraining.read(path)
