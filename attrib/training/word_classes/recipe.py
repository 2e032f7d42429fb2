"""The settings of a training of the head for word classes, read from a TOML file with task = "word_classes"."""

from dataclasses import dataclass

from attrib.training.engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class WordClassTraining(Recipe):
    """What to train the head on and how.

    `model` is the attribution model whose states it reads, at `layer`; `texts` is the most PolNeAR articles to read, in
    the order of the file with CoreNLP's tags. Folders are relative to the corpora folder.
    """

    name: str
    task: str = "word_classes"
    model: str = "attribution"
    layer: int = 5
    width: int = 128
    dropout: float = 0.2
    seed: int = 1
    epochs: int = 8
    learning_rate: float = 3e-3
    weight_decay: float = 0.01
    polnear: str = "polnear/train"
    silver: str = "polnear-silver/train.jsonl.gz"
    texts: int = 400

    def __post_init__(self) -> None:
        self.check_task("word_classes")
        self.require(above_0="layer width epochs learning_rate texts", under_1="dropout", at_least_0="weight_decay")
