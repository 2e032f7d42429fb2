"""Settings of a stance training, read from a TOML file with `task = "stance"`."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.training.recipe import Recipe


@dataclass(frozen=True, slots=True)
class StanceTrainingConfig(Recipe):
    """What to train stance on and how.

    `articles` are folders of labelled articles, relative to the folder of them. First `epochs` over the three corpora;
    then `adapt_epochs` over the articles, each `articles_weight` times, with a share `replay` of the corpora; before it
    the same on all but one of `folds` parts of the articles, for scores of articles that were not learnt.

    Rates: `learning_rate` of the encoder and `head_rate` of all else, `adapt_rate` times as much in the second part;
    `warmup` a share of each part's steps. `batch_tokens` counts padded word pieces, `average` is the decay of the
    exponential moving average of the weights; both have values of their own for the second part. `swap` is the share
    of sentences of directed sentiment read from the other actor's side, `distract` that of texts with further names
    marked as targets, `unrelated` that of perspectives shown a claim that they are not about. `least_precision`, in
    percent, of supports and opposes on the articles chooses the least probability that the model says one with.
    """

    name: str
    task: str = "stance"
    base: str = "all-minilm-l6-v2"
    articles: tuple[str, ...] = ()
    seed: int = 1
    epochs: int = 3
    adapt_epochs: int = 0
    articles_weight: int = 2
    replay: float = 0.04
    folds: int = 2
    batch_tokens: int = 2048
    adapt_batch_tokens: int = 512
    window: int = 160
    learning_rate: float = 1.5e-4
    head_rate: float = 1e-3
    adapt_rate: float = 0.5
    warmup: float = 0.1
    weight_decay: float = 0.01
    hidden_dropout: float = 0.1
    word_masking: float = 0.05
    swap: float = 0.5
    distract: float = 0.25
    unrelated: float = 0.3
    average: float = 0.998
    adapt_average: float = 0.99
    least_precision: float = 60.0
    precision: str = "auto"

    def __post_init__(self) -> None:
        if self.task != "stance":
            raise SettingsError(f"task = {self.task!r} is no stance training; leave it out to train attribution")
        if self.epochs < 1 or self.adapt_epochs < 0:
            raise SettingsError(f"epochs = {self.epochs} must be above 0, adapt_epochs = {self.adapt_epochs} not below")
        if bool(self.adapt_epochs) != bool(self.articles) or self.folds < 2:
            raise SettingsError(
                f"adapt_epochs = {self.adapt_epochs} and articles = {list(self.articles)}: give both or neither; and "
                f"folds = {self.folds} must be 2 or more"
            )
        for name in ("batch_tokens", "window", "learning_rate", "head_rate", "adapt_rate", "articles_weight"):
            if getattr(self, name) <= 0:
                raise SettingsError(f"{name} = {getattr(self, name)} must be above 0")
        for name in ("warmup", "hidden_dropout", "word_masking", "average", "adapt_average"):
            if not 0 <= getattr(self, name) < 1:
                raise SettingsError(f"{name} = {getattr(self, name)} must be at least 0 and under 1")
        for name in ("replay", "swap", "distract", "unrelated"):
            if not 0 <= getattr(self, name) <= 1:
                raise SettingsError(f"{name} = {getattr(self, name)} must be at least 0 and at most 1")
        for name in ("batch_tokens", "adapt_batch_tokens"):
            if getattr(self, name) < self.window:
                raise SettingsError(f"{name} = {getattr(self, name)} does not hold one window of {self.window}")
