"""Settings of a stance training, read from a TOML file with `task = "stance"`."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.training.engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class StanceTraining(Recipe):
    """What to train stance on and how.

    `articles` are folders of labelled articles, relative to the folder of them, which the attribution model `model`
    reads: the statement head is for that model. First `epochs` over the three corpora;
    then, the encoder left as it is, `head_epochs` of a statement head of `scorers` networks over the articles, with
    `head_decay` and `head_dropout`; before it the same on all but one of `folds` parts of the articles, for scores of
    articles that were not learnt.

    Rates: `learning_rate` of the encoder and `head_rate` of all else; `warmup` a share of the steps over the corpora.
    `batch_tokens` counts padded word pieces, `average` is the decay of the exponential moving average of the weights.
    `swap` is the share of sentences of directed sentiment read from the other actor's side, `distract` that of texts
    with further names marked as targets, `unrelated` that of perspectives shown a claim that they are not about.
    `word_masking` is the share of word pieces that are masked, `name_masking` that of texts whose holder and targets
    are, so that who they are does not tell what one holds of the other.
    `start` names stance models from whose encoders and answers, averaged, the training goes on; with no epochs the
    statement head alone is made anew.
    `least_precision`, in percent, of the sides told on the articles chooses the least probability of a stance.
    """

    name: str
    task: str = "stance"
    base: str = "all-minilm-l6-v2"
    start: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    model: str = "attribution"
    seed: int = 1
    epochs: int = 3
    folds: int = 5
    batch_tokens: int = 1024
    window: int = 192
    learning_rate: float = 1.5e-4
    head_rate: float = 1e-3
    head_epochs: int = 30
    head_decay: float = 0.3
    head_dropout: float = 0.65
    scorers: int = 2
    warmup: float = 0.1
    weight_decay: float = 0.01
    hidden_dropout: float = 0.1
    word_masking: float = 0.05
    name_masking: float = 0.0
    swap: float = 0.5
    distract: float = 0.25
    unrelated: float = 0.3
    average: float = 0.998
    least_precision: float = 60.0
    precision: str = "auto"

    def __post_init__(self) -> None:
        self.check_task("stance")
        if self.epochs < 0 or (self.epochs == 0 and not self.start):
            raise SettingsError(f"epochs = {self.epochs} must be above 0, or 0 where start names a model")
        if self.folds < 2:
            raise SettingsError(f"folds = {self.folds} must be 2 or more")
        self.require(
            above_0="batch_tokens window learning_rate head_rate head_epochs scorers",
            under_1="warmup hidden_dropout head_dropout word_masking average",
            up_to_1="name_masking swap distract unrelated",
        )
        if self.batch_tokens < self.window:
            raise SettingsError(f"batch_tokens = {self.batch_tokens} does not hold one window of {self.window}")
