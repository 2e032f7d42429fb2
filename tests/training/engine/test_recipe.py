"""What a training config trains, and how bad ones are told."""

from pathlib import Path

import pytest

from attrib.errors import SettingsError
from attrib.resources import folder
from attrib.training.antecedents.recipe import AntecedentTraining
from attrib.training.attribution.recipe import AttributionTraining
from attrib.training.stance.recipe import StanceTraining
from attrib.training.tasks import task_of
from attrib.training.word_classes.recipe import WordClassTraining


def test_the_shipped_configs_are_read_by_their_tasks() -> None:
    for task, read in (
        ("attribution", AttributionTraining.read),
        ("antecedents", AntecedentTraining.read),
        ("word_classes", WordClassTraining.read),
        ("stance", StanceTraining.read),
    ):
        name = task.replace("_", "-")
        path = folder("models") / name / "training.toml"
        assert task_of(path) == task
        assert read(path).name == name


def test_a_missing_config_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        task_of(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('task = "chess"', "'chess' is none of attribution, antecedents, word_classes, stance, masked_words"),
        ("task =", "is not TOML"),
    ],
)
def test_another_task_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=words):
        task_of(path)


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
