"""The table of all tasks: what `attrib train` can train. To add one, make its folder and add its line here."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from attrib.errors import SettingsError
from attrib.training.engine.recipe import Recipe, read_toml
from attrib.training.engine.run import train
from attrib.training.engine.task import TaskClass, Workplace

# Name in a recipe's `task` -> module and class. Imported only when a recipe names it.
TASKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "attribution": ("attrib.training.attribution.task", "AttributionTask"),
        "antecedents": ("attrib.training.antecedents.task", "AntecedentTask"),
        "pointer": ("attrib.training.pointer.task", "PointerTask"),
        "linker": ("attrib.training.linker.task", "LinkerTask"),
        "word_classes": ("attrib.training.word_classes.task", "WordClassTask"),
        "posts": ("attrib.training.posts.task", "PostTask"),
        "stance": ("attrib.training.stance.task", "StanceTask"),
        "affiliations": ("attrib.training.affiliations.task", "AffiliationTask"),
        "judge": ("attrib.training.judge.task", "JudgeTask"),
        "names": ("attrib.training.names.task", "NameTask"),
        "nested": ("attrib.training.nested.task", "NestedTask"),
        "masked_words": ("attrib.training.masked_words.task", "MaskedWordsTask"),
    }
)
_FIRST = "attribution"


def task_of(path: Path) -> str:
    """What a training config trains: its `task`, attribution where it names none. Raises SettingsError for another."""
    task = read_toml(path).get("task", _FIRST)
    if not isinstance(task, str) or task not in TASKS:
        raise SettingsError(f"{path}: task = {task!r} is none of {', '.join(TASKS)}")
    return task


def task_class(name: str) -> TaskClass:
    """The class that trains a task of the table."""
    module, attribute = TASKS[name]
    found: TaskClass = getattr(import_module(module), attribute)
    return found


def train_recipe(recipe: Recipe, place: Workplace) -> dict[str, float]:
    """Train the task of a recipe in a place, resuming what its output folder holds; returns the final figures.

    Raises what `engine.task.Task` and `engine.run.train` raise, and SettingsError for articles that nothing reads.
    """
    kind = task_class(recipe.task)
    if place.articles is not None and not kind.takes_articles:
        raise SettingsError(
            f"--articles {place.articles}: task = {recipe.task!r} learns from corpora alone; leave it out"
        )
    return train(kind(recipe, place), place)
