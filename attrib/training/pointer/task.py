"""The training of the pointer: adapters of upper layers, over the frozen states of a middle one."""

from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor

from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.pointer.checkpoint import save_pointer
from attrib.nn.pointer.config import PointerConfig
from attrib.nn.pointer.network import Pointer
from attrib.training.engine.rates import rate_scale
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.state import Position
from attrib.training.engine.task import Workplace
from attrib.training.linker.examples import LinkArticle
from attrib.training.linker.material import load_detector, parts_of, read_articles
from attrib.training.pointer.calibration import calibrate
from attrib.training.pointer.material import PointerWindow, article_windows, batches, padded
from attrib.training.pointer.recipe import PointerTraining

_WORST = 8.0  # the most that one question adds to the loss: some labels are wrong


class PointerTask:
    """Learns whom statements are by from the text alone. See `engine.task.Task`."""

    recipe_class: ClassVar[type[Recipe]] = PointerTraining
    takes_articles: ClassVar[bool] = True
    average: ClassVar[float] = 0.0
    precision: ClassVar[str] = "auto"

    def __init__(self, recipe: PointerTraining, place: Workplace) -> None:
        self.recipe, self.place = recipe, place
        torch.manual_seed(recipe.seed)
        loaded = load_model(recipe.model, place.device)
        width = loaded.model.roles.in_features
        sizes = recipe.layer, recipe.rank, recipe.width, recipe.window, recipe.dropout, recipe.share
        self.encoder = loaded.model.encoder
        self.model = Pointer(PointerConfig(loaded.digest, width, *sizes), self.encoder)
        detector = load_detector(recipe.model, place)
        detector.pointer = self.model
        self.articles = read_articles(recipe, place, detector)
        self.parts = parts_of([article.group for article in self.articles], recipe.parts)
        self.windows = [window for article in self._taught() for window in article_windows(article, recipe.name_weight)]
        place.report(f"{sum(len(window.asked) for window in self.windows)} statements to learn from")

    def _taught(self) -> list[LinkArticle]:
        return [article for article, part in zip(self.articles, self.parts, strict=True) if part != self.recipe.without]

    def groups(self) -> list[dict[str, Any]]:
        """Adapters at one rate, all else at another; the encoder's own weights are not trained."""
        upper = {id(value) for value in self.model.upper.parameters()}
        trained = [value for value in self.model.parameters() if value.requires_grad]
        rates = ((True, self.recipe.rate), (False, self.recipe.head_rate))
        return [
            {"params": [value for value in trained if (id(value) in upper) is above], "lr": rate, "initial": rate}
            for above, rate in rates
        ]

    def rate(self, at: Position, batches: int) -> float:
        return rate_scale(at.step, batches * self.recipe.epochs, self.recipe.warmup)

    def batches(self, epoch: int) -> list[list[PointerWindow]]:
        return batches(self.windows, self.recipe.batch_tokens, (self.recipe.seed, epoch))

    def loss(self, batch: list[PointerWindow], _: np.random.Generator) -> Tensor:
        """The mean over questions of -log of the probability of all right answers together, each with its weight."""
        asked = [(row, item) for row, window in enumerate(batch) for item in window.asked]
        read = self.model.encode(*padded(batch))
        found = self.model(read, [row for row, _ in asked], [item.question for _, item in asked])
        losses = [
            item.weight * (scores.logsumexp(0) - scores[torch.tensor(item.right)].logsumexp(0)).clamp(max=_WORST)
            for scores, (_, item) in zip(found, asked, strict=True)
        ]
        return torch.stack(losses).sum() / sum(item.weight for _, item in asked)

    def measure(self) -> dict[str, float]:
        """No figures: what is held out is measured once, when the confidence is calibrated."""
        return {}

    def finish(self) -> dict[str, float]:
        """Calibrate by the answers of a pointer that has not learned from a part of the outlets."""
        if not self.recipe.held_out:
            return {}
        return calibrate(self.model, self.encoder, self.recipe, self.place, self.articles, self.parts)

    def write(self) -> None:
        save_pointer(self.place.output, self.model)
