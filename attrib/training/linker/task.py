"""The training of the linker on labelled articles, read with an attribution model."""

from typing import ClassVar

import numpy as np
import torch
from torch import Tensor

from attrib.data import Reason
from attrib.nn.heads.linker import REASONS, LinkerConfig, LinkerHead
from attrib.training.engine.heads import HeadTask
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.task import Workplace, shuffled
from attrib.training.linker.calibration import fit_calibration
from attrib.training.linker.encoded import Encoded, encode
from attrib.training.linker.material import feature_names, load_detector, parts_of, read_articles
from attrib.training.linker.recipe import LinkerTraining
from attrib.training.linker.rounds import batch_loss, second_round


class LinkerTask(HeadTask[LinkerTraining, LinkerHead]):
    """Learns whom statements are by. A batch has one part for each scorer, in an order of its own. See `engine.task`.

    The linker is small: it is trained on the CPU, whatever device the articles are read on.
    """

    recipe_class: ClassVar[type[Recipe]] = LinkerTraining
    takes_articles: ClassVar[bool] = True

    def __init__(self, recipe: LinkerTraining, place: Workplace) -> None:
        self.recipe, self.place = recipe, place
        articles = read_articles(recipe, place, load_detector(recipe.model, place))
        parts = parts_of([article.group for article in articles], recipe.scorers)
        torch.manual_seed(recipe.seed)
        found = second_round(recipe, articles, parts)
        names = feature_names((example for example, _ in found), recipe.least)
        torch.manual_seed(recipe.seed)
        self.model = LinkerHead(LinkerConfig(names, recipe.width, recipe.scorers, recipe.dropout))
        self.examples = [encode(self.model, example, part) for example, part in found]
        place.report(f"{len(found)} statements to learn from, {len(names)} features")

    def batches(self, epoch: int) -> list[tuple[list[Encoded], ...]]:
        recipe = self.recipe
        own = (
            shuffled(self._outside(part), recipe.batch, (recipe.seed, epoch, part)) for part in range(recipe.scorers)
        )
        return list(zip(*own, strict=False))  # the parts differ by a few statements

    def _outside(self, part: int) -> list[Encoded]:
        return [item for item in self.examples if item.learned and item.part != part]

    def loss(self, batch: tuple[list[Encoded], ...], random: np.random.Generator) -> Tensor:
        parts = zip(self.model.scorers, batch, strict=True)
        return torch.stack(
            [batch_loss(scorer, own, self.recipe.feature_dropout, random) for scorer, own in parts]
        ).sum()

    def finish(self) -> dict[str, float]:
        """Calibrate: the answers for each part are those of the scorer that has not learned from it."""
        answers = [_answer(self.model.scorers[item.part], item) for item in self.examples if item.detected]
        silent = (Reason.NO_SOURCE, Reason.NO_ANTECEDENT)
        named = [answer for answer in answers if REASONS[answer[1]] not in silent]
        self.model.calibration.copy_(
            fit_calibration([chance for chance, _, _ in named], [at for _, at, _ in named], [ok for *_, ok in named])
        )
        return {"held out": round(100 * sum(ok for *_, ok in answers) / max(1, len(answers)), 1)}


def _answer(scorer: torch.nn.Module, item: Encoded) -> tuple[float, int, bool]:
    """The probability of the likeliest candidate, the number of its reason, and whether it is right."""
    with torch.inference_mode():
        chances = scorer(item.batch).softmax(0)
    best = int(chances.argmax())
    return float(chances[best]), REASONS.index(item.reasons[best]), item.strictly[best]
