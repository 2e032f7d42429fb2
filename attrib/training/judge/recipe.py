"""The settings of a training of the judge of sides, read from a TOML file with task = "judge"."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.training.engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class JudgeTraining(Recipe):
    """What to train the judge on and how.

    `model` is the attribution model that reads the `articles`, folders below that given by --articles, and whose layers
    below `first` the judge shares; the layers above are trained from those of `base`, the pretrained encoder that the
    model came from.

    Each epoch reads all statements with a side, and a share `quiet` of the others. Asked are the labelled targets with
    a side, one more candidate with a side, up to `others` candidates without one (one of a quiet statement), and with
    a chance of `strange` a target of another statement of the article. A share `bare` of the pairs is read without the
    words before. Of the pairs of directed sentiment, NewsMTSC and PerSpectrum, whose paths are below --corpora, the
    share `corpora` is drawn an epoch, and all of BASIL's; a corpus with an empty path is not read.

    After the last epoch the judge is calibrated on the folders `calibrated_on`, towards topics alone and beside the
    model's pointer; a side is told where `precision` percent are right. It is measured on the folders `dev`.
    """

    name: str
    task: str = "judge"
    model: str = "accurate"
    base: str = "sentence-transformers/all-mpnet-base-v2"
    articles: tuple[str, ...] = ("train-modern", "train")
    calibrated_on: tuple[str, ...] = ("train-polnear",)
    dev: tuple[str, ...] = ("dev-modern",)
    first: int = 4
    width: int = 256
    window: int = 120
    dropout: float = 0.1
    quiet: float = 0.3
    others: int = 2
    strange: float = 0.5
    bare: float = 0.25
    corpora: float = 0.25
    directed: str = "directed-sentiment/train.txt"
    newsmtsc: str = "newsmtsc/train.jsonl"
    perspectrum: str = "perspectrum/train.jsonl"
    basil: str = "basil/train.jsonl"
    batch_tokens: int = 3072
    precision: float = 45.0
    seed: int = 1
    epochs: int = 2
    learning_rate: float = 4e-5
    head_rate: float = 1e-3
    warmup: float = 0.08
    weight_decay: float = 0.01

    def __post_init__(self) -> None:
        self.check_task("judge")
        self.require(
            above_0="width window batch_tokens epochs learning_rate head_rate",
            under_1="dropout warmup",
            up_to_1="quiet bare strange corpora",
            at_least_0="weight_decay first others",
        )
        if not self.articles or not self.calibrated_on:
            raise SettingsError(
                f"articles = {list(self.articles)} and calibrated_on = {list(self.calibrated_on)}: name at least one "
                "folder of labelled articles in each"
            )
