"""The settings of a training of the head for nested statements, read from a TOML file with task = "nested"."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.training.engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class NestedTraining(Recipe):
    """What to train the head for nested statements on and how.

    `model` is the attribution model whose states it reads. `articles` are folders, under that given by --articles, of
    articles whose nested statements are labelled. `dropout` is that of the states.
    """

    name: str
    task: str = "nested"
    model: str = "attribution"
    articles: tuple[str, ...] = ("train-modern",)
    dropout: float = 0.3
    batch: int = 32
    seed: int = 1
    epochs: int = 30
    learning_rate: float = 2e-3
    weight_decay: float = 0.05

    def __post_init__(self) -> None:
        self.check_task("nested")
        self.require(above_0="batch epochs learning_rate", under_1="dropout", at_least_0="weight_decay")
        if not self.articles:
            raise SettingsError("articles = [] leaves nothing to train on; name folders of labelled articles")
