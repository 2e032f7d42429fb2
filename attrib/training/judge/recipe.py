"""The settings of a training of the pair judge, read from a TOML file with task = "judge"."""

from dataclasses import dataclass

from attrib.errors import SettingsError
from attrib.training.engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class JudgeTraining(Recipe):
    """What to train the judge on and how.

    `model` is the attribution model whose encoder is adapted and which reads the `articles`, folders below that given
    by --articles; after the last epoch the judge is measured on those in `dev`. One of `parts` parts of the outlets is
    held out: it calibrates, and chooses the least probability at which a side is told so that `precision` percent are
    right.

    Each epoch reads all statements with a side, and a share `quiet` of the others; of each the targets with a side,
    up to `others` more of its candidates, and `strange` targets of other statements of the article. A share `bare` is
    read without the words before. Of PerSpectrum's pairs `claims` are drawn an epoch.
    """

    name: str
    task: str = "judge"
    model: str = "accurate"
    articles: tuple[str, ...] = ("train-modern", "train", "train-polnear")
    dev: tuple[str, ...] = ("dev-modern",)
    parts: int = 8
    first: int = 4
    rank: int = 16
    width: int = 256
    window: int = 150
    dropout: float = 0.1
    quiet: float = 0.35
    others: int = 7
    strange: int = 2
    bare: float = 0.2
    claims: int = 1200
    batch_tokens: int = 2048
    precision: float = 70.0
    seed: int = 1
    epochs: int = 3
    learning_rate: float = 6e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01

    def __post_init__(self) -> None:
        self.check_task("judge")
        self.require(
            above_0="rank width window batch_tokens epochs learning_rate head_rate",
            under_1="dropout warmup",
            up_to_1="quiet bare",
            at_least_0="weight_decay first others strange claims",
        )
        if not self.articles:
            raise SettingsError("articles = [] leaves nothing to train on; name folders of labelled articles")
        if self.parts < 2:
            raise SettingsError(f"parts = {self.parts} must be at least 2: one part calibrates what the others teach")
