"""A training run's settings, read from a TOML file; every run that counts is one committed file."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.training.engine.recipe import Recipe, WeightedFolders


@dataclass(frozen=True, slots=True)
class AttributionTraining(Recipe):
    """What to train on and how.

    Folders are relative to the corpora folder. Rates: `learning_rate` of the encoder's top layer, times `layer_decay`
    for each layer below, `head_rate` of everything else; `warmup` a share of the steps. `batch_tokens` counts padded
    word pieces; `average` is the decay of the exponential moving average of the weights; `articles_weight` how often an
    epoch goes over the labelled articles; or, where there are several folders of them, `articles` names each with how
    often. `augment` is the share of texts that an epoch turns into another house style.
    `annotator_share` is the share by which the network is told who labelled a text, so that it need not take
    everybody's habits for one; when it reads, it is told nothing or, with `read_as`, that one of them labelled the
    text: an annotator of PolNeAR, or a folder of articles. `head_seed` draws the fresh heads, apart from `seed`, so
    that the weights of several seeds can be averaged.
    Weights of losses: `link_weight`, `entity_weight`, `inner_weight`. With `role_rows` = 2 the model learns statements
    within statements too, from the articles that label them. `names_texts` texts an epoch of the corpus `names` have
    names labelled and nothing else. Statements below `least_confidence` are left out by the model.

    `start` names models whose weights, averaged, the training starts from in place of the base's; with no epochs their
    average is the model. `teachers` names models whose distributions it learns: as `teacher_share` of the roles' loss
    on labelled texts, the labels being the rest, and as all of it on `unlabelled_texts` texts of each corpus named by
    `unlabelled`, drawn by `head_seed`, none of them of the outlets `unlabelled_without`, on which it is measured.

    `weight_bits` is how the model is stored: 16, or 8 for large matrices in eight bits a weight.
    """

    name: str
    base: str = "all-minilm-l6-v2"
    polnear: str = "polnear"
    silver: str = "polnear-silver"
    articles_weight: int = 0
    seed: int = 1
    head_seed: int = 1
    epochs: int = 6
    batch_tokens: int = 3072
    window: int = 382
    overlap: int = 64
    learning_rate: float = 1e-4
    layer_decay: float = 1.0
    head_rate: float = 1e-3
    warmup: float = 0.1
    weight_decay: float = 0.01
    hidden_dropout: float = 0.1
    word_masking: float = 0.05
    augment: float = 0.0
    annotator_share: float = 0.0
    read_as: str = ""
    average: float = 0.999
    link_weight: float = 0.3
    entity_weight: float = 0.2
    inner_weight: float = 0.3
    role_rows: int = 1
    names: str = "worldwide-ner"
    names_texts: int = 0
    precision: str = "auto"
    least_confidence: float = 0.0
    start: tuple[str, ...] = ()
    teachers: tuple[str, ...] = ()
    teacher_share: float = 0.5
    unlabelled: tuple[str, ...] = ()
    unlabelled_texts: int = 0
    task: str = "attribution"
    articles: WeightedFolders = ()
    weight_bits: int = 16
    unlabelled_without: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.check_task("attribution")
        if self.epochs < 0 or (self.epochs == 0 and not self.start):
            raise SettingsError(f"epochs = {self.epochs} must be above 0, or 0 where start names models to average")
        self.require(
            above_0="batch_tokens learning_rate head_rate layer_decay window",
            under_1="warmup hidden_dropout word_masking average least_confidence",
            up_to_1="augment annotator_share teacher_share",
        )
        if bool(self.unlabelled) != bool(self.unlabelled_texts) or (self.unlabelled and not self.teachers):
            raise SettingsError(
                f"unlabelled = {list(self.unlabelled)}, unlabelled_texts = {self.unlabelled_texts} and teachers = "
                f"{list(self.teachers)}: texts without labels need all three"
            )
        if self.read_as and not self.annotator_share:
            raise SettingsError(
                f"read_as = {self.read_as!r} needs annotator_share above 0: a network that is never told who labelled "
                "a text cannot read as anybody"
            )
        if self.weight_bits not in (8, 16):
            raise SettingsError(f"weight_bits = {self.weight_bits} must be 16 or 8")
        if self.batch_tokens < self.window + 2:
            raise SettingsError(
                f"batch_tokens = {self.batch_tokens} does not hold one window of {self.window} and its 2 ends"
            )
