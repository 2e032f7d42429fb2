"""The settings of an adaptation of the encoder to news, read from a TOML file with task = "masked_words"."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.training.engine.recipe import Recipe, WeightedFolders


@dataclass(frozen=True, slots=True)
class MaskedWordsTraining(Recipe):
    """What to adapt the encoder on and how.

    Texts: those of `polnear`, a folder of the corpora, `polnear_weight` times an epoch, the labelled articles
    `articles_weight` times (or several folders of them, `articles`, each with how often), and of each corpus named by
    `unlabelled` at most `unlabelled_texts`, drawn by `seed`. `masking` is the share of words that are masked.
    `learning_rate` is that of the encoder, `head_rate` that of all else; `warmup` a share of the steps; `batch_tokens`
    counts padded word pieces.
    """

    name: str
    task: str = "masked_words"
    base: str = "all-minilm-l6-v2"
    polnear: str = "polnear/train"
    polnear_weight: int = 2
    articles_weight: int = 0
    unlabelled: tuple[str, ...] = ()
    unlabelled_texts: int = 0
    seed: int = 1
    epochs: int = 1
    batch_tokens: int = 3072
    window: int = 382
    learning_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    masking: float = 0.18
    precision: str = "auto"
    articles: WeightedFolders = ()

    def __post_init__(self) -> None:
        self.check_task("masked_words")
        self.require(
            above_0="polnear_weight epochs window learning_rate head_rate masking",
            under_1="warmup masking",
            at_least_0="articles_weight unlabelled_texts weight_decay",
        )
        if bool(self.unlabelled) != bool(self.unlabelled_texts):
            raise SettingsError(
                f"unlabelled = {list(self.unlabelled)}, unlabelled_texts = {self.unlabelled_texts}: give both or none"
            )
        if self.batch_tokens < self.window + 2:
            raise SettingsError(
                f"batch_tokens = {self.batch_tokens} does not hold one window of {self.window} and its 2 ends"
            )
