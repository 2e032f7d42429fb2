"""The settings of a training of the weights for posts, read from a TOML file with task = "posts"."""

from dataclasses import dataclass

from attrib.training.engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class PostTraining(Recipe):
    """What to train the weights on and how.

    `model` is the attribution model that finds names and whose head tells word classes; `articles` are folders below
    that of the labelled articles. `penalty` is the weight of the squared weights beside the loss of all examples, whose
    steps are one an epoch; a feature counts that `min_count` candidates have. An example counts as the root of its
    statements, at most `most_statements` of them.
    """

    name: str
    task: str = "posts"
    model: str = "attribution"
    articles: tuple[str, ...] = ()
    seed: int = 1
    epochs: int = 200
    learning_rate: float = 0.05
    weight_decay: float = 0.0
    penalty: float = 4.0
    min_count: int = 2
    most_statements: int = 6

    def __post_init__(self) -> None:
        self.check_task("posts")
        self.require(above_0="epochs learning_rate min_count most_statements", at_least_0="penalty weight_decay")
