"""The settings of a training of the antecedent head, read from a TOML file with task = "antecedents"."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.training.engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class AntecedentTraining(Recipe):
    """What to train the head on and how.

    `model` is the attribution model whose states it reads, at `layer`. Weights say how much a pronoun of a corpus
    counts, 0 leaves the corpus out; `masculine_weight` times that of "he", "his"
    and "him" evens out the genders; `silver_texts` is the most PolNeAR articles with CoreNLP's coreference. Folders are
    relative to the corpora folder.
    """

    name: str
    task: str = "antecedents"
    model: str = "attribution"
    layer: int = 5
    width: int = 128
    dropout: float = 0.4
    scorers: int = 3
    seed: int = 1
    epochs: int = 12
    learning_rate: float = 1e-3
    weight_decay: float = 0.05
    gap: str = "gap/gap-development.tsv"
    gap_weight: float = 1.0
    gum: str = "gum/train"
    gum_weight: float = 1.0
    masculine_weight: float = 1.0
    polnear: str = "polnear/train"
    silver: str = "polnear-silver/train.jsonl.gz"
    silver_weight: float = 0.2
    silver_texts: int = 840

    def __post_init__(self) -> None:
        self.check_task("antecedents")
        self.require(
            above_0="layer width scorers epochs learning_rate",
            under_1="dropout",
            at_least_0="gap_weight gum_weight masculine_weight silver_weight silver_texts weight_decay",
        )
        if not (self.gap_weight or self.gum_weight or self.silver_weight):
            raise SettingsError("all weights are 0: there is nothing to train on")
