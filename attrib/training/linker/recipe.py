"""The settings of a training of the linker, read from a TOML file with task = "linker"."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.training.engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class LinkerTraining(Recipe):
    """What to train the linker on and how.

    `articles` are folders of labelled articles under that given by --articles. Their statements are learned from as
    they are labelled and as the attribution model `model` detects them. A first round of `first_epochs` learns with the
    labelled speakers before each statement; what it gives articles it has not learned from are the speakers before each
    statement in the second round, so that the linker lives with its own errors. A feature that fewer than `least`
    statements and candidates have is left out, and `feature_dropout` of the others in each step. Of the `scorers` each
    learns from all outlets but its own part of them; the answers for that part calibrate the linker.
    """

    name: str
    task: str = "linker"
    model: str = "attribution"
    articles: tuple[str, ...] = ("train-modern", "train", "train-polnear")
    least: int = 8
    width: int = 48
    scorers: int = 4
    dropout: float = 0.5
    feature_dropout: float = 0.3
    batch: int = 128
    seed: int = 1
    epochs: int = 5
    first_epochs: int = 4
    learning_rate: float = 3e-3
    weight_decay: float = 0.01

    def __post_init__(self) -> None:
        self.check_task("linker")
        self.require(
            above_0="least width scorers batch epochs first_epochs learning_rate",
            under_1="dropout feature_dropout",
            at_least_0="weight_decay",
        )
        if not self.articles:
            raise SettingsError("articles = [] leaves nothing to train on; name folders of labelled articles")
        if self.scorers < 2:
            raise SettingsError(f"scorers = {self.scorers} must be at least 2: each calibrates what the others teach")
