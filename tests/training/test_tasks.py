"""The table of tasks: every task has its three modules, and every config that is kept belongs to one."""

from importlib import import_module
from pathlib import Path

import pytest

from attrib.errors import SettingsError
from attrib.resources import folder
from attrib.training.tasks import TASKS, task_class, task_of

ROOT = Path(__file__).resolve().parents[2]
CONFIGS = sorted([*folder("models").glob("**/*.toml"), *ROOT.glob("scripts/**/*.toml")])
SHIPPED = {
    "attribution": "attribution",
    "antecedents": "antecedents",
    "stance": "stance",
    "word-classes": "word_classes",
}


@pytest.mark.parametrize("task", TASKS)
def test_every_task_has_its_folder_and_its_recipe(task: str) -> None:
    found = task_class(task)
    for name in ("recipe", "material", "task"):
        import_module(f"attrib.training.{task}.{name}")
    defaults = found.recipe_class.defaults()
    assert defaults.task == task
    assert defaults.epochs > 0
    assert defaults.seed == 1


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_kept_config_can_be_read(path: Path) -> None:
    recipe = task_class(task_of(path)).recipe_class.read(path)
    assert recipe.task == task_of(path)


@pytest.mark.parametrize("name", ["attribution", "antecedents", "stance", "word-classes"])
def test_a_shipped_model_has_the_config_of_its_task(name: str) -> None:
    path = folder("models") / name / "training.toml"
    assert task_of(path) == name.replace("-", "_")
    assert task_class(task_of(path)).recipe_class.read(path).name == name


def test_a_config_may_name_the_task_that_is_meant_without_one(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    for text in ('name = "a"\n', 'name = "a"\ntask = "attribution"\n'):
        path.write_text(text)
        assert task_of(path) == "attribution"
        assert task_class("attribution").recipe_class.read(path).task == "attribution"


def test_a_missing_config_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        task_of(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'task = "chess"',
            "'chess' is none of attribution, antecedents, pointer, linker, word_classes, posts, stance, affiliations",
        ),
        ("task = 3", "task = 3 is none of"),
        ('task = ["stance"]', "is none of"),
        ("task =", "is not TOML"),
    ],
)
def test_another_task_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=words):
        task_of(path)
