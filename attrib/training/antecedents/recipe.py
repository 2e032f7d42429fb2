"""The settings of a training of the antecedent head, read from a TOML file with task = "antecedents"."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.training.engine.recipe import Recipe

_WEIGHTS = "gap_weight gum_weight litbank_weight silver_weight"


@dataclass(frozen=True, slots=True)
class AntecedentTraining(Recipe):
    """What to train the head on and how.

    `model` is the attribution model whose states it reads, at `layer`. Weights say how much an anaphor of a corpus
    counts, 0 leaves the corpus out; `masculine_weight` times that of "he", "his" and "him" evens out the genders, and
    `description_weight` times that of a description. `silver_texts` is the most PolNeAR articles with CoreNLP's
    coreference. Folders are relative to the corpora folder.
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
    litbank: str = "litbank"
    litbank_weight: float = 0.0
    masculine_weight: float = 1.0
    description_weight: float = 1.0
    polnear: str = "polnear/train"
    silver: str = "polnear-silver/train.jsonl.gz"
    silver_weight: float = 0.2
    silver_texts: int = 840

    def __post_init__(self) -> None:
        self.check_task("antecedents")
        self.require(
            above_0="layer width scorers epochs learning_rate",
            under_1="dropout",
            at_least_0=f"{_WEIGHTS} masculine_weight description_weight silver_texts weight_decay",
        )
        if not any(getattr(self, weight) for weight in _WEIGHTS.split()):
            raise SettingsError("all weights are 0: there is nothing to train on")
