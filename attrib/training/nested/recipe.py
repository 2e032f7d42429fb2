"""The settings of a training of the second row of role tags, read from a TOML file with task = "nested"."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.training.engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class NestedTraining(Recipe):
    """What to train the second row on and how.

    `model` is the attribution model whose second row is learned anew: nothing else of it changes, and it is written
    with `weight_bits` bits a weight of its large matrices. `articles` are folders, under that given by --articles, of
    articles whose nested statements are labelled. `dropout` is that of the states.
    """

    name: str
    task: str = "nested"
    model: str = "accurate"
    articles: tuple[str, ...] = ("train-modern",)
    weight_bits: int = 16
    dropout: float = 0.3
    batch: int = 64
    seed: int = 1
    epochs: int = 20
    learning_rate: float = 2e-3
    weight_decay: float = 0.05

    def __post_init__(self) -> None:
        self.check_task("nested")
        self.require(above_0="batch epochs learning_rate", under_1="dropout", at_least_0="weight_decay")
        if self.weight_bits not in (8, 16):
            raise SettingsError(f"weight_bits = {self.weight_bits} must be 8 or 16")
        if not self.articles:
            raise SettingsError("articles = [] leaves nothing to train on; name folders of labelled articles")
