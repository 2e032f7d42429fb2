"""The settings of a training of the head for affiliations, read from a TOML file with task = "affiliations"."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.settings import AUTO
from attrib.training.engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class AffiliationTraining(Recipe):
    """What to train the head on and how.

    `model` is the attribution model whose pointer, `pointer` or the one that is for it, reads the `articles`, folders
    below that given by --articles. A
    speaker counts as the root of its statements, at most `most_statements` of them; a batch has the speakers of `batch`
    articles. `least` is the least probability of an affiliation that is told.
    """

    name: str
    task: str = "affiliations"
    model: str = "accurate"
    pointer: str = AUTO
    articles: tuple[str, ...] = ("train-modern", "train")
    width: int = 160
    dropout: float = 0.4
    least: float = 0.6
    batch: int = 4
    most_statements: int = 3
    seed: int = 1
    epochs: int = 14
    learning_rate: float = 1e-3
    weight_decay: float = 0.01

    def __post_init__(self) -> None:
        self.check_task("affiliations")
        self.require(
            above_0="width batch most_statements epochs learning_rate",
            under_1="dropout least",
            at_least_0="weight_decay",
        )
        if not self.articles:
            raise SettingsError("articles = [] leaves nothing to train on; name folders of labelled articles")
