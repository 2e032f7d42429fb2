"""The settings of a training of the head for names, read from a TOML file with task = "names"."""

from dataclasses import dataclass

from attrib.training.engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class NameTraining(Recipe):
    """What to train the head on and how.

    `model` is the attribution model whose states it reads, the last, those at `layer` and at `lower`. `names` is the
    file of Worldwide Newswire below --corpora; outlets that are kept for measurement are left out. `texts` is the
    most of the others to read, 0 for all. `batch` texts make a step.
    """

    name: str
    task: str = "names"
    model: str = "attribution"
    names: str = "worldwide-ner/train.tsv"
    texts: int = 0
    layer: int = 5
    lower: int = 3
    width: int = 256
    dropout: float = 0.3
    batch: int = 4
    seed: int = 1
    epochs: int = 8
    learning_rate: float = 1e-3
    weight_decay: float = 0.01

    def __post_init__(self) -> None:
        self.check_task("names")
        self.require(
            above_0="layer lower width batch epochs learning_rate", under_1="dropout", at_least_0="texts weight_decay"
        )
