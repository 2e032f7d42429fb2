"""The settings of a training of the pointer, read from a TOML file with task = "pointer"."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.training.engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class PointerTraining(Recipe):
    """What to train the pointer on and how.

    `model` is the attribution model whose layers above `layer` it adapts with `rank`. With a rank of 0 the layers are
    its own and trained whole, from those of the pretrained encoder `base` where one is named. `articles` are folders,
    under that given by --articles, of labelled articles; their statements are learned from as they are labelled and as
    the model detects them, a source that is a name `name_weight` times. `rate` is the learning rate of these layers or
    adapters, `head_rate` that of all else; both rise over the share `warmup` of the steps. A batch has windows of at
    most `batch_tokens` word pieces. `share` is what the pointer counts beside the linker.

    `start` names a pointer of the same sizes, over this encoder or an earlier state of it, whose weights the training
    starts from.

    Where `sides_weight` is above 0 the pointer learns to judge stances too, from those labelled in the articles: the
    loss of sides counts so much beside that of speakers, a target without a side `neutral_weight` times, whether a
    statement takes a side at all `taken_weight` times, and the choice among its targets `choice_weight` times. Its
    probabilities are calibrated on the folders `calibrated_on`, and a side is told where `precision` percent are right.

    Before the articles, in the first epoch, it reads the folders `taught`, below --articles too: articles that a better
    model labelled (`scripts/taught_articles.py`); and the shares `coreference` of GUM, LitBank and GAP and `sentences`
    of directed sentiment and NewsMTSC (with sides alone); their paths are below --corpora, one left empty is not read.

    Outlets are dealt into `parts`, and part `without` is left out (-1 leaves out none). `held_out` names a pointer that
    was trained without part `held_out_part`: its answers for that part calibrate the confidence. What the whole pointer
    knows beyond it shows on the folders `calibrated_on`, where there are any, and shifts the confidence of all reasons.
    """

    name: str
    task: str = "pointer"
    model: str = "accurate"
    linker: str = "linker"
    base: str = ""
    start: str = ""
    layer: int = 6
    rank: int = 32
    width: int = 256
    window: int = 1024
    dropout: float = 0.2
    articles: tuple[str, ...] = ("train-modern", "train")
    taught: tuple[str, ...] = ()
    parts: int = 2
    without: int = -1
    held_out: str = ""
    held_out_part: int = 0
    share: float = 3.0
    name_weight: float = 0.25
    sides_weight: float = 0.0
    neutral_weight: float = 0.3
    taken_weight: float = 0.3
    choice_weight: float = 0.3
    calibrated_on: tuple[str, ...] = ("train-polnear",)
    precision: float = 50.0
    coreference: float = 0.0
    sentences: float = 0.0
    gum: str = "gum/train"
    litbank: str = "litbank"
    gap: str = "gap/gap-development.tsv"
    directed: str = "directed-sentiment/train.txt"
    newsmtsc: str = "newsmtsc/train.jsonl"
    batch_tokens: int = 3072
    seed: int = 1
    epochs: int = 4
    rate: float = 5e-4
    head_rate: float = 1e-3
    warmup: float = 0.1
    weight_decay: float = 0.01

    def __post_init__(self) -> None:
        self.check_task("pointer")
        self.require(
            above_0="layer width window batch_tokens epochs rate head_rate parts name_weight share",
            under_1="dropout warmup",
            at_least_0="rank weight_decay held_out_part sides_weight neutral_weight taken_weight choice_weight",
            up_to_1="coreference sentences",
        )
        if self.base and self.rank:
            raise SettingsError(f"base = {self.base!r} gives layers of its own; set rank = 0, or leave the base out")
        if self.base and self.start:
            raise SettingsError(
                f"base = {self.base!r} and start = {self.start!r} both give the first weights; keep one"
            )
        if not self.articles:
            raise SettingsError("articles = [] leaves nothing to train on; name folders of labelled articles")
        if self.sentences and not self.sides_weight:
            raise SettingsError(
                f"sentences = {self.sentences} teach sides alone; give sides_weight too, or leave it out"
            )
        if not -1 <= self.without < self.parts:
            raise SettingsError(f"without = {self.without} is no part; give one from 0 to {self.parts - 1}, or -1")
        if self.held_out_part >= self.parts:
            raise SettingsError(f"held_out_part = {self.held_out_part} is no part; give one below {self.parts}")
