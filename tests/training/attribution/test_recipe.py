"""Training configurations: read from TOML, checked, and digested."""

from dataclasses import replace
from pathlib import Path

import pytest

from attrib.errors import SettingsError
from attrib.training.attribution.recipe import AttributionTraining


def read(tmp_path: Path, content: str) -> AttributionTraining:
    path = tmp_path / "run.toml"
    path.write_text(content, encoding="utf-8")
    return AttributionTraining.read(path)


def test_a_file_and_its_defaults(tmp_path: Path) -> None:
    config = read(tmp_path, 'name = "a"\nepochs = 2\nlearning_rate = 1\nhidden_dropout = 0.25\n')
    assert config == AttributionTraining("a", epochs=2, learning_rate=1, hidden_dropout=0.25)


def test_lists_of_models(tmp_path: Path) -> None:
    config = read(tmp_path, 'name = "a"\nstart = ["b"]\nteachers = ["b", "c"]\n')
    assert (config.start, config.teachers) == (("b",), ("b", "c"))
    assert config.digest != AttributionTraining("a").digest


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the setting 'name' is missing; it names the folder the model goes to"),
        ("name = ", "is not TOML"),
        ('name = "a"\nspeed = 3', "unknown setting 'speed'; known are name, base"),
        ("name = 3", "name = 3 is a int, expected str"),
        ('name = "a"\nepochs = 2.5', "epochs = 2.5 is a float, expected int"),
        ('name = "a"\nepochs = true', "epochs = True is a bool, expected int"),
        ('name = "a"\nwarmup = "x"', "warmup = 'x' is a str, expected float"),
        ('name = "a"\nepochs = 0', "epochs = 0 must be above 0, or 0 where start names models"),
        ('name = "a"\nepochs = -1\nstart = ["b"]', "epochs = -1 must be above 0"),
        ('name = "a"\nlearning_rate = -1.0', "learning_rate = -1.0 must be above 0"),
        ('name = "a"\nwarmup = 1.0', "warmup = 1.0 must be at least 0 and under 1"),
        ('name = "a"\naverage = -0.1', "average = -0.1 must be at least 0 and under 1"),
        ('name = "a"\naugment = 1.5', "augment = 1.5 must be at least 0 and at most 1"),
        ('name = "a"\nteachers = "b"', r"teachers = 'b', expected a list of words such as \["),
        ('name = "a"\nteachers = [1]', r"teachers = \[1\], expected a list of words"),
        ('name = "a"\nunlabelled = ["newsmtsc"]', "texts without labels need all three"),
        ('name = "a"\nunlabelled = ["newsmtsc"]\nunlabelled_texts = 3', "texts without labels need all three"),
        ('name = "a"\nbatch_tokens = 300', "batch_tokens = 300 does not hold one window of 382 and its 2 ends"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read(tmp_path, content)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nope\.toml cannot be read \(No such file"):
        AttributionTraining.read(tmp_path / "nope.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="is not TOML"):
        AttributionTraining.read(tmp_path / "bytes.toml")


def test_the_digest_tells_configs_apart() -> None:
    config = AttributionTraining("a")
    assert config.digest == AttributionTraining("a").digest
    assert len(config.digest) == 12
    assert config.digest != replace(config, seed=2).digest
