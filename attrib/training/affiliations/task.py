"""The training of the head for affiliations over the states of a pointer, which stay as they are."""

from typing import ClassVar

import numpy as np
import torch
from torch import Tensor

from attrib.errors import SettingsError
from attrib.nn.catalogue import Kind, weights_digest
from attrib.nn.pointer.affiliation_head import AffiliationConfig, AffiliationHead
from attrib.nn.pointer.affiliation_reader import save_affiliations
from attrib.pipeline.build import build
from attrib.pipeline.detection.detector import Detector
from attrib.pipeline.parts import choose_parts
from attrib.settings import NONE, ExtractSettings
from attrib.training.affiliations.material import AffiliationArticle, AffiliationExample, read_affiliations
from attrib.training.affiliations.recipe import AffiliationTraining
from attrib.training.engine.heads import LinearTask
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.task import Workplace, shuffled


class AffiliationTask(LinearTask[AffiliationTraining, AffiliationHead]):
    """Learns which of a text's names is that for which a speaker speaks. See `engine.task.Task`."""

    recipe_class: ClassVar[type[Recipe]] = AffiliationTraining
    takes_articles: ClassVar[bool] = True

    def __init__(self, recipe: AffiliationTraining, place: Workplace, detector: Detector | None = None) -> None:
        """`detector` reads the articles in place of the recipe's model, where it is given.

        Raises SettingsError for a model without a pointer.
        """
        self.recipe, self.place = recipe, place
        settings = ExtractSettings(
            recipe.model, device=str(place.device), stance=False, pointer=recipe.pointer, affiliations=NONE
        )
        parts = choose_parts(settings)
        folder = parts.heads.get(Kind.POINTER)
        if folder is None:
            raise SettingsError(f"model = {recipe.model!r} has no pointer whose states could be read; train one first")
        reading = detector or build(settings).detector
        torch.manual_seed(recipe.seed)
        hidden = reading.model.roles.in_features
        self.model = AffiliationHead(
            AffiliationConfig(
                parts.digest, weights_digest(folder), hidden, recipe.width, recipe.dropout, least=recipe.least
            )
        )
        self.articles = read_affiliations(recipe.articles, place, reading)
        place.report(f"{sum(len(item.examples) for item in self.articles)} speakers to learn from")

    def batches(self, epoch: int) -> list[list[AffiliationArticle]]:
        return shuffled(self.articles, self.recipe.batch, (self.recipe.seed, epoch))

    def loss(self, batch: list[AffiliationArticle], _: np.random.Generator) -> Tensor:
        """The negative log of the probability of what is right, the mean over the speakers by their weight."""
        losses = []
        for article in batch:
            answers = self.model(article.states.float(), [item.placed for item in article.examples])
            losses += [self._loss(logits, item) for logits, item in zip(answers, article.examples, strict=True)]
        return torch.stack(losses).mean()

    def _loss(self, logits: Tensor, item: AffiliationExample) -> Tensor:
        likely = logits.log_softmax(0)
        right = likely[list(item.right)].logsumexp(0) if item.right else likely[-1]
        loss: Tensor = -right * min(self.recipe.most_statements, item.statements) ** 0.5
        return loss

    def write(self) -> None:
        save_affiliations(self.place.output, self.model)
